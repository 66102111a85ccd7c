"""Reading inspections, and the pool of a draw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from duban.flow.draw import Ticket, weight
from duban.flow.life import LIT
from duban_web.campaigns.models import Campaign, Task
from duban_web.common.access import Right, Role
from duban_web.inspections.models import Draw, Finding, Inspection, Site
from duban_web.people.models import User


def inspectors() -> QuerySet[User]:
    """Who can be sent."""
    return User.objects.filter(is_active=True, role__in=[Role.INSPECTOR, Role.OFFICE]).select_related("unit")


def pool_of(campaign: Campaign, day: dt.date) -> list[Ticket]:
    """Every lit task with its weight: risk of its light, and time since the last visit."""
    visits = Q(inspections__state=Inspection.State.DONE)
    rows = (
        Task.objects.filter(campaign=campaign, removed_on=None, parent=None, state__in=LIT)
        .order_by("id")
        .annotate(seen=Max("inspections__visited_on", filter=visits))
        .values_list("pk", "light", "override", "seen")
    )
    return [
        Ticket(str(key), weight(over or light, (day - seen).days if seen else None))
        for key, light, over, seen in rows
    ]


def sites_pool(day: dt.date) -> list[Ticket]:
    """Every graded place with its weight: risk of its colour, and time since the last check."""
    rows = Site.objects.filter(removed_on=None).order_by("id").values_list("pk", "colour", "last_check")
    return [
        Ticket(str(key), weight(colour, (day - seen).days if seen else None)) for key, colour, seen in rows
    ]


def visible(user: User, campaign: Campaign) -> QuerySet[Inspection]:
    """All inspections for those who see all. Nobody else learns of a visit before it has been made."""
    found = Inspection.objects.filter(campaign=campaign).select_related("task", "leader", "draw")
    if user.may(Right.INSPECT):
        return found
    done = found.filter(state=Inspection.State.DONE)
    return (
        done
        if user.may(Right.SEE_ALL)
        else done.filter(task__assignments__unit_id__in=user.unit_ids).distinct()
    )


def draws(campaign: Campaign) -> QuerySet[Draw]:
    """All draws, newest first."""
    return Draw.objects.filter(campaign=campaign).select_related("by")


@dataclass(frozen=True, slots=True)
class Tally:
    """So many visits, so many findings, by what became of them: the parts add up (督查90余次，现场解决56个)."""

    visits: int
    revisits: int
    findings: int
    solved: int
    notices: int
    problems: int
    praised: int
    mended: int


def tally(campaign: Campaign, *, first: dt.date | None = None, last: dt.date | None = None) -> Tally:
    """Of the visits made, in a span if one is given."""
    done = Inspection.objects.filter(campaign=campaign, state=Inspection.State.DONE)
    if first:
        done = done.filter(visited_on__gte=first)
    if last:
        done = done.filter(visited_on__lte=last)
    findings = Finding.objects.filter(inspection__in=done)
    by = dict(findings.order_by().values_list("outcome").annotate(n=Count("id")))
    return Tally(
        done.count(), done.filter(revisits__isnull=False).count(), sum(by.values()), by.get("solved", 0), by.get("notice", 0),
        by.get("problem", 0), by.get("good", 0), findings.filter(is_mended=True).count(),
    )  # fmt: skip


def findings_of(one: Inspection) -> Sequence[Finding]:
    """What was found, with what became of it."""
    return list(one.findings.select_related("notice", "problem"))
