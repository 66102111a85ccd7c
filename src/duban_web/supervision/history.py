"""Every task as it was recorded by the end of a day: from the audit trail, the reports and the rules of that day.

The same code for today and for any past day, for one task and for all.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from duban.calendar import WorkCalendar
from duban.flow.ladder import Ladder, default_ladder_source, parse_ladder
from duban.flow.life import ENDED
from duban.flow.rhythm import periods
from duban.lights import DutyPeriod, Light, RuleSet, TaskRecord, default_rules, lights_on, parse_rules
from duban_web.audit.models import Entry
from duban_web.campaigns.models import Campaign, Holiday, LadderVersion, RuleVersion, Task
from duban_web.campaigns.snapshots import record_of
from duban_web.common.database import last_of_each
from duban_web.supervision.models import ProgressReport

TASK = "task"
RECURRING = {"monthly": "monthly", "quarterly": "quarterly"}
HUNDRED = Decimal(100)
Plain = Mapping[str, Any]
Keys = QuerySet[Task, Any] | list[int]


@dataclass(slots=True)
class Told:
    """What the reports of a task say by a day."""

    percent: Decimal = Decimal(0)
    reported_on: dt.date | None = None
    blocked: bool = False
    done: dict[dt.date, dt.date] = field(
        default_factory=dict
    )  # period's last day → day on which it was reported as done


def work_calendar(on: dt.date) -> WorkCalendar:
    """The official calendar with the office's uploaded days, as they were known at the end of a day."""
    known = Holiday.objects.filter(recorded_on__lte=on).order_by("recorded_on", "id")
    return _calendar(tuple(known.values_list("day", "works")))


@lru_cache(maxsize=16)
def _calendar(days: tuple[tuple[dt.date, bool], ...]) -> WorkCalendar:
    """One calendar for the same days: it counts each year once, which costs more than to ask for the days."""
    return WorkCalendar(dict(days))


def rules_of(campaign: Campaign, day: dt.date) -> RuleSet:
    """The rule set that holds on a day."""
    found = (
        RuleVersion.objects.filter(campaign=campaign, since__lte=day).last() or campaign.rule_versions.first()
    )
    return parse_rules(found.source) if found else default_rules()


def ladder_of(campaign: Campaign, day: dt.date) -> Ladder:
    """The escalation ladder that holds on a day; the one that ships where none was set."""
    found = LadderVersion.objects.filter(campaign=campaign, since__lte=day).last()
    return parse_ladder(found.source if found else default_ladder_source())


def lights(
    campaign: Campaign, day: dt.date, *, tasks: Iterable[int] | None = None, rules: RuleSet | None = None
) -> list[Light]:
    """Every task's light on a day, computed anew from what was recorded by the end of it; with other rules it is a trial (试算)."""
    return light_records(
        records_on(campaign, day, tasks=tasks), day, rules=rules or rules_of(campaign, day), known_on=day
    )


def light_records(
    records: Iterable[TaskRecord], day: dt.date, *, rules: RuleSet, known_on: dt.date
) -> list[Light]:
    """The lights of records on a day, with the calendar as it is known on another: for looking ahead."""
    return lights_on(records, day, rules=rules, calendar=work_calendar(known_on))


def records_on(
    campaign: Campaign,
    day: dt.date,
    *,
    tasks: Iterable[int] | None = None,
    calendar: WorkCalendar | None = None,
) -> list[TaskRecord]:
    """The tasks of a campaign, or these, in the order of their keys."""
    every = Task.objects.filter(campaign=campaign).values("pk")
    wanted = None if tasks is None else set(tasks)
    keys: Keys = every if wanted is None else _with_parts(wanted)
    latest = _snapshots(keys, day)
    told = _told(keys, day)
    if any(plain["recurring"] in RECURRING for plain in latest.values()):
        _periods_done(keys, day, told)
    calendar = calendar or work_calendar(day)
    parts = _parts(latest)
    found = []
    for key in sorted(latest):
        plain = latest[key]
        if plain["removed_on"] or (wanted is not None and key not in wanted):
            continue
        said = _rolled_up(told.get(key, Told()), parts.get(key, ()), latest, told)
        duties = _duties(campaign, plain, said, day, calendar)
        found.append(_record(key, plain, said, duties))
    return found


def _with_parts(wanted: set[int]) -> list[int]:
    """These tasks and their sub-tasks, as plain numbers: a database finds few rows best by their numbers."""
    return sorted(wanted | set(Task.objects.filter(parent_id__in=wanted).values_list("pk", flat=True)))


def _record(key: int, plain: Plain, said: Told, duties: list[DutyPeriod]) -> TaskRecord:
    percent = said.percent
    if duties and said.done:
        percent = Decimal(sum(d.done_on is not None for d in duties)) / len(duties) * HUNDRED
    return record_of(
        key, plain, progress=percent.quantize(Decimal("0.01")), reported_on=said.reported_on, blocked=said.blocked, periods=duties
    )  # fmt: skip


