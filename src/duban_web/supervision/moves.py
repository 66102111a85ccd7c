"""The life of a task: every change of state, by the table in duban.flow, and sub-tasks."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from duban.flow.life import LIT, Move, MoveError, after, allowed
from duban_web.audit.operations import record
from duban_web.campaigns.models import Assignment, Task
from duban_web.campaigns.operations import TaskValues, write_task
from duban_web.campaigns.snapshots import snapshot
from duban_web.common.errors import NotYours, Refused
from duban_web.common.office import today
from duban_web.inbox.operations import tell_office, tell_unit
from duban_web.people.models import User
from duban_web.supervision import queries
from duban_web.supervision.lighting import refresh
from duban_web.supervision.operations import task_subject

HUNDRED = Decimal(100)
TO_THE_UNIT = {"issue", "reject", "reopen", "suspend", "resume", "withdraw"}
TO_THE_OFFICE = {"refuse", "claim"}


def moves_of(user: User, task: Task) -> list[Move]:
    """What a person may do with a task now; a move that waits for complete progress is left out until then."""
    found = allowed(task.state, queries.parts_in(user, task))
    return [move for move in found if not move.needs_complete or task.progress >= HUNDRED]


@transaction.atomic
def move_task(user: User, task: Task, code: str, *, reason: str = "", progress: Decimal | None = None, compute: bool = True) -> Move:  # fmt: skip
    """Make a move of the table. `progress` is the accepted one, where the caller knows it better than the row.

    Raises:
        Refused: the table does not allow it, or a task is to be issued to nobody.
    """
    locked = Task.objects.select_for_update().get(pk=task.pk)
    reached = locked.progress if progress is None else progress
    try:
        move = after(
            locked.state, code, parts=queries.parts_in(user, locked), reason=reason, is_complete=reached >= HUNDRED
        )  # fmt: skip
    except MoveError as problem:
        kind = NotYours if problem.code == "life.not-by-you" else Refused
        raise kind(problem.code, **problem.fields) from problem
    if move.target in LIT and not locked.assignments.filter(part=Assignment.Part.LEAD).exists():
        raise Refused("task-without-owner", title=locked.title)
    before = snapshot(locked)
    _mark(locked, move)
    locked.version += 1
    locked.save()
    task.state, task.version, task.done_on = locked.state, locked.version, locked.done_on
    record(
        user,
        code,
        task_subject(locked),
        before=before,
        after=snapshot(locked) | {"reason": reason.strip()[:300]},
    )
    _tell(locked, move, reason.strip())
    if compute:
        refresh(locked.campaign, tasks=[locked])
    return move


def _mark(task: Task, move: Move) -> None:
    """The state, and the days that belong to it."""
    task.state = move.target
    if move.code in {"sign", "begin"}:
        task.signed_on = task.signed_on or today()
    if move.code == "claim":
        task.claimed_on = today()
    if move.code in {"reject", "reopen"}:
        task.claimed_on = None
    task.done_on = task.done_on or today() if move.target in {"done", "archived"} else None


def _tell(task: Task, move: Move, reason: str) -> None:
    words = {"link": task.get_absolute_url(), "title": task.title, "reason": reason[:100] or "—"}
    if move.code in TO_THE_UNIT:
        for given in task.assignments.filter(part=Assignment.Part.LEAD):
            tell_unit(given.unit_id, f"task-{move.code}", confirm=move.code == "issue", **words)
    if move.code in TO_THE_OFFICE:
        tell_office(f"task-{move.code}", **words)


def close_task(user: User, task: Task, *, progress: Decimal | None = None, compute: bool = True) -> None:
    """The office closes a task whose accepted progress is 100 % (办结), without asking the unit to claim it."""
    move_task(user, task, "close", progress=progress, compute=compute)


@transaction.atomic
def split(user: User, whole: Task, parts: list[Mapping[str, Any]]) -> list[Task]:
    """Divide a task into sub-tasks for the unit's own people: title, handler, weight, deadline, unit (the own one if None).

    Raises:
        NotYours: neither the lead unit nor the office.
        Refused: a sub-task of a sub-task, a deadline after the whole's, a weight of nothing.
    """
    if not queries.may_report(user, whole):
        raise NotYours("not-your-task")
    if whole.parent_id:
        raise Refused("split-once")
    lead = whole.assignments.filter(part=Assignment.Part.LEAD).first()
    return [_part(user, whole, lead, one, n) for n, one in enumerate(parts, whole.parts.count() + 1)]


def _part(user: User, whole: Task, lead: Assignment | None, one: Mapping[str, Any], number: int) -> Task:
    deadline: dt.date | None = one.get("deadline") or whole.deadline
    if deadline and whole.deadline and deadline > whole.deadline:
        raise Refused("split-deadline", title=one["title"], deadline=whole.deadline)
    if Decimal(str(one.get("weight", 1))) <= 0:
        raise Refused("milestone-weight", name=one["title"])
    columns = {
        "no": f"{whole.no}.{number}", "title": one["title"], "group": whole.group, "state": Task.State.ACTIVE, "start": today(),
        "deadline": deadline, "weight": one.get("weight", 1), "handler": one.get("handler", ""), "parent_id": whole.pk,
    }  # fmt: skip
    unit = one.get("unit") or (lead.unit_id if lead else None)
    part = write_task(user, whole.campaign, TaskValues(columns, lead_units=[unit] if unit else []))
    refresh(whole.campaign, tasks=[part])
    return part
