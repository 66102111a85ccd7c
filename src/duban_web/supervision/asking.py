"""What units ask for and who decides: extensions, transfers, appeals; a person's light over the computed one."""

import datetime as dt

from django.db import transaction

from duban.flow.life import LIT
from duban.lights.rules import COLOURS
from duban_web.audit.operations import Subject, record
from duban_web.campaigns.models import Assignment, Task
from duban_web.campaigns.snapshots import set_people, snapshot
from duban_web.common.access import Right
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.common.office import today
from duban_web.inbox.operations import tell_leaders, tell_office, tell_unit
from duban_web.people.models import Unit, User
from duban_web.supervision import queries
from duban_web.supervision.lighting import refresh
from duban_web.supervision.models import Override, Request
from duban_web.supervision.operations import task_subject

LONGEST_OVERRIDE = dt.timedelta(days=92)


@transaction.atomic
def ask(user: User, task: Task, kind: str, *, reason: str, deadline: dt.date | None = None, unit: Unit | None = None) -> Request:  # fmt: skip
    """A lead unit asks for a later deadline, another unit, or another light.

    Raises:
        NotYours: the unit does not lead the task.
        Refused: no reason, no later day, no other unit, or the same is asked for already.
    """
    if not queries.may_report(user, task):
        raise NotYours("not-your-task")
    if task.state not in LIT:
        raise Refused("task-not-active")
    if not reason.strip():
        raise Refused("ask-needs-reason")
    if kind == Request.Kind.EXTENSION and (deadline is None or (task.deadline and deadline <= task.deadline)):
        raise Refused("ask-later-day", deadline=task.deadline or "—")
    if kind == Request.Kind.TRANSFER and (unit is None or task.assignments.filter(part=Assignment.Part.LEAD, unit=unit).exists()):  # fmt: skip
        raise Refused("ask-other-unit")
    if task.requests.filter(kind=kind, state=Request.State.OPEN).exists():
        raise Refused("ask-once")
    request = Request.objects.create(
        task=task, kind=kind, reason=reason.strip()[:500], deadline=deadline if kind == Request.Kind.EXTENSION else None,
        unit=unit if kind == Request.Kind.TRANSFER else None, asked_on=today(), asked_by=user,
    )  # fmt: skip
    record(
        user, f"ask-{kind}", Subject("request", request.pk, task.title), before=None, after=_plain(request)
    )
    words = {
        "link": f"{task.get_absolute_url()}#requests",
        "title": task.title,
        "reason": reason.strip()[:100],
    }
    if kind == Request.Kind.EXTENSION:
        leaders = task.assignments.filter(part=Assignment.Part.LEADER, leader__isnull=False)
        tell_leaders([a.leader_id for a in leaders if a.leader_id], f"ask-{kind}", urgent=True, **words)
    tell_office(f"ask-{kind}", **words)
    return request


def _plain(request: Request) -> dict[str, object]:
    return {
        "kind": request.kind, "reason": request.reason, "deadline": request.deadline and request.deadline.isoformat(),
        "unit": request.unit_id, "state": request.state, "answer": request.answer,
    }  # fmt: skip


def may_decide(user: User, request: Request) -> bool:
    """An extension is the lead leader's to decide, or the office's where the task has none; the rest is the office's."""
    parts = queries.parts_in(user, request.task)
    if request.kind != Request.Kind.EXTENSION:
        return "office" in parts
    has_leader = request.task.assignments.filter(part=Assignment.Part.LEADER).exists()
    return "leader" in parts or ("office" in parts and not has_leader)


