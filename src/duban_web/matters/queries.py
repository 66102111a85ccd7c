"""Reading matters."""

import datetime as dt

from django.db.models import QuerySet

from duban_web.campaigns.models import Campaign
from duban_web.campaigns.queries import visible
from duban_web.matters.models import Matter
from duban_web.people.models import User


def matters(
    user: User, campaign: Campaign, *, kind: str = "", owed_on: dt.date | None = None
) -> QuerySet[Matter]:
    """Slips of the tasks that a person may see; with `owed_on` those whose answer upwards is due by then and has not gone."""
    found = Matter.objects.filter(task__in=visible(user, campaign).values("pk"))
    if kind:
        found = found.filter(kind=kind)
    if owed_on:
        found = found.filter(feedback_due__lte=owed_on, fed_back_on=None)
    return found.select_related("task").prefetch_related(
        "task__assignments__unit", "task__assignments__leader"
    )
