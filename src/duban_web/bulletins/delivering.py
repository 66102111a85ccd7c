"""Sending an issue to units: who has signed for it, and what they did."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from duban_web.audit.operations import Subject, record
from duban_web.bulletins.models import Bulletin, Delivery
from duban_web.bulletins.operations import locked_issue, subject_of
from duban_web.common.access import Right, demand
from duban_web.common.errors import NotYours, Refused
from duban_web.common.office import today
from duban_web.inbox.operations import tell_unit
from duban_web.people.models import Unit, User

LONGEST = 2000


@transaction.atomic
def issue_to(user: User, one: Bulletin, units: Sequence[Unit] = (), *, due: dt.date | None = None) -> None:
    """印发: to units, whose liaisons are told; with a day by which they say what they did, where `due` is given.

    Raises:
        Refused: the day is past, or there is a day and nobody to keep it.
        Changed: it is not signed.
    """
    demand(user, Right.KEEP)
    locked = locked_issue(one, Bulletin.State.SIGNED)
    if due is not None and due < today():
        raise Refused("contribution-past", due=due, today=today())
    if due is not None and not units:
        raise Refused("contribution-nobody")
    Bulletin.objects.filter(pk=locked.pk).update(state=Bulletin.State.ISSUED, issued_on=today())
    for unit in units:
        made = Delivery.objects.create(bulletin=locked, unit=unit, sent_on=today(), due=due)
        kind = "delivery-feedback" if due else "delivery"
        words = {"name": str(locked)} | ({"due": due.isoformat()} if due else {})
        tell_unit(unit.pk, kind, link=f"/deliveries/{made.pk}/", **words)
    after = {"units": len(units), "due": due.isoformat() if due else ""}
    record(user, "bulletin-issued", subject_of(locked), before=None, after=after)


def may_receive(user: User, one: Delivery) -> bool:
    """The unit's liaison, and the office in its stead."""
    return user.is_office or (user.may(Right.REPORT) and one.unit_id in user.unit_ids)


def _received(user: User, one: Delivery) -> Delivery:
    if not may_receive(user, one):
        raise NotYours("not-your-unit")
    return Delivery.objects.select_for_update(of=("self",)).get(pk=one.pk)


@transaction.atomic
def sign_for(user: User, one: Delivery) -> None:
    """签收; a second time changes nothing.

    Raises:
        NotYours: another unit's.
    """
    locked = _received(user, one)
    if locked.signed_on is None:
        locked.signed_on, locked.signed_by = today(), user
        locked.save(update_fields=["signed_on", "signed_by"])
        record(user, "sign-for", Subject("delivery", one.pk, str(one)), before=None, after=None)


@transaction.atomic
def feed_back(user: User, one: Delivery, *, words: str) -> None:
    """反馈: what the unit did. It may be written anew; the words before stay in the record.

    Raises:
        NotYours: another unit's.
        Refused: nobody asked, no words, or too many.
    """
    locked = _received(user, one)
    if locked.due is None:
        raise Refused("delivery-not-asked")
    if not words.strip():
        raise Refused("delivery-no-words")
    if len(words) > LONGEST:
        raise Refused("contribution-too-long", n=len(words), most=LONGEST)
    before = {"words": locked.feedback} if locked.feedback else None
    locked.feedback, locked.feedback_on = words.strip(), today()
    locked.signed_on, locked.signed_by = locked.signed_on or today(), locked.signed_by or user
    locked.save()
    record(
        user,
        "feed-back",
        Subject("delivery", one.pk, str(one)),
        before=before,
        after={"words": locked.feedback},
    )
