"""Special bonds (专项债券): from the reserve to the last yuan spent."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from duban.projects import Bond as Terms
from duban.projects import Readiness, coverage
from duban.projects.bonds import LEAST_COVERAGE
from duban_web.audit.operations import Subject, record
from duban_web.common.access import Right, demand
from duban_web.common.errors import Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.people.models import User
from duban_web.projects.cycle_models import Bond
from duban_web.projects.operations import written

Stage = Bond.Stage
ORDER = (Stage.PLANNED, Stage.REVIEWED, Stage.RESERVED, Stage.APPLIED, Stage.ISSUED, Stage.SPENT)


def coverage_of(one: Bond) -> Decimal | None:
    """Income over principal and interest; None while the income is not known."""
    return None if one.income is None else coverage(Terms(one.asked, one.rate, one.years), one.income)


@transaction.atomic
def save_bond(user: User, one: Bond) -> Bond:
    """Plan a bond, or change it before it is issued."""
    demand(user, Right.KEEP)
    is_new = one.pk is None
    if is_new:
        one.stage_since = today()
    elif Bond.objects.select_for_update().get(pk=one.pk).stage in {Stage.ISSUED, Stage.SPENT}:
        raise Refused("bond-issued")
    one.save()
    record(user, "add" if is_new else "edit", _subject(one), before=None, after={"asked": str(one.asked), "there": one.there})  # fmt: skip
    return one


def _subject(one: Bond) -> Subject:
    return Subject("bond", one.pk, f"{one.year} {one.project}")


@transaction.atomic
def step(user: User, one: Bond, *, amount: Decimal | None = None, remark: str = "") -> Bond:
    """To the next stage: reviewed, in the reserve, applied for, issued (with the amount), and spent amounts until all is spent.

    Raises:
        Refused: the checklist is not complete for an application, the income does not cover what is owed, no amount, more spent than issued.
    """
    demand(user, Right.KEEP)
    found = Bond.objects.select_for_update().select_related("project").get(pk=one.pk)
    before = found.stage
    if before == Stage.ISSUED:
        _spend(found, amount)
    elif before in ORDER[:-1]:
        following = ORDER[ORDER.index(Stage(before)) + 1]
        if following == Stage.APPLIED:
            _demand_ready(found)
        if following == Stage.ISSUED:
            if not amount or not 0 < amount <= found.asked:
                raise Refused("bond-amount", asked=written(found.asked))
            found.issued = amount
        found.stage, found.stage_since = following, today()
    else:
        raise Refused("bond-over")
    found.remark = remark.strip()[:300] or found.remark
    found.save()
    record(user, "step", _subject(found), before={"stage": before}, after={"stage": found.stage, "amount": str(amount or ""), "remark": remark})  # fmt: skip
    return found


def _demand_ready(one: Bond) -> None:
    lacks = Readiness(one.there).missing
    if lacks:
        raise Refused("bond-not-ready", what="、".join(say(f"bond.ready.{name}") for name in lacks))
    covered = coverage_of(one)
    if covered is None or covered < LEAST_COVERAGE:
        raise Refused("bond-coverage", covered=covered if covered is not None else "—", least=LEAST_COVERAGE)


def _spend(one: Bond, amount: Decimal | None) -> None:
    if not amount or amount <= 0 or one.issued is None or one.spent + amount > one.issued:
        raise Refused("bond-spent", left=written((one.issued or Decimal(0)) - one.spent))
    one.spent += amount
    if one.spent == one.issued:
        one.stage, one.stage_since = Stage.SPENT, today()


@transaction.atomic
def refuse(user: User, one: Bond, remark: str) -> None:
    """The review did not let it pass, with what it said; a refused bond can be planned anew by changing it."""
    demand(user, Right.KEEP)
    if not remark.strip():
        raise Refused("project-reason")
    found = Bond.objects.select_for_update().get(pk=one.pk)
    if found.stage in {Stage.ISSUED, Stage.SPENT, Stage.REFUSED}:
        raise Refused("bond-over")
    before = found.stage
    found.stage, found.stage_since, found.remark = Stage.REFUSED, today(), remark.strip()[:300]
    found.save()
    record(user, "refuse", _subject(found), before={"stage": before}, after={"stage": found.stage, "remark": remark})  # fmt: skip
