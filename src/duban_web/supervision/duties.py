"""What is owed for a period: a report for every lit task of every lead unit, by a day. And who is silent, as hard numbers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Max, Q, QuerySet

from duban.flow.life import REPORTING
from duban.flow.rhythm import Period, period_of
from duban_web.campaigns.models import Assignment, Campaign, Task
from duban_web.people.models import Unit, User
from duban_web.supervision import queries
from duban_web.supervision.models import ProgressReport

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Duty:
    """A task to report on, and the report of this period if there is one."""

    task: Task
    report: ProgressReport | None

    @property
    def is_owed(self) -> bool:
        """Whether nothing stands for this period: no report, or one that was returned."""
        return self.report is None or self.report.state == ProgressReport.State.RETURNED


def present(campaign: Campaign, day: dt.date) -> Period | None:
    """The campaign's period on a day; None where it has no rhythm."""
    return period_of(campaign.rhythm, day, grace=campaign.grace, calendar=queries.work_calendar(day))


def asked_since(campaign: Campaign, day: dt.date) -> dt.date:
    """From which day a report counts: the start of the present period once its report is due, before that of the one before.

    So nobody is called silent on Monday for a week that is due on Friday. Without a rhythm: a week.
    """
    period = present(campaign, day)
    if period is not None and day < period.due:
        period = present(campaign, max(period.first - DAY, campaign.start))
    return period.first if period else day - 6 * DAY


def led_by(user: User, campaign: Campaign) -> QuerySet[Task]:
    """The tasks on which a person's units report; sub-tasks too."""
    mine = Assignment.objects.filter(part=Assignment.Part.LEAD, unit_id__in=user.unit_ids)
    tasks = Task.objects.filter(
        campaign=campaign, removed_on=None, state__in=REPORTING, pk__in=mine.values("task_id")
    )
    return tasks.select_related("campaign").prefetch_related("assignments", "milestones")


def duties_of(user: User, campaign: Campaign, day: dt.date) -> list[Duty]:
    """Everything that a person owes or has handed in for the present period, owed ones first, then by deadline."""
    tasks = list(led_by(user, campaign))
    last = present(campaign, day)
    reports = ProgressReport.objects.filter(task__in=tasks, undone_on=None).order_by("id")
    reports = (
        reports.filter(submitted_on__gte=last.first, submitted_on__lte=day)
        if last
        else reports.filter(submitted_on=day)
    )
    newest = {report.task_id: report for report in reports}
    found = [Duty(task, newest.get(task.pk)) for task in tasks]
    return sorted(found, key=lambda d: (not d.is_owed, d.task.deadline or dt.date.max, d.task.pk))


@dataclass(frozen=True, slots=True)
class Silence:
    """A lead unit that owes reports: how many of how many tasks, the longest age of a figure in working days, whether it has ever reported."""

    unit: Unit
    owed: int
    tasks: int
    longest: int
    never: bool


def silent_units(campaign: Campaign, day: dt.date, *, since: dt.date | None = None) -> list[Silence]:
    """Units that have not reported on some task since a day, the longest silence first.

    Computed from counts by unit and day of the last report, so that its cost does not grow with the tasks.
    """
    first = since or asked_since(campaign, day)
    tasks = Task.objects.filter(campaign=campaign, removed_on=None, parent=None, state__in=REPORTING)
    late = tasks.filter(Q(reported_on=None) | Q(reported_on__lt=first))
    led = Assignment.objects.filter(part=Assignment.Part.LEAD, unit__isnull=False).order_by()
    rows = led.filter(task__in=late.values("pk"))  # found along an index, before any row is read
    calendar = queries.work_calendar(day)
    owed: Counter[int] = Counter()
    longest: dict[int, int] = {}
    for unit, on, start, n in rows.values_list("unit_id", "task__reported_on", "task__start").annotate(
        n=Count("id")
    ):
        begun = on or start or campaign.start
        if unit is not None and (on is not None or begun <= day):
            owed[unit] += n
            longest[unit] = max(longest.get(unit, 0), calendar.between(begun, day) if begun < day else 0)
    every = (
        led.filter(
            unit_id__in=list(owed),
            task__campaign=campaign,
            task__removed_on=None,
            task__parent=None,
            task__state__in=REPORTING,
        )
        .values_list("unit_id")
        .annotate(n=Count("id"), last=Max("task__reported_on"))
    )
    whole = {unit: (n, last is None) for unit, n, last in every}
    units = Unit.objects.in_bulk(list(owed))
    found = [
        Silence(units[unit], n, whole[unit][0], longest[unit], whole[unit][1]) for unit, n in owed.items()
    ]
    return sorted(found, key=lambda s: (-s.longest, -s.owed, s.unit.pk))


@dataclass(frozen=True, slots=True)
class Freshness:
    """How old the figures are: tasks that are reported on, reported since that day, never reported, the mean age in working days."""

    tasks: int
    reported: int
    never: int
    mean_age: Decimal


def freshness(campaign: Campaign, day: dt.date) -> Freshness:
    """Silence as hard numbers, for the first page and the bulletin."""
    first = asked_since(campaign, day)
    tasks = Task.objects.filter(campaign=campaign, removed_on=None, parent=None)
    calendar = queries.work_calendar(day)
    counted = tasks.order_by().values_list("state", "reported_on").annotate(n=Count("id"))
    ages = [(on, n) for state, on, n in counted if state in REPORTING]
    whole = sum(n for _, n in ages)
    known = sum(n for on, n in ages if on is not None)
    days = sum(calendar.between(min(on, day), day) * n for on, n in ages if on is not None)
    return Freshness(
        whole,
        sum(n for on, n in ages if on is not None and on >= first),
        whole - known,
        (Decimal(days) / known).quantize(Decimal("0.1")) if known else Decimal(0),
    )
