"""What pages read of the quarterly cycle, investment promotion and special bonds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth

from duban.projects import STEPS, Quarter, Rate
from duban_web.projects.cycle_models import Bond, Event
from duban_web.projects.models import Move, Project
from duban_web.projects.queries import Sums, sums

HUNDRED = Decimal(100)
MOST_PROPOSED = 60


@dataclass(frozen=True, slots=True)
class QuarterStand:
    """A quarter: its steps with their events, the steps that are due."""

    quarter: Quarter
    steps: Sequence[tuple[str, Sequence[Event]]]
    due: Sequence[str]


def quarters(year: int, on: dt.date) -> list[QuarterStand]:
    """The four quarters of a year."""
    events = list(Event.objects.filter(year=year).annotate(n=Count("projects")).order_by("on", "id"))
    found = []
    for number in range(1, 5):
        quarter = Quarter(year, number)
        own = [event for event in events if event.quarter == number]
        held = {event.kind for event in own if event.held_on}
        steps = [(step, [event for event in own if event.kind == step]) for step in STEPS]
        found.append(QuarterStand(quarter, steps, quarter.due(held, on)))
    return found


def proposed(event: Event) -> list[Project]:
    """The projects that an event could show, from the data: those in talks and nearest to signing, those ready to start, those in building.

    For the assessment all that are built or were begun in the quarter; a circular or a visit proposes none.
    """
    found = Project.objects.filter(removed_on=None).select_related("unit", "town", "leader")
    kind = Event.Kind(event.kind)
    if kind in {Event.Kind.SIGNING, Event.Kind.CONFERENCE}:
        return list(
            found.filter(stage__in=("talks", "signed")).order_by("-probability", "-total", "id")[
                :MOST_PROPOSED
            ]
        )
    if kind == Event.Kind.START:
        quarter = Quarter(event.year, event.quarter)
        ready = Q(stage="procedures") | Q(stage="started", started_on__range=(quarter.first, quarter.last))
        return list(found.filter(ready).order_by("process_done_on", "-total", "id")[:MOST_PROPOSED])
    if kind in {Event.Kind.TOUR, Event.Kind.ASSESSMENT}:
        return list(
            found.filter(stage__in=("started", "building", "completed")).order_by("-total", "id")[
                :MOST_PROPOSED
            ]
        )
    return []


@dataclass(frozen=True, slots=True)
class Compared:
    """The joint starts of a quarter against those of the same quarter of the year before."""

    quarter: Quarter
    now: Sums
    before: Sums

    @property
    def more(self) -> int:
        """So many more projects."""
        return self.now.count - self.before.count

    @property
    def more_total(self) -> Decimal:
        """So much more total investment, 万元."""
        return self.now.total - self.before.total

    @property
    def growth(self) -> Decimal | None:
        """Of the total investment, in percent; None if nothing was started then."""
        if not self.before.total:
            return None
        return ((self.now.total / self.before.total - 1) * HUNDRED).quantize(Decimal("0.1"))


def starts_compared(quarter: Quarter | None, year: int) -> Compared:
    """Of a quarter, else of the last one of the year."""
    at = quarter or Quarter(year, 4)
    return Compared(at, _started(at), _started(at.year_before))


def _started(quarter: Quarter) -> Sums:
    shown = Project.objects.filter(
        events__event__kind=Event.Kind.START, events__event__year=quarter.year, events__event__quarter=quarter.number
    )  # fmt: skip
    return sums(Project.objects.filter(pk__in=shown.values("pk")), quarter.year)


def landed(year: int) -> Rate:
    """Of the projects that were signed in a year so many have begun works (履约率)."""
    signed = Move.objects.filter(stage="signed", on__year=year, project__removed_on=None).values("project")
    found = Project.objects.filter(pk__in=signed)
    return Rate(found.exclude(started_on=None).count(), found.count())


def promotion(year: int) -> list[tuple[Event, int, Decimal]]:
    """Conferences and visits with the projects that they brought and what these are worth, 万元."""
    rows = (
        Event.objects.filter(year=year, kind__in=(Event.Kind.CONFERENCE, Event.Kind.VISIT))
        .annotate(n=Count("projects"), total=Sum("projects__project__total"))
        .order_by("-on", "-id")
    )
    return [(event, event.n, event.total or Decimal(0)) for event in rows]


def pace(year: int) -> list[tuple[int, dict[str, int]]]:
    """By month: how many projects were signed, begun, finished, put to use (天天抓、月月上、年年成)."""
    rows = (
        Move.objects.filter(
            on__year=year,
            stage__in=("signed", "started", "completed", "producing"),
            project__removed_on=None,
        )
        .annotate(month=ExtractMonth("on"))
        .order_by()
        .values("month", "stage")
        .annotate(n=Count("project", distinct=True))
    )
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["month"], {})[row["stage"]] = row["n"]
    return sorted(found.items())


def bonds_by_stage(found: QuerySet[Bond]) -> list[tuple[str, int, Decimal, Decimal, Decimal]]:
    """Count, asked, issued and spent of each stage, 万元, in the order of the stages."""
    rows = {
        row["stage"]: row
        for row in found.order_by()
        .values("stage")
        .annotate(n=Count("pk"), asked_sum=Sum("asked"), issued_sum=Sum("issued"), spent_sum=Sum("spent"))
    }
    nothing = Decimal(0)
    return [
        (stage, rows[stage]["n"], rows[stage]["asked_sum"] or nothing, rows[stage]["issued_sum"] or nothing, rows[stage]["spent_sum"] or nothing)
        for stage in Bond.Stage.values if stage in rows
    ]  # fmt: skip
