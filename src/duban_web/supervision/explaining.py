"""Written explanations (书面说明): the unit hands in, the office takes it or gives it back."""

import datetime as dt

from django.db import transaction

from duban_web.common.access import Right, demand
from duban_web.common.errors import Changed, Refused
from duban_web.common.office import today
from duban_web.inbox.operations import tell_office, tell_unit
from duban_web.people.models import User
from duban_web.supervision import queries
from duban_web.supervision.history import ladder_of
from duban_web.supervision.models import Explanation
from duban_web.supervision.notices import demand_unit, record_pressing


@transaction.atomic
def hand_in(user: User, one: Explanation, *, cause: str, measures: str, promised: dt.date | None) -> None:
    """The unit explains: cause, measures, and the day by which the light will be green.

    Raises:
        NotYours: another unit's.
        Refused: cause or measures are missing, or it is not asked for any more.
    """
    demand_unit(user, one.unit_id)
    if one.state not in {Explanation.State.DUE, Explanation.State.RETURNED}:
        raise Changed("explanation-not-due")
    if not cause.strip() or not measures.strip():
        raise Refused("explanation-needs-both")
    one.cause, one.measures, one.promised = cause.strip(), measures.strip(), promised
    one.state, one.handed_on, one.handed_by = Explanation.State.HANDED, today(), user
    one.save()
    record_pressing(user, "explain", one)
    tell_office(
        "explanation-handed",
        link=f"/tasks/{one.task_id}/#explanations",
        title=one.task.title,
        unit=str(one.unit or "—"),
    )


@transaction.atomic
def judge(user: User, one: Explanation, *, accept: bool, answer: str = "") -> None:
    """The office takes it, or gives it back with a word; given back, its clock starts again."""
    demand(user, Right.KEEP)
    if one.state != Explanation.State.HANDED:
        raise Changed("explanation-not-handed")
    if not accept and not answer.strip():
        raise Refused("return-needs-reason")
    one.state, one.answer, one.decided_on = (
        Explanation.State.ACCEPTED if accept else Explanation.State.RETURNED,
        answer.strip()[:300],
        today(),
    )
    if not accept:
        ladder = ladder_of(one.task.campaign, today())
        one.due = queries.work_calendar(today()).add(today(), ladder.explanation.get(one.colour, 1))
        tell_unit(one.unit_id, "explanation-returned", link=f"/tasks/{one.task_id}/#explanations", urgent=True, title=one.task.title, reason=answer[:100], due=one.due)  # fmt: skip
    one.save()
    record_pressing(user, "explanation-accepted" if accept else "explanation-returned", one)
