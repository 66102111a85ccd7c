"""Notices and interviews: proposed, numbered and issued, signed for, answered, closed or raised."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from duban_web.audit.operations import Subject, record
from duban_web.campaigns.models import Campaign, Task
from duban_web.common.access import Right, demand
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.inbox.operations import tell_office, tell_unit
from duban_web.people.models import Unit, User
from duban_web.supervision import queries
from duban_web.supervision.history import ladder_of
from duban_web.supervision.models import Explanation, Notice


def named(notice: Notice) -> str:
    """How papers name it: 督办通知〔2020〕3号（蓝色）."""
    return say(
        f"notice.named.{notice.kind}", colour=say(f"notice.colours.{notice.colour}"), number=str(notice)
    )


def demand_unit(user: User, unit: int | None) -> None:
    """Only the unit itself (or one above it), or the office in its stead."""
    if not (user.may(Right.KEEP) or (user.may(Right.REPORT) and unit in user.unit_ids)):
        raise NotYours


def record_pressing(user: User | None, action: str, one: Explanation | Notice) -> None:
    """The audit entry of an explanation or a notice."""
    kind = type(one).__name__.lower()
    plain: dict[str, object] = {"state": one.state, "due": one.due and one.due.isoformat()}
    if isinstance(one, Notice):
        plain |= {"colour": one.colour, "number": str(one), "answer": one.answer[:200], "reason": one.reason}
    record(user, action, Subject(kind, one.pk, str(one.task or one)), before=None, after=plain)


@transaction.atomic
def propose_notice(user: User, campaign: Campaign, *, unit: Unit, colour: str, reason: str, demand_text: str = "", task: Task | None = None, answer_by: dt.date | None = None) -> Notice:  # fmt: skip
    """The office or an inspector issues a notice by hand, also directly red, with its reason (现场下达督办通知)."""
    demand(user, Right.KEEP, Right.INSPECT)
    if not reason.strip():
        raise Refused("notice-needs-reason")
    notice = Notice.objects.create(
        campaign=campaign, colour=colour, unit=unit, task=task, reason=reason.strip()[:500],
        demand=demand_text.strip()[:500] or say("notice.demand"), proposed_on=today(),
    )  # fmt: skip
    return issue(user, [notice], answer_by=answer_by)[0]


@transaction.atomic
def issue(user: User, notices: Iterable[Notice], *, answer_by: dt.date | None = None) -> list[Notice]:
    """Number and send proposed notices; the one that each raises ends. Its clock is the ladder's unless a day is given.

    Raises:
        Changed: one of them is issued or dropped already.
        Refused: the answer would be due before today.
    """
    demand(user, Right.KEEP, Right.INSPECT)
    chosen = list(notices)
    if answer_by and answer_by < today():
        raise Refused("notice-due-past", due=answer_by)
    calendar = queries.work_calendar(today())
    for notice in chosen:
        Campaign.objects.select_for_update().get(pk=notice.campaign_id)
        notice.refresh_from_db()
        if notice.state != Notice.State.PROPOSED:
            raise Changed("notice-not-proposed")
        step = ladder_of(notice.campaign, today()).step(notice.colour)
        notice.year, notice.number = today().year, _next_number(notice)
        notice.state, notice.issued_on, notice.issued_by = Notice.State.ISSUED, today(), user
        notice.due = answer_by or calendar.add(today(), max(1, step.answer))
        notice.save()
        if notice.raises:
            Notice.objects.filter(raised_by=notice).update(state=Notice.State.RAISED)
        record_pressing(user, "issue-notice", notice)
        tell_unit(notice.unit_id, "notice", link=f"/notices/{notice.pk}/", key=f"notice-{notice.pk}", urgent=True, confirm=True,
                  notice=named(notice), reason=notice.reason[:120], due=notice.due)  # fmt: skip
    return chosen


def _next_number(notice: Notice) -> int:
    last = Notice.objects.filter(campaign=notice.campaign, kind=notice.kind, year=today().year).aggregate(
        last=Max("number")
    )
    return (last["last"] or 0) + 1


@dataclass(frozen=True, slots=True)
class _Step:
    """From which states, to which, and whether a text must go with it; `is_units`: the unit's own step, else the office's."""

    sources: frozenset[str]
    target: str
    is_units: bool = False
    needs_text: bool = True


STATE = Notice.State
STEPS = {
    "sign": _Step(frozenset({STATE.ISSUED}), STATE.SIGNED, is_units=True, needs_text=False),
    "answer": _Step(frozenset({STATE.ISSUED, STATE.SIGNED}), STATE.ANSWERED, is_units=True),
    "close": _Step(frozenset({STATE.ANSWERED, STATE.SIGNED, STATE.ISSUED}), STATE.CLOSED),
    "reopen": _Step(frozenset({STATE.ANSWERED}), STATE.SIGNED),
    "drop": _Step(frozenset({STATE.PROPOSED}), STATE.DROPPED),
}


@transaction.atomic
def move_notice(user: User, notice: Notice, what: str, *, text: str = "") -> None:
    """`sign` and `answer` are the unit's, `close`, `reopen` (the answer does not do) and `drop` the office's.

    Raises:
        NotYours: another's step.
        Refused: a word is missing.
        Changed: the notice is not in a state in which this can be done.
    """
    step = STEPS.get(what)
    if step is None or notice.state not in step.sources:
        raise Changed("notice-moved")
    if step.is_units:
        demand_unit(user, notice.unit_id)
    else:
        demand(user, Right.KEEP)
    if step.needs_text and not text.strip():
        raise Refused("notice-needs-text")
    notice.state = step.target
    notice.closed_on = today() if what in {"close", "drop"} else None
    _write(user, notice, what, text.strip())
    notice.save()
    record_pressing(user, f"notice-{what}", notice)


def _write(user: User, notice: Notice, what: str, text: str) -> None:
    """What the step leaves on the notice, and who is told."""
    words: dict[str, Any] = {"link": f"/notices/{notice.pk}/", "notice": named(notice)}
    if what in {"sign", "answer"}:
        notice.signed_on, notice.signed_by = notice.signed_on or today(), notice.signed_by or user
    else:
        notice.close_note = text[:300]
    if what == "answer":
        notice.answer, notice.answered_on = text, today()
        tell_office("notice-answered", unit=str(notice.unit), **words)
    if what == "reopen":
        notice.due = queries.work_calendar(today()).add(today(), 1)
        tell_unit(notice.unit_id, "notice-reopened", urgent=True, reason=text[:100], due=notice.due, **words)
