"""Reading meetings: the agenda by unit, and what became of the decisions before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from duban.flow.life import ENDED
from duban_web.campaigns.models import Campaign
from duban_web.meetings.models import Decision, Item, Meeting


def meetings(campaign: Campaign) -> QuerySet[Meeting]:
    """All meetings, the next first."""
    found = Meeting.objects.filter(campaign=campaign).select_related("chair", "campaign")
    return found.annotate(
        n_items=Count("items", distinct=True), n_decisions=Count("decisions", distinct=True)
    )


def agenda(meeting: Meeting) -> Sequence[Item]:
    """Items with their task and unit, in the order in which they are called."""
    return list(meeting.items.select_related("task", "unit", "problem"))


@dataclass(frozen=True, slots=True)
class Followed:
    """A decision and what became of it: `done`, `running` or `late`, with the words for it."""

    decision: Decision
    state: str


def followed(meeting: Meeting, *, only_open: bool = False) -> list[Followed]:
    """What became of the decisions of the meetings before, on one page; the latest meeting first."""
    before = Decision.objects.filter(meeting__campaign=meeting.campaign, meeting__on__lte=meeting.on).exclude(
        meeting=meeting
    )
    rows = before.select_related("meeting", "unit", "task", "problem").order_by("-meeting__on", "id")
    found = [Followed(one, state_of(one, meeting)) for one in rows]
    return [one for one in found if one.state != "done"] if only_open else found


def state_of(decision: Decision, meeting: Meeting) -> str:
    """Done once its task is closed or its problem solved; late after its day."""
    is_done = (decision.task is not None and decision.task.state in ENDED) or (
        decision.problem is not None and decision.problem.state == "closed"
    )
    if is_done:
        return "done"
    return "late" if decision.due < meeting.on else "running"
