"""Taking in a matter: one slip, one task; and the answer upwards."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from duban_web.audit.operations import Subject, record
from duban_web.campaigns.models import Campaign, Task
from duban_web.campaigns.operations import TaskValues, add_task
from duban_web.common.access import Right, demand
from duban_web.common.errors import Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.inbox.operations import tell_unit
from duban_web.matters.models import Matter
from duban_web.people.models import Leader, Unit, User


@dataclass(frozen=True, slots=True)
class Source:
    """Where a matter comes from: kind, number of its paper, who sent or signed it, when it came, when an answer goes back."""

    kind: str
    source: str
    number: str
    received_on: dt.date
    feedback_due: dt.date | None = None
    file: bytes = b""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """One matter of the paper: what is asked, of whom, by when, and the words of the instruction."""

    title: str
    instruction: str
    unit: Unit
    deadline: dt.date | None
    leader: Leader | None = None


@transaction.atomic
def take_in(user: User, campaign: Campaign, source: Source, slips: Sequence[Slip]) -> list[Matter]:
    """A slip and an issued task for each matter of a paper.

    Raises:
        Refused: no matter, one without a title, a deadline before the paper came, or the same matter of the same paper again.
    """
    demand(user, Right.KEEP)
    if not slips:
        raise Refused("matter-empty")
    made = []
    for slip in slips:
        if not slip.title.strip():
            raise Refused("empty-title")
        if slip.deadline and slip.deadline < source.received_on:
            raise Refused("deadline-before-start", start=source.received_on, deadline=slip.deadline)
        known = Matter.objects.filter(
            kind=source.kind, number=source.number, source=source.source, task__title=slip.title.strip()[:200]
        )
        if source.number and known.exists():
            raise Refused("matter-known", number=source.number, title=slip.title[:40])
        made.append(_write(user, campaign, source, slip))
    return made


def _write(user: User, campaign: Campaign, source: Source, slip: Slip) -> Matter:
    columns: dict[str, Any] = {
        "no": source.number[:20], "title": slip.title.strip()[:200], "group": say(f"matter.kinds.{source.kind}"), "state": Task.State.ISSUED,
        "start": source.received_on, "deadline": slip.deadline,
    }  # fmt: skip
    leaders = [slip.leader.pk] if slip.leader else []
    task = add_task(user, campaign, TaskValues(columns, leaders=leaders, lead_units=[slip.unit.pk]))
    matter = Matter(
        task=task, kind=source.kind, number=source.number, source=source.source, received_on=source.received_on,
        instruction=slip.instruction.strip() or slip.title, feedback_due=source.feedback_due, file_name=source.file_name[-200:],
    )  # fmt: skip
    if source.file:
        matter.file.save(source.file_name or "matter", ContentFile(source.file), save=False)
    matter.save()
    record(
        user,
        "add",
        Subject("matter", matter.pk, task.title),
        before=None,
        after={"kind": source.kind, "number": source.number},
    )
    tell_unit(
        slip.unit.pk, "task-issue", confirm=True, link=task.get_absolute_url(), title=task.title, reason="—"
    )
    return matter


@transaction.atomic
def feed_back(user: User, matter: Matter, text: str) -> None:
    """The answer upwards (反馈) is written down with its day."""
    demand(user, Right.KEEP)
    if not text.strip():
        raise Refused("problem-needs-answer")
    before = {"feedback": matter.feedback, "on": matter.fed_back_on and matter.fed_back_on.isoformat()}
    matter.feedback, matter.fed_back_on = text.strip(), today()
    matter.save()
    record(
        user,
        "feed-back",
        Subject("matter", matter.pk, matter.task.title),
        before=before,
        after={"feedback": matter.feedback[:200]},
    )
