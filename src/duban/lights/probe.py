"""Whether a rule set ever punishes doing better: tried on tasks as they were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from duban.calendar import WorkCalendar
from duban.lights.evaluate import Light, lights_on
from duban.lights.rules import RuleSet
from duban.lights.task import TaskRecord

GRAVITY = {"green": 0, "blue": 1, "yellow": 2, "orange": 3, "red": 4}
MORE, LATER = Decimal(10), dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Worsening:
    """A task whose light gets worse by ten points more of progress (`progress`) or thirty days more time (`deadline`)."""

    key: str
    by: str
    before: Light
    after: Light


def worsenings(
    records: Iterable[TaskRecord], day: dt.date, *, rules: RuleSet, calendar: WorkCalendar
) -> Iterator[Worsening]:
    """Every task of `records` for which the rules are not monotone on a day. None for the rule sets that ship.

    Example: a rule `actual > 50` for red turns a task at 45 % red when it reports 55 %.
    """
    known = list(records)
    changed = {"progress": [_further(r) for r in known], "deadline": [_longer(r) for r in known]}
    before = lights_on(known, day, rules=rules, calendar=calendar)
    for by, others in changed.items():
        after = lights_on(others, day, rules=rules, calendar=calendar)
        for old, new in zip(before, after, strict=True):
            if old.colour and new.colour and GRAVITY[new.colour] > GRAVITY[old.colour]:
                yield Worsening(old.key, by, old, new)


def _further(record: TaskRecord) -> TaskRecord:
    return replace(record, progress=min(Decimal(100), record.progress + MORE))


def _longer(record: TaskRecord) -> TaskRecord:
    return replace(record, deadline=record.deadline + LATER) if record.deadline else record