def _snapshots(keys: Keys, day: dt.date) -> dict[int, Plain]:
    entries = Entry.objects.filter(kind=TASK, office_date__lte=day, after__isnull=False)
    rows = last_of_each(entries.filter(object_id__in=keys), "object_id").values_list("object_id", "after")
    return {key: after for key, after in rows if after is not None}


def _told(keys: Keys, day: dt.date) -> dict[int, Told]:
    """For each task: percent of the last report accepted by then, the day of the last report, whether that one says blocked."""
    known = ProgressReport.objects.filter(
        Q(undone_on=None) | Q(undone_on__gt=day), task__in=keys, submitted_on__lte=day
    )
    return _told_by_some(known, day) if isinstance(keys, list) else _told_by_all(known, day)


def _told_by_some(known: QuerySet[ProgressReport], day: dt.date) -> dict[int, Told]:
    """A few tasks: their reports are read through, which the index by task gives at once."""
    found: dict[int, Told] = defaultdict(Told)
    columns = ("task_id", "percent", "submitted_on", "blocked", "state", "decided_on")
    for task, percent, on, blocked, state, decided_on in known.order_by("id").values_list(*columns):
        is_decided = decided_on is not None and decided_on <= day
        if is_decided and state == ProgressReport.State.RETURNED:
            continue
        found[task].reported_on, found[task].blocked = on, blocked
        if is_decided and state == ProgressReport.State.ACCEPTED:
            found[task].percent = percent
    return found


def _told_by_all(known: QuerySet[ProgressReport], day: dt.date) -> dict[int, Told]:
    """All tasks of a campaign: the database finds the last reports, whatever their number."""
    state = ProgressReport.State
    accepted = known.filter(state=state.ACCEPTED, decided_on__lte=day)
    standing = known.exclude(state=state.RETURNED, decided_on__lte=day)
    found: dict[int, Told] = defaultdict(Told)
    for task, on, blocked in last_of_each(standing, "task_id").values_list(
        "task_id", "submitted_on", "blocked"
    ):
        found[task].reported_on, found[task].blocked = on, blocked
    for task, percent in last_of_each(accepted, "task_id").values_list("task_id", "percent"):
        found[task].percent = percent
    return found


def _periods_done(keys: Keys, day: dt.date, told: dict[int, Told]) -> None:
    """For recurring duties: which periods were reported as done, and on which day first."""
    done = ProgressReport.objects.filter(
        Q(undone_on=None) | Q(undone_on__gt=day), task__in=keys, task__recurring__in=RECURRING, state=ProgressReport.State.ACCEPTED,
        decided_on__lte=day, period__isnull=False, percent__gte=HUNDRED,
    )  # fmt: skip
    for task, period, on in done.order_by("-id").values_list("task_id", "period", "submitted_on"):
        if period is not None:
            told[task].done[period] = on


def _parts(latest: Mapping[int, Plain]) -> dict[int, list[int]]:
    """The sub-tasks of each task that count in its progress."""
    found: dict[int, list[int]] = defaultdict(list)
    for key, plain in latest.items():
        parent = plain.get("parent_id")
        if parent and not plain["removed_on"] and plain["state"] != Task.State.WITHDRAWN:
            found[parent].append(key)
    return found


def _rolled_up(
    own: Told, parts: Iterable[int], latest: Mapping[int, Plain], told: Mapping[int, Told]
) -> Told:
    """With sub-tasks the progress is theirs, by weight; an ended one counts as all. The last word is the last of any."""
    keys = list(parts)
    if not keys:
        return own
    weights = [Decimal(str(latest[key].get("weight", "1"))) for key in keys]
    each = [HUNDRED if latest[key]["state"] in ENDED else told.get(key, Told()).percent for key in keys]
    words = [own, *(told.get(key, Told()) for key in keys)]
    days = [one.reported_on for one in words if one.reported_on]
    whole = sum(weights)
    percent = (
        sum((w * p for w, p in zip(weights, each, strict=True)), Decimal(0)) / whole if whole else own.percent
    )
    return Told(percent, max(days, default=None), any(one.blocked for one in words), own.done)


def _duties(
    campaign: Campaign, plain: Plain, said: Told, day: dt.date, calendar: WorkCalendar
) -> list[DutyPeriod]:
    rhythm = RECURRING.get(plain["recurring"] or "")
    if rhythm is None:
        return []
    first = dt.date.fromisoformat(plain["start"]) if plain["start"] else campaign.start
    last = dt.date.fromisoformat(plain["deadline"]) if plain["deadline"] else max(campaign.end, day)
    spans = periods(rhythm, first, last, grace=campaign.grace, calendar=calendar)
    return [DutyPeriod(span.due, said.done.get(span.last)) for span in spans]
