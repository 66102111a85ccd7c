"""What is done about an indicator in which a region lags: cause, measure, who answers, by when."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from duban_web.audit.operations import Subject, record
from duban_web.common.access import Right, demand
from duban_web.common.errors import Refused
from duban_web.common.office import today
from duban_web.inbox.operations import tell_unit
from duban_web.indicators.models import WeakPoint
from duban_web.people.models import Unit, User


def weak_points(region: str = "") -> QuerySet[WeakPoint]:
    """Those that are open or done, the first due first; of one region or of all."""
    found = WeakPoint.objects.filter(removed_on=None).select_related("unit")
    return found.filter(region=region) if region else found


@transaction.atomic
def take_on(
    user: User, *, indicator: str, region: str, cause: str, remedy: str, unit: Unit, due: dt.date
) -> WeakPoint:
    """Say why an indicator lags, what is done, who answers and by when; the unit is told.

    Raises:
        Refused: the day is past.
    """
    demand(user, Right.KEEP)
    if due < today():
        raise Refused("contribution-past", due=due, today=today())
    one = WeakPoint.objects.create(
        indicator=indicator,
        region=region,
        cause=cause.strip(),
        remedy=remedy.strip(),
        unit=unit,
        due=due,
        by=user,
    )
    tell_unit(unit.pk, "weak-point", name=str(one), remedy=one.remedy[:200], due=due.isoformat())
    after = {"cause": one.cause, "remedy": one.remedy, "due": due.isoformat()}
    record(user, "take-on", Subject("weak-point", one.pk, str(one)), before=None, after=after)
    return one


@transaction.atomic
def finish(user: User, one: WeakPoint) -> None:
    """It is done."""
    demand(user, Right.KEEP)
    if WeakPoint.objects.filter(pk=one.pk, done_on=None).update(done_on=today()):
        record(user, "finish-weak", Subject("weak-point", one.pk, str(one)), before=None, after=None)
