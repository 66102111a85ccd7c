"""Units are asked to write for an issue by a day, and do."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from duban_web.audit.operations import Subject, record
from duban_web.bulletins.models import Contribution
from duban_web.campaigns.models import Campaign
from duban_web.common.access import Right, demand
from duban_web.common.errors import NotYours, Refused
from duban_web.common.office import today
from duban_web.inbox.operations import tell_unit
from duban_web.people.models import Unit, User

LONGEST = 4000


@transaction.atomic
def ask(
    user: User, campaign: Campaign, units: Sequence[Unit], *, topic: str, due: dt.date
) -> list[Contribution]:
    """Ask units to write on something by a day; their liaisons are told.

    Raises:
        Refused: nobody is asked, or the day is past.
    """
    demand(user, Right.KEEP)
    if not units:
        raise Refused("contribution-nobody")
    if due < today():
        raise Refused("contribution-past", due=due, today=today())
    made = [
        Contribution.objects.create(
            campaign=campaign, unit=unit, topic=topic.strip(), due=due, asked_on=today()
        )
        for unit in units
    ]
    for one in made:
        tell_unit(
            one.unit_id,
            "contribution-asked",
            link=f"/contributions/{one.pk}/",
            topic=one.topic,
            due=due.isoformat(),
        )
        record(
            user,
            "ask-contribution",
            Subject("contribution", one.pk, str(one)),
            before=None,
            after={"due": due.isoformat()},
        )
    return made


def may_write(user: User, one: Contribution) -> bool:
    """The unit's liaison, and the office in its stead."""
    return user.is_office or (user.may(Right.REPORT) and one.unit_id in user.unit_ids)


@transaction.atomic
def hand_in(user: User, one: Contribution, *, words: str) -> None:
    """Write it, or write it anew as long as no issue has taken it.

    Raises:
        NotYours: another unit's.
        Refused: no words, too many, or an issue has taken it.
    """
    if not may_write(user, one):
        raise NotYours("not-your-unit")
    locked = Contribution.objects.select_for_update(of=("self",)).get(pk=one.pk)
    if locked.used_in_id:
        raise Refused("contribution-used")
    if not words.strip():
        raise Refused("contribution-no-words")
    if len(words) > LONGEST:
        raise Refused("contribution-too-long", n=len(words), most=LONGEST)
    before = {"words": locked.words} if locked.words else None
    locked.words, locked.handed_on, locked.handed_by = words.strip(), today(), user
    locked.save()
    record(
        user,
        "hand-in",
        Subject("contribution", one.pk, str(one)),
        before=before,
        after={"words": locked.words},
    )
