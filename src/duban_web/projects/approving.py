"""The approvals of a project: applied for, accepted, stopped, decided; papers that may follow (容缺), promises (承诺即开工)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from duban_web.audit.operations import record
from duban_web.common.access import Right, demand
from duban_web.common.errors import NotYours, Refused
from duban_web.common.office import today
from duban_web.people.models import User
from duban_web.projects.models import Pause, Procedure
from duban_web.projects.operations import locked, recount, subject, tell
from duban_web.supervision.history import work_calendar


def may_decide(user: User, one: Procedure) -> bool:
    """The approving unit, or the office."""
    return user.may(Right.KEEP) or (user.may(Right.REPORT) and one.unit_id in user.unit_ids)


def may_apply(user: User, one: Procedure) -> bool:
    """Those, and the unit that answers for the project."""
    return may_decide(user, one) or (user.may(Right.REPORT) and one.project.unit_id in user.unit_ids)


def _begin(user: User, one: Procedure, on: dt.date, may: Callable[[User, Procedure], bool]) -> Procedure:
    """The procedure for a change, with its project locked.

    Raises:
        NotYours, Refused: a day after today, or it is done by now.
    """
    locked(one.project)
    found = Procedure.objects.select_related("project").get(pk=one.pk)
    if not may(user, found):
        raise NotYours
    if on > today():
        raise Refused("procedure-future", on=on)
    if found.done_on is not None:
        raise Refused("procedure-done", name=found.name, on=found.done_on)
    return found


def _keep(user: User, one: Procedure, action: str, **said: object) -> None:
    """Write the procedure with its clock as it stands, and the project's whole process."""
    calendar, on = work_calendar(today()), today()
    one.due = None if one.done_on else one.clock.due(on, calendar)
    one.used = one.clock.used(one.done_on, calendar) if one.done_on else None
    one.save()
    recount(one.project)
    record(user, action, subject(one.project), before=None, after={"procedure": one.name} | said)


@transaction.atomic
def apply(user: User, one: Procedure, on: dt.date) -> None:
    """The papers were handed in; the approving unit is told."""
    found = _begin(user, one, on, may_apply)
    if found.applied_on is not None:
        raise Refused("procedure-applied", on=found.applied_on)
    found.applied_on = on
    _keep(user, found, "apply", on=on.isoformat())
    tell(found.project, "procedure-applied", found.unit_id, name=found.name)


@transaction.atomic
def accept(user: User, one: Procedure, on: dt.date, *, lacking: str = "", lacking_due: dt.date | None = None) -> None:  # fmt: skip
    """Accepted: the clock begins. With papers missing only where that is allowed, and with a day for them.

    Raises:
        Refused: what comes before is not there; accepted already; papers may not be missing here, or have no day.
    """
    found = _begin(user, one, on, may_decide)
    if found.accepted_on is not None:
        raise Refused("procedure-accepted", on=found.accepted_on)
    if found.applied_on and on < found.applied_on:
        raise Refused("procedure-order", first=found.applied_on, second=on)
    _demand_before(found)
    if lacking.strip():
        if not found.is_deferrable:
            raise Refused("procedure-not-deferrable", name=found.name)
        if lacking_due is None or lacking_due < on:
            raise Refused("procedure-lacking-due")
    found.applied_on = found.applied_on or on
    found.accepted_on, found.lacking, found.lacking_due = (
        on,
        lacking.strip()[:200],
        lacking_due if lacking.strip() else None,
    )
    _keep(user, found, "accept", on=on.isoformat(), lacking=found.lacking)
    if found.lacking:
        tell(
            found.project, "procedure-lacking", found.project.unit_id,
            name=found.name, words=found.lacking, due=lacking_due,
        )  # fmt: skip


def _demand_before(one: Procedure) -> None:
    """What stands in `after` has to be done or promised."""
    open_ones = [
        p.name for p in Procedure.objects.filter(project=one.project, code__in=one.after) if not p.is_there
    ]
    if open_ones:
        raise Refused("procedure-before", name=one.name, before="、".join(open_ones))


