"""Commendations (表彰, 记功, 奖励兑现): a list is drawn up, publicised for five working days, objections are noted, then it is awarded and paid."""

from dataclasses import dataclass

from django.db import transaction

from duban_web.assessment.models import Commendation, Nominee
from duban_web.assessment.operations import PUBLICITY
from duban_web.audit.operations import Subject, record
from duban_web.common.access import Right, demand
from duban_web.common.errors import Changed, Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.people.models import Unit, User
from duban_web.supervision.history import work_calendar


@dataclass(frozen=True, slots=True)
class Nomination:
    """Who is to be commended, of which unit, for what, with which award."""

    name: str
    unit: Unit | None
    deeds: str
    award: str


def _subject(one: Commendation) -> Subject:
    return Subject("commendation", one.pk, one.name)


def _locked(one: Commendation, *states: str) -> Commendation:
    locked = Commendation.objects.select_for_update().get(pk=one.pk)
    if locked.state not in states:
        raise Changed("round-state", state=say(f"commend.states.{locked.state}"))
    return locked


@transaction.atomic
def draw_up(user: User, *, name: str, basis: str = "") -> Commendation:
    """A new list."""
    demand(user, Right.KEEP)
    one = Commendation.objects.create(name=name.strip(), basis=basis.strip())
    record(user, "add", _subject(one), before=None, after={"basis": one.basis})
    return one


@transaction.atomic
def nominate(user: User, one: Commendation, given: Nomination) -> Nominee:
    """Put somebody on the list, as long as it is not publicised.

    Raises:
        Refused: the same name of the same unit stands on it already.
    """
    demand(user, Right.KEEP)
    locked = _locked(one, Commendation.State.DRAFT)
    name = given.name.strip()
    if locked.nominees.filter(name=name, unit=given.unit).exists():
        raise Refused("nominee-twice", name=name)
    made = Nominee.objects.create(
        commendation=locked, name=name, unit=given.unit, deeds=given.deeds.strip(), award=given.award.strip()
    )
    record(user, "nominate", _subject(locked), before=None, after={"name": name, "award": made.award})
    return made


@transaction.atomic
def publicise(user: User, one: Commendation) -> None:
    """公示, for five working days.

    Raises:
        Refused: nobody stands on the list.
    """
    demand(user, Right.KEEP)
    locked = _locked(one, Commendation.State.DRAFT)
    if not locked.nominees.exists():
        raise Refused("commendation-empty")
    locked.state, locked.shown_from = Commendation.State.PUBLICISED, today()
    locked.shown_to = work_calendar(today()).add(today(), PUBLICITY)
    locked.save()
    record(user, "publicise", _subject(locked), before=None, after={"to": locked.shown_to.isoformat()})


@transaction.atomic
def object_to(user: User, one: Nominee, *, words: str, is_struck: bool) -> None:
    """Note an objection that came in, and strike the name where it is right; only while the list is publicised.

    Raises:
        Refused: no words.
    """
    demand(user, Right.KEEP)
    if not words.strip():
        raise Refused("objection-words")
    _locked(one.commendation, Commendation.State.PUBLICISED)
    Nominee.objects.filter(pk=one.pk).update(
        objection=words.strip()[:500], struck_on=today() if is_struck else None
    )
    after = {"name": one.name, "words": words.strip()[:500], "struck": is_struck}
    record(user, "object", _subject(one.commendation), before=None, after=after)


@transaction.atomic
def award(user: User, one: Commendation) -> None:
    """公布: those who are left have it.

    Raises:
        Refused: the publicity is not over.
    """
    demand(user, Right.KEEP)
    locked = _locked(one, Commendation.State.PUBLICISED)
    if locked.shown_to is not None and today() <= locked.shown_to:
        raise Refused("round-still-shown", last=locked.shown_to)
    locked.state, locked.awarded_on = Commendation.State.AWARDED, today()
    locked.save()
    left = locked.nominees.filter(struck_on=None).count()
    record(user, "award", _subject(locked), before=None, after={"nominees": left})


@transaction.atomic
def pay(user: User, one: Nominee) -> None:
    """兑现; a second time changes nothing.

    Raises:
        Changed: the list is not awarded yet, or the name was struck.
    """
    demand(user, Right.KEEP)
    _locked(one.commendation, Commendation.State.AWARDED)
    if Nominee.objects.filter(pk=one.pk, struck_on=None, paid_on=None).update(paid_on=today()):
        record(
            user, "pay", _subject(one.commendation), before=None, after={"name": one.name, "award": one.award}
        )