@transaction.atomic
def decide(user: User, request: Request, *, grant: bool, answer: str = "", by_paper: bool = False) -> None:
    """Grant or refuse. With `by_paper` the office notes what the leader decided on paper, and `answer` says which paper.

    A granted extension changes the deadline; the first one stays. A granted transfer changes the lead unit. A granted appeal is
    followed by an override, which the office sets with its own end.

    Raises:
        NotYours: somebody else decides this.
        Refused: a refusal, or a decision on paper, without a word.
        Changed: it is decided already.
    """
    on_paper = by_paper and user.may(Right.KEEP)
    if not may_decide(user, request) and not on_paper:
        raise NotYours("not-yours-to-decide")
    if not answer.strip() and (on_paper or not grant):
        raise Refused("decision-needs-answer")
    state = Request.State.GRANTED if grant else Request.State.REFUSED
    before = _plain(request)
    still_open = Request.objects.filter(pk=request.pk, state=Request.State.OPEN)
    if not still_open.update(state=state, answer=answer.strip()[:500], decided_on=today(), decided_by=user):
        raise Changed("request-decided")
    request.refresh_from_db()
    record(user, f"request-{state}", Subject("request", request.pk, request.task.title), before=before, after=_plain(request))  # fmt: skip
    if grant:
        _carry_out(user, request)
    for given in request.task.assignments.filter(part=Assignment.Part.LEAD):
        tell_unit(given.unit_id, f"request-{state}", link=request.task.get_absolute_url(), title=request.task.title,
                  reason=answer.strip()[:100] or "—")  # fmt: skip


def _carry_out(user: User, request: Request) -> None:
    if request.kind == Request.Kind.APPEAL:
        return
    task = Task.objects.select_for_update().get(pk=request.task_id)
    before = snapshot(task)
    if request.kind == Request.Kind.EXTENSION:
        task.deadline, task.deadline_text = request.deadline, ""
    else:
        _hand_over(task, before, request)
    task.version += 1
    task.save()
    record(
        user,
        f"request-{request.kind}",
        task_subject(task),
        before=before,
        after=snapshot(Task.objects.get(pk=task.pk)),
    )
    refresh(task.campaign, tasks=[task])


def _hand_over(task: Task, before: dict[str, list[int]], request: Request) -> None:
    """The other unit leads and signs for it anew; the one that led goes on among the responsible ones."""
    if request.unit_id is None:
        return
    others = [*before["lead_units"], *(key for key in before["units"] if key != request.unit_id)]
    set_people(task, before["leaders"], [request.unit_id], list(dict.fromkeys(others)), before["coops"])
    task.state, task.signed_on = Task.State.ISSUED, None
    tell_unit(
        request.unit_id,
        "task-issue",
        confirm=True,
        link=task.get_absolute_url(),
        title=task.title,
        reason="—",
    )


def may_override(user: User, task: Task) -> bool:
    """The office, and the leader whose task it is."""
    return bool(queries.parts_in(user, task) & {"office", "leader"})


@transaction.atomic
def override(user: User, task: Task, *, colour: str, reason: str, last: dt.date) -> Override:
    """Set a light over the computed one until a day. Both stay visible, and the bulletin lists it.

    Raises:
        NotYours: neither the office nor the task's leader.
        Refused: a task without light, an unknown colour, no reason, an end that is past or too far.
    """
    if not may_override(user, task):
        raise NotYours("not-yours-to-decide")
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.state not in LIT:
        raise Refused("task-not-active")
    if colour not in COLOURS or colour == task.light:
        raise Refused("override-colour")
    if not reason.strip():
        raise Refused("override-needs-reason")
    if not today() <= last <= today() + LONGEST_OVERRIDE:
        raise Refused("override-end", today=today(), latest=today() + LONGEST_OVERRIDE)
    lift(user, task, quiet=True)
    one = Override.objects.create(
        task=task, colour=colour, reason=reason.strip()[:300], first=today(), last=last, by=user
    )
    after = {"colour": colour, "computed": task.light, "reason": one.reason, "last": last.isoformat()}
    record(user, "override", Subject("override", one.pk, task.title), before=None, after=after)
    refresh(task.campaign, tasks=[task])
    return one


@transaction.atomic
def lift(user: User, task: Task, *, quiet: bool = False) -> int:
    """End the override that holds. With `quiet` a new one follows in the same breath."""
    if not may_override(user, task):
        raise NotYours("not-yours-to-decide")
    standing = Override.objects.filter(task=task, lifted_on=None, last__gte=today())
    lifted = [one.pk for one in standing]
    standing.update(lifted_on=today())
    for key in lifted:
        record(
            user,
            "lift",
            Subject("override", key, task.title),
            before=None,
            after={"lifted_on": today().isoformat()},
        )
    if lifted and not quiet:
        refresh(task.campaign, tasks=[task])
    return len(lifted)
