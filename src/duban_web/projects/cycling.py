"""The quarterly cycle 五个一 and investment promotion: events, the projects that they show, marks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction

from duban.projects import quarter_of
from duban_web.audit.operations import Subject, record
from duban_web.common.access import Right, demand
from duban_web.common.errors import Refused
from duban_web.common.office import today
from duban_web.people.models import User
from duban_web.projects.cycle_models import Event, EventProject
from duban_web.projects.models import Project

HUNDRED = Decimal(100)


def _subject(event: Event) -> Subject:
    return Subject("event", event.pk, event.title)


@transaction.atomic
def save_event(user: User, event: Event) -> Event:
    """Plan an event, or change it; the quarter follows from its day."""
    demand(user, Right.KEEP)
    quarter = quarter_of(event.on)
    event.year, event.quarter = quarter.year, quarter.number
    is_new = event.pk is None
    event.save()
    record(
        user, "add" if is_new else "edit", _subject(event), before=None,
        after={"kind": event.kind, "on": event.on.isoformat(), "place": event.place},
    )  # fmt: skip
    return event


def _locked(event: Event) -> Event:
    found = Event.objects.select_for_update().get(pk=event.pk)
    if found.held_on is not None:
        raise Refused("event-held", title=found.title, on=found.held_on)
    return found


@transaction.atomic
def choose(user: User, event: Event, projects: Sequence[Project]) -> None:
    """Exactly these projects, in this order; marks of those that stay are kept."""
    demand(user, Right.KEEP)
    found = _locked(event)
    keys = [one.pk for one in projects]
    found.projects.exclude(project_id__in=keys).delete()
    known = {one.project_id: one for one in found.projects.all()}
    for number, key in enumerate(keys, 1):
        one = known.get(key) or EventProject(event=found, project_id=key)
        one.number = number
        one.save()
    record(user, "choose", _subject(found), before=None, after={"projects": [one.name for one in projects]})


@transaction.atomic
def mark(user: User, event: Event, project: int, *, by: str, value: Decimal, comment: str = "") -> None:
    """A judge's mark for a project on the tour; the score is the mean. The same judge's second mark takes the place of the first.

    Raises:
        Refused: no mark between 0 and 100, no name.
    """
    demand(user, Right.KEEP, Right.INSPECT)
    found = _locked(event)
    if not by.strip() or not 0 <= value <= HUNDRED:
        raise Refused("event-mark")
    one = found.projects.select_for_update().get(project_id=project)
    kept = [m for m in one.marks if m["by"] != by.strip()]
    one.marks = [*kept, {"by": by.strip()[:40], "mark": str(value)}]
    marks = [Decimal(m["mark"]) for m in one.marks]
    one.score = (sum(marks, Decimal(0)) / len(marks)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    one.comment = comment.strip()[:300] or one.comment
    one.save()
    record(user, "mark", _subject(found), before=None, after={"project": one.project_id, "by": by, "mark": str(value)})  # fmt: skip


@transaction.atomic
def hold(user: User, event: Event) -> None:
    """It took place: list and marks are final.

    Raises:
        Refused: it lies ahead, or shows nothing though it is to show projects.
    """
    demand(user, Right.KEEP)
    found = _locked(event)
    if found.on > today():
        raise Refused("event-ahead", on=found.on)
    if (
        found.kind in {Event.Kind.SIGNING, Event.Kind.START, Event.Kind.TOUR, Event.Kind.ASSESSMENT}
        and not found.projects.exists()
    ):
        raise Refused("event-empty", title=found.title)
    found.held_on = found.on
    found.save(update_fields=["held_on"])
    record(user, "hold", _subject(found), before=None, after={"on": found.on.isoformat()})
