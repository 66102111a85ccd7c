"""Trying rules before they hold: on the board of today, on a later day, on the weeks that are past."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from duban.lights import Light, RuleSet, worsenings
from duban.lights.probe import GRAVITY
from duban_web.campaigns.models import Campaign, Task
from duban_web.supervision import history

WEEK, WEEKS, MOST = (
    dt.timedelta(days=7),
    8,
    40_000,
)  # so many task-days are tried at most, for an answer in seconds
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Trial:
    """What a board would look like: each task's light now and then, and the counts."""

    now: Mapping[str, int]
    then: Mapping[str, int]
    changed: Sequence[tuple[Task, str, str, Sequence[str]]]


def trial(campaign: Campaign, day: dt.date, *, rules: RuleSet | None, on: dt.date) -> Trial:
    """试算: under other rules, or on a later day if nothing more happens."""
    present = history.lights(campaign, day)
    records = history.records_on(campaign, day)
    other = history.light_records(records, on, rules=rules or history.rules_of(campaign, day), known_on=day)
    tasks = Task.objects.filter(campaign=campaign, parent=None).in_bulk()
    pairs = [(now, then) for now, then in zip(present, other, strict=True) if int(now.key) in tasks]
    changed = [
        (tasks[int(now.key)], now.colour or "", then.colour or "", [r.sentence() for r in then.reasons])
        for now, then in pairs
        if now.colour != then.colour
    ]
    changed.sort(key=lambda row: (-GRAVITY.get(row[2], 0), row[0].pk))
    return Trial(_count(n for n, _ in pairs), _count(t for _, t in pairs), changed)


def _count(lights: Iterable[Light]) -> dict[str, int]:
    return dict(Counter(light.colour for light in lights if light.colour))


@dataclass(frozen=True, slots=True)
class Week:
    """One past day under the rules that held and under the new ones, and how many tasks differ."""

    day: dt.date
    held: Mapping[str, int]
    new: Mapping[str, int]
    differing: int


@dataclass(frozen=True, slots=True)
class Past:
    """New rules on the history: week by week, and tasks for which doing better would be punished, with how many there are."""

    weeks: Sequence[Week]
    worse: Sequence[tuple[Task, str, str, str]]
    worse_all: int


def past(campaign: Campaign, day: dt.date, *, rules: RuleSet) -> Past:
    """New rules on up to eight weeks of the campaign, as each day was known then."""
    size = max(1, Task.objects.filter(campaign=campaign).count())
    number = min(WEEKS, max(1, MOST // size), (day - campaign.start) // WEEK + 1)
    weeks, calendar = [], history.work_calendar(day)
    records = history.records_on(campaign, day)
    for back in reversed(range(max(1, number))):
        on = day - back * WEEK
        then = records if on == day else history.records_on(campaign, on)
        held = history.light_records(then, on, rules=history.rules_of(campaign, on), known_on=on)
        new = history.light_records(then, on, rules=rules, known_on=on)
        differing = sum(a.colour != b.colour for a, b in zip(held, new, strict=True))
        weeks.append(Week(on, _count(held), _count(new), differing))
    found = list(worsenings(records, day, rules=rules, calendar=calendar))
    tasks = Task.objects.in_bulk([int(one.key) for one in found[:SHOWN]])
    worse = [(tasks[int(w.key)], w.by, w.before.colour or "", w.after.colour or "") for w in found[:SHOWN]]
    return Past(weeks, worse, len(found))
