"""Planned progress on a day (序时进度), over working days.

By the milestones if there are any, else by the monthly plan, else by the periods of a recurring duty, else on a straight line.
"""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from duban.calendar import WorkCalendar
from duban.lights.task import TaskRecord

ALL = Decimal(100)
TENTH = Decimal("0.1")
DAY = dt.timedelta(days=1)


def planned_progress(task: TaskRecord, day: dt.date, *, calendar: WorkCalendar) -> Decimal:
    """Percent of the task that should be done by the end of `day`, rounded to 0.1. A task without dates plans nothing: 0."""
    if task.milestones:
        percent = _by_milestones(task, day)
    elif task.monthly:
        percent = _by_month(task, day, calendar)
    elif task.periods:
        percent = Decimal(sum(p.due < day for p in task.periods)) / len(task.periods) * ALL
    else:
        percent = _straight(task.start, task.deadline, day, calendar)
    return percent.quantize(TENTH, ROUND_HALF_UP)


def _by_milestones(task: TaskRecord, day: dt.date) -> Decimal:
    """The weight of the steps that are due by then."""
    whole = sum((m.weight for m in task.milestones), Decimal(0))
    due = sum((m.weight for m in task.milestones if m.due <= day), Decimal(0))
    return due / whole * ALL if whole else Decimal(0)


def _by_month(task: TaskRecord, day: dt.date, calendar: WorkCalendar) -> Decimal:
    """Straight between the ends of the planned months, from nothing at the start."""
    plan = sorted(task.monthly, key=lambda point: point.month_end)
    left = (task.start or plan[0].month_end.replace(day=1)) - DAY
    reached = Decimal(0)
    for point in plan:
        if day >= point.month_end:
            left, reached = point.month_end, point.percent
            continue
        return reached + (point.percent - reached) * _elapsed(left, point.month_end, day, calendar)
    return reached


def _straight(
    start: dt.date | None, deadline: dt.date | None, day: dt.date, calendar: WorkCalendar
) -> Decimal:
    if start is None or deadline is None:
        return Decimal(0)
    return ALL * _elapsed(start - DAY, deadline, day, calendar)


def _elapsed(left: dt.date, right: dt.date, day: dt.date, calendar: WorkCalendar) -> Decimal:
    """The share of working days after `left` up to `right` that is over at the end of `day`."""
    if day >= right:
        return Decimal(1)
    if day <= left:
        return Decimal(0)
    whole = calendar.between(left, right)
    return Decimal(calendar.between(left, day)) / whole if whole else Decimal(0)
