"""Reading reports and lights."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from duban.calendar import WorkCalendar
from duban.lights import Light, RuleSet, TaskRecord, default_rules, lights_on, parse_rules
from duban_web.audit.models import Entry
from duban_web.campaigns.models import Campaign, Holiday, RuleVersion, Task
from duban_web.campaigns.snapshots import record_of
from duban_web.people.models import User
from duban_web.supervision.models import LightSpan, ProgressReport

TASK = "task"


def work_calendar(on: dt.date) -> WorkCalendar:
    """The official calendar with the office's uploaded days, as they were known at the end of a day."""
    known = Holiday.objects.filter(recorded_on__lte=on).order_by("recorded_on", "id")
    return WorkCalendar(dict(known.values_list("day", "works")))


def rules_of(campaign: Campaign, day: dt.date) -> RuleSet:
    """The rule set that holds on a day."""
    found = (
        RuleVersion.objects.filter(campaign=campaign, since__lte=day).last() or campaign.rule_versions.first()
    )
    return parse_rules(found.source) if found else default_rules()


def records_on(campaign: Campaign, day: dt.date, *, tasks: Iterable[int] | None = None) -> list[TaskRecord]:
    """Every task as it was recorded by the end of `day`, from the audit trail and the reports.

    The same for today and for any past day.
    """
    keys = (
        list(tasks)
        if tasks is not None
        else list(Task.objects.filter(campaign=campaign).values_list("pk", flat=True))
    )
    latest = _snapshots(keys, day, every=tasks is None)
    progress = _progress(keys, day, every=tasks is None)
    nothing = (Decimal(0), None, False)
    found = []
    for key in keys:
        plain = latest.get(key)
        if plain is not None and not plain["removed_on"]:
            percent, reported_on, blocked = progress.get(key, nothing)
            found.append(record_of(key, plain, progress=percent, reported_on=reported_on, blocked=blocked))
    return found


def _snapshots(keys: list[int], day: dt.date, *, every: bool) -> dict[int, dict[str, Any]]:
    entries = Entry.objects.filter(kind=TASK, office_date__lte=day).order_by("id")
    if not every:
        entries = entries.filter(object_id__in=keys)
    wanted = set(keys)
    return {
        key: after
        for key, after in entries.values_list("object_id", "after").iterator()
        if key in wanted and after
    }


def _progress(
    keys: list[int], day: dt.date, *, every: bool
) -> dict[int, tuple[Decimal, dt.date | None, bool]]:
    """For each task: percent of the last report accepted by then, the day of the last report, whether that one says blocked."""
    reports = (
        ProgressReport.objects.filter(submitted_on__lte=day)
        .filter(Q(undone_on=None) | Q(undone_on__gt=day))
        .order_by("id")
    )
    if not every:
        reports = reports.filter(task_id__in=keys)
    found: dict[int, tuple[Decimal, dt.date | None, bool]] = {}
    for r in reports.only("task_id", "percent", "blocked", "submitted_on", "state", "decided_on").iterator():
        percent = found.get(r.task_id, (Decimal(0), None, False))[0]
        decided = r.decided_on is not None and r.decided_on <= day
        if decided and r.state == ProgressReport.State.RETURNED:
            continue
        if decided and r.state == ProgressReport.State.ACCEPTED:
            percent = r.percent
        found[r.task_id] = (percent, r.submitted_on, r.blocked)
    return found


def lights(campaign: Campaign, day: dt.date, *, tasks: Iterable[int] | None = None) -> list[Light]:
    """Every task's light on a day, computed anew from what was recorded by the end of it."""
    return lights_on(
        records_on(campaign, day, tasks=tasks),
        day,
        rules=rules_of(campaign, day),
        calendar=work_calendar(day),
    )


def turned(campaign: Campaign, day: dt.date) -> QuerySet[LightSpan]:
    """Lights that changed colour on a day, not counting those that began with their task."""
    spans = LightSpan.objects.filter(task__campaign=campaign, task__removed_on=None, first=day)
    return spans.filter(task__light_spans__first__lt=day).select_related("task").distinct()


def colours_on(campaign: Campaign, day: dt.date) -> dict[str, int]:
    """How many tasks had which stored light on a day."""
    spans = LightSpan.objects.filter(task__campaign=campaign, task__removed_on=None, first__lte=day).filter(
        Q(last=None) | Q(last__gte=day)
    )
    counts: dict[str, int] = defaultdict(int)
    for colour in spans.values_list("colour", flat=True):
        counts[colour] += 1
    return dict(counts)


def awaiting(campaign: Campaign) -> QuerySet[ProgressReport]:
    """Reports that the office has not decided on, oldest first."""
    reports = ProgressReport.objects.filter(
        task__campaign=campaign, state=ProgressReport.State.SUBMITTED, undone_on=None
    )
    return reports.select_related("task", "unit", "submitted_by").order_by("id")


def may_report(user: User, task: Task) -> bool:
    """The office may report in a unit's stead (代报); a liaison for the tasks that the own unit leads."""
    if user.is_office:
        return True
    return task.assignments.filter(unit_id=user.unit_id, part="lead").exists() if user.unit_id else False


def may_see(user: User, task: Task) -> bool:
    """The office sees all; a liaison the tasks in which the own unit has a part."""
    return user.is_office or bool(user.unit_id and task.assignments.filter(unit_id=user.unit_id).exists())