@transaction.atomic
def stop(user: User, one: Procedure, on: dt.date, reason: str) -> None:
    """Papers are missing: the clock stands until they are there (补正)."""
    found = _begin(user, one, on, may_decide)
    if found.accepted_on is None or on < found.accepted_on:
        raise Refused("procedure-not-accepted", name=found.name)
    if not reason.strip():
        raise Refused("procedure-pause-reason")
    if any(pause.last is None or pause.last > on for pause in found.pauses.all()):
        raise Refused("procedure-stands", name=found.name)
    Pause.objects.create(procedure=found, first=on, reason=reason.strip()[:200])
    _keep(user, found, "stop", on=on.isoformat(), reason=reason.strip())
    tell(found.project, "procedure-stopped", found.project.unit_id, name=found.name, words=reason.strip())


@transaction.atomic
def go_on(user: User, one: Procedure, on: dt.date) -> None:
    """The papers are there: the clock runs on from the next working day."""
    found = _begin(user, one, on, may_decide)
    pause = found.pauses.filter(last=None).first()
    if pause is None:
        raise Refused("procedure-runs", name=found.name)
    if on < pause.first:
        raise Refused("procedure-order", first=pause.first, second=on)
    pause.last = on
    pause.save(update_fields=["last"])
    _keep(user, found, "go-on", on=on.isoformat())


@transaction.atomic
def decide(user: User, one: Procedure, on: dt.date, *, number: str = "") -> None:
    """The approval is given; a clock that stands goes on on that day.

    Raises:
        Refused: not accepted, decided before it was accepted, or papers that may follow have not come.
    """
    found = _begin(user, one, on, may_decide)
    if found.accepted_on is None:
        raise Refused("procedure-not-accepted", name=found.name)
    if on < found.accepted_on:
        raise Refused("procedure-order", first=found.accepted_on, second=on)
    found.pauses.filter(last=None).update(last=on)
    found.done_on, found.number = on, number.strip()[:60]
    _keep(user, found, "decide", on=on.isoformat(), number=found.number)
    tell(found.project, "procedure-done", found.project.unit_id, name=found.name)


@transaction.atomic
def supply(user: User, one: Procedure, on: dt.date) -> None:
    """The papers that might follow have come; also after the approval was given."""
    locked(one.project)
    found = Procedure.objects.select_related("project").get(pk=one.pk)
    if not may_decide(user, found):
        raise NotYours
    if not found.lacking or found.supplied_on is not None:
        raise Refused("procedure-nothing-lacks", name=found.name)
    if on > today():
        raise Refused("procedure-future", on=on)
    found.supplied_on = on
    _keep(user, found, "supply", on=on.isoformat())


@transaction.atomic
def promise(user: User, one: Procedure, on: dt.date, words: str, due: dt.date | None) -> None:
    """The start may rest on a promise instead of the approval, which has to be there by a day (承诺即开工).

    Raises:
        Refused: a promise is not enough here, or it has no words or no day.
    """
    found = _begin(user, one, on, may_apply)
    if not found.is_promisable:
        raise Refused("procedure-not-promisable", name=found.name)
    if not words.strip() or due is None or due < on:
        raise Refused("procedure-promise-words")
    found.promise, found.promised_on, found.promise_due = words.strip()[:200], on, due
    _keep(user, found, "promise", on=on.isoformat(), due=due.isoformat(), words=found.promise)


@transaction.atomic
def save_terms(user: User, one: Procedure) -> None:
    """Name, authority and days of an approval, as they are for this project; its clock is counted anew."""
    demand(user, Right.KEEP)
    locked(one.project)
    known = Procedure.objects.get(pk=one.pk)
    if one.promised > one.legal:
        raise Refused("procedure-promised-longer", promised=one.promised, legal=one.legal)
    _keep(user, one, "edit", was=f"{known.legal}/{known.promised}", legal=one.legal, promised=one.promised)
