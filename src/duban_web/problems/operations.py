"""Everything that changes problems. Each step is kept with its day, so that any month's account can be computed."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, Sum

from duban_web.audit.operations import Subject, record
from duban_web.campaigns.models import Campaign, Task
from duban_web.common.access import Right, demand
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.common.office import today
from duban_web.inbox.operations import tell_office, tell_unit
from duban_web.people.models import Leader, Unit, User
from duban_web.problems.models import Problem, Step
from duban_web.supervision.history import work_calendar

CLOCKS = {"assign": 5, "transfer": 5, "joint": 15, "government": 20}
"""Working days that each route has, where nobody says a day."""
State = Problem.State
OPEN = (State.RECEIVED, State.ROUTED, State.ANSWERED)
SHORT = 40


@dataclass(frozen=True, slots=True)
class Raised:
    """What is known of a problem when it comes in."""

    content: str
    channel: str
    place: str = ""
    category: str = ""
    raised_by: str = ""
    contact: str = ""
    is_sensitive: bool = False
    received_on: dt.date | None = None
    task: Task | None = None
    sender: str = ""
    firm: str = ""
    leader: Leader | None = None
    amount: Decimal | None = None
    people: int | None = None


@transaction.atomic
def take_in(user: User | None, campaign: Campaign | None, raised: Raised) -> Problem:
    """Write a problem down; None as user is the web form.

    Raises:
        Refused: nothing is said, or it is dated after today.
    """
    on = raised.received_on or today()
    if not raised.content.strip():
        raise Refused("problem-empty")
    if on > today():
        raise Refused("problem-future", on=on)
    problem = Problem.objects.create(
        campaign=campaign, number=_next_number(on.year), channel=raised.channel, content=raised.content.strip(), place=raised.place,
        category=raised.category, raised_by=raised.raised_by, contact=raised.contact, is_sensitive=raised.is_sensitive, received_on=on,
        task=raised.task, sender=raised.sender, firm=raised.firm, leader=raised.leader, amount=raised.amount, people=raised.people,
    )  # fmt: skip
    _step(user, problem, "receive", on=on)
    record(
        user,
        "add",
        _subject(problem),
        before=None,
        after={"channel": raised.channel, "received_on": on.isoformat()},
    )
    if user is None or not user.is_office:
        tell_office(
            "problem-new", link=f"/problems/{problem.pk}/", number=problem.number, title=short(problem)
        )
    return problem


def short(problem: Problem) -> str:
    """The first words; a sensitive problem is not quoted in messages."""
    return "—" if problem.is_sensitive else problem.content[:SHORT]


def _subject(problem: Problem) -> Subject:
    return Subject("problem", problem.pk, problem.number)


def _next_number(year: int) -> str:
    last = Problem.objects.filter(number__startswith=f"{year}-").aggregate(last=Max("number"))["last"]
    return f"{year}-{int(last[5:]) + 1 if last else 1:05}"


def _step(user: User | None, problem: Problem, move: str, *, note: str = "", on: dt.date | None = None, amount: Decimal | None = None, people: int | None = None) -> None:  # fmt: skip
    Step.objects.create(
        problem=problem, on=on or today(), by=user, move=move, route=problem.route, unit=problem.unit, note=note.strip()[:500], amount=amount, people=people
    )  # fmt: skip


def _locked(problem: Problem, *states: str) -> Problem:
    locked = Problem.objects.select_for_update().get(pk=problem.pk)
    if locked.state not in states:
        raise Changed("problem-moved")
    return locked


@transaction.atomic
def route(
    user: User, problem: Problem, *, way: str, unit: Unit | None, due: dt.date | None = None, note: str = ""
) -> None:
    """交办, 转办, 联席会议 or 上报; also from one of them to the next. The clock starts anew.

    Raises:
        Refused: the first two need a unit; a day before today.
        Changed: it is closed by now.
    """
    demand(user, Right.KEEP)
    if way in {Problem.Route.ASSIGN, Problem.Route.TRANSFER} and unit is None:
        raise Refused("problem-needs-unit")
    if due is not None and due < today():
        raise Refused("notice-due-past", due=due)
    locked = _locked(problem, *OPEN)
    locked.route, locked.unit, locked.state, locked.routed_on = way, unit, State.ROUTED, today()
    locked.due = due or work_calendar(today()).add(today(), CLOCKS[way])
    locked.answer, locked.answered_on = "", None
    locked.save()
    _step(user, locked, "route", note=note)
    record(
        user,
        "route",
        _subject(locked),
        before=None,
        after={"route": way, "unit": locked.unit_id, "due": locked.due.isoformat()},
    )
    if unit is not None:
        tell_unit(unit.pk, "problem-routed", link=f"/problems/{locked.pk}/", urgent=True, confirm=True, number=locked.number, due=locked.due, title=short(locked))  # fmt: skip


def may_answer(user: User, problem: Problem) -> bool:
    """The unit that it was routed to, or the office for it."""
    own = user.may(Right.REPORT) and problem.unit_id is not None and problem.unit_id in user.unit_ids
    return own or user.may(Right.KEEP)


@transaction.atomic
def answer(user: User, problem: Problem, text: str) -> None:
    """What was done about it."""
    if not text.strip():
        raise Refused("problem-needs-answer")
    if not may_answer(user, Problem.objects.get(pk=problem.pk)):
        raise NotYours
    locked = _locked(problem, State.ROUTED)
    locked.answer, locked.answered_on, locked.state = text.strip(), today(), State.ANSWERED
    locked.save()
    _step(user, locked, "answer", note=text)
    record(user, "answer", _subject(locked), before=None, after={"answer": text.strip()[:200]})
    tell_office("problem-answered", link=f"/problems/{locked.pk}/", number=locked.number, title=short(locked))


@transaction.atomic
def settle(
    user: User, problem: Problem, *, amount: Decimal | None, people: int | None, note: str = ""
) -> None:
    """A part of what is at stake is settled (化解): so much money, so many people. What is left is the stock.

    Raises:
        NotYours: another unit's.
        Refused: nothing settled, or more than is left.
        Changed: it is closed by now.
    """
    if not may_answer(user, Problem.objects.get(pk=problem.pk)):
        raise NotYours
    if not amount and not people:
        raise Refused("problem-settle-nothing")
    locked = _locked(problem, *OPEN)
    done = locked.steps.aggregate(amount=Sum("amount"), people=Sum("people"))
    for name, now, whole in (("amount", amount, locked.amount), ("people", people, locked.people)):
        left = (whole or 0) - (done[name] or 0)
        if now is not None and not 0 <= now <= left:
            raise Refused(f"problem-settle-{name}", now=now, left=left)
    _step(user, locked, "settle", note=note, amount=amount, people=people)
    after = {"amount": str(amount or 0), "people": people or 0, "note": note[:200]}
    record(user, "settle", _subject(locked), before=None, after=after)


@transaction.atomic
def publish(user: User, problem: Problem, reply: str) -> None:
    """What was found out and done is made public (公开回应), in the office's words.

    Raises:
        Refused: no words; or the facts are not established yet, for want of an answer.
    """
    demand(user, Right.KEEP)
    if not reply.strip():
        raise Refused("problem-needs-reply")
    locked = Problem.objects.select_for_update().get(pk=problem.pk)
    if locked.state not in {State.ANSWERED, State.CLOSED}:
        raise Refused("problem-not-established")
    locked.reply, locked.published_on = reply.strip(), today()
    locked.save()
    _step(user, locked, "publish", note=reply)
    record(user, "publish", _subject(locked), before=None, after={"reply": reply.strip()[:200]})


@transaction.atomic
def check_back(user: User, problem: Problem, *, satisfied: bool, note: str = "") -> None:
    """The office asks the one who raised it. Satisfied, it is closed; not, it goes back to the unit with a word and a new clock."""
    demand(user, Right.KEEP)
    locked = _locked(problem, State.ANSWERED)
    if not satisfied and not note.strip():
        raise Refused("return-needs-reason")
    locked.asked_back_on, locked.is_satisfied = today(), satisfied
    locked.state = State.CLOSED if satisfied else State.ROUTED
    locked.closed_on = today() if satisfied else None
    if not satisfied:
        locked.due = work_calendar(today()).add(today(), CLOCKS[locked.route])
        tell_unit(locked.unit_id, "problem-returned", link=f"/problems/{locked.pk}/", urgent=True, number=locked.number, reason=note[:100])  # fmt: skip
    locked.save()
    _step(user, locked, "close" if satisfied else "return", note=note)
    record(
        user, "check-back", _subject(locked), before=None, after={"satisfied": satisfied, "note": note[:200]}
    )


@transaction.atomic
def end(user: User, problem: Problem, *, note: str, duplicate_of: Problem | None = None) -> None:
    """Not taken up, with the reason; or the same as another one, in which it goes on.

    Raises:
        Refused: no reason, or a problem that would be its own duplicate.
    """
    demand(user, Right.KEEP)
    if not note.strip() and duplicate_of is None:
        raise Refused("return-needs-reason")
    if duplicate_of is not None and duplicate_of.pk == problem.pk:
        raise Refused("problem-itself")
    locked = _locked(problem, *OPEN)
    locked.state = State.DUPLICATE if duplicate_of else State.REJECTED
    locked.duplicate_of, locked.closed_on = duplicate_of, today()
    locked.save()
    _step(user, locked, "duplicate" if duplicate_of else "reject", note=note)
    record(user, "close", _subject(locked), before=None, after={"state": locked.state, "note": note[:200]})


@transaction.atomic
def reopen(user: User, problem: Problem, *, note: str) -> None:
    """It came back: from the start again."""
    demand(user, Right.KEEP)
    if not note.strip():
        raise Refused("return-needs-reason")
    locked = _locked(problem, State.CLOSED, State.REJECTED, State.DUPLICATE)
    locked.state, locked.closed_on, locked.duplicate_of = State.RECEIVED, None, None
    locked.route, locked.unit, locked.due = "", None, None
    locked.save()
    _step(user, locked, "reopen", note=note)
    record(user, "reopen", _subject(locked), before=None, after={"note": note[:200]})
