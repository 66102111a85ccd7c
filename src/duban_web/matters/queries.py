"""Reading matters."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from duban_web.campaigns.models import Campaign
from duban_web.campaigns.queries import visible
from duban_web.common.access import Right
from duban_web.matters.models import Matter
from duban_web.people.models import User


def matters(
    user: User, campaign: Campaign, *, kind: str = "", owed_on: dt.date | None = None
) -> QuerySet[Matter]:
    """Slips of the tasks that a person may see; with `owed_on` those whose answer upwards is due by then and has not gone."""
    found = Matter.objects.filter(task__campaign=campaign, task__removed_on=None)
    if not user.may(Right.SEE_ALL):
        found = found.filter(task__in=visible(user, campaign).values("pk"))
    if kind:
        found = found.filter(kind=kind)
    if owed_on:
        found = found.filter(feedback_due__lte=owed_on, fed_back_on=None)
    return found.select_related("task").prefetch_related(
        "task__assignments__unit", "task__assignments__leader"
    )


@dataclass(slots=True)
class Surveys:
    """What one source has sent in: survey reports, the suggestions in them, and those that were adopted."""

    source: str
    reports: set[tuple[str, dt.date]] = field(default_factory=set)
    suggestions: int = 0
    adopted: int = 0


def surveys(user: User, campaign: Campaign) -> list[Surveys]:
    """Survey reports by source, the most first. A suggestion is adopted unless its task stayed a draft or was withdrawn."""
    found: dict[str, Surveys] = defaultdict(lambda: Surveys(""))
    rows = matters(user, campaign, kind=Matter.Kind.SURVEY).order_by("id").prefetch_related(None)
    for source, number, on, state in rows.values_list("source", "number", "received_on", "task__state"):
        one = found[source]
        one.source = source
        one.reports.add((number, on))
        one.suggestions += 1
        one.adopted += state not in {"draft", "returned", "withdrawn"}
    return sorted(found.values(), key=lambda one: (-len(one.reports), one.source))
