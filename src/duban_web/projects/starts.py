"""The calendar of joint starts (集中开工): on which days of a month projects start together, began on their own, or are planned to begin."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Q, Sum

from duban.calendar import WorkCalendar
from duban_web.projects.cycle_models import Event
from duban_web.projects.models import Project


@dataclass(slots=True)
class Day:
    """A day: whether people work, its joint starts, the projects that began apart from these, those planned to begin."""

    on: dt.date
    is_workday: bool
    joint: list[Event] = field(default_factory=list)
    began: list[Project] = field(default_factory=list)
    planned: list[Project] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MonthOfStarts:
    """Weeks from Monday, None for days of other months; how many began and what they invest, how many are planned."""

    first: dt.date
    weeks: Sequence[Sequence[Day | None]]
    began: int
    total: Decimal
    planned: int

    @property
    def before(self) -> dt.date:
        """The month before."""
        return (self.first - dt.timedelta(1)).replace(day=1)

    @property
    def after(self) -> dt.date:
        """The month after."""
        return (self.first + dt.timedelta(32)).replace(day=1)


def month_of_starts(first: dt.date, work: WorkCalendar) -> MonthOfStarts:
    """The month that begins on a day. What began is not planned any more; what a joint start shows is counted once, as begun."""
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    days = {
        n: Day(first.replace(day=n), work.is_workday(first.replace(day=n))) for n in range(1, last.day + 1)
    }
    events = Event.objects.filter(kind=Event.Kind.START, on__range=(first, last))
    for event in events.annotate(n=Count("projects"), sum=Sum("projects__project__total")).order_by(
        "on", "id"
    ):
        days[event.on.day].joint.append(event)
    known = Project.objects.filter(removed_on=None)
    shown = Q(events__event__kind=Event.Kind.START, events__event__on__range=(first, last))
    began = list(known.filter(started_on__range=(first, last)).order_by("started_on", "-total", "id"))
    together = set(known.filter(shown).values_list("pk", flat=True))
    planned = list(known.filter(started_on=None, planned_start__range=(first, last)).order_by("planned_start", "-total", "id"))  # fmt: skip
    for one in began:
        if one.started_on and one.pk not in together:
            days[one.started_on.day].began.append(one)
    for one in planned:
        if one.planned_start and one.pk not in together:
            days[one.planned_start.day].planned.append(one)
    weeks = [[days.get(n) for n in week] for week in calendar.monthcalendar(first.year, first.month)]
    total = sum((one.total or Decimal(0) for one in began), Decimal(0))
    return MonthOfStarts(first, weeks, len(began), total, len(planned))
