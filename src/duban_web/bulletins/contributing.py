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
    user: User,
    campaign: Campaign,
    units: Sequence[Unit],
    *,
    topic: str,
    due: dt.date,
    place: str = Contribution.Place.NEWS,
) -> list[Contribution]:
    """Ask units to write on something by a day, for a section; their liaisons are told.

    Raises:
        Refused: nobody is asked, or the day is past.
    """
    demand(user, Right.KEEP)
    if not units:
        raise Refused("contribution-nobody")
    if due < today():
        raise Refused("contribution-past", due=due, today=today())
    asked = {"campaign": campaign, "topic": topic.strip(), "due": due, "asked_on": today(), "place": place}
    made = [Contribution.objects.create(unit=unit, **asked) for unit in units]
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
def write_own(user: User, campaign: Campaign, *, place: str, topic: str, words: str) -> Contribution:
    """What the office itself writes for a section: 会议精神, 重要事项, 典型经验.

    Raises:
        Refused: no words, or too many.
    """
    demand(user, Right.KEEP)
    one = Contribution.objects.create(
        campaign=campaign, topic=topic.strip(), due=today(), asked_on=today(), place=place
    )
    hand_in(user, one, words=words)
    return one


@transaction.atomic
def take_back(user: User, one: Contribution) -> None:
    """Leave a text out of the issues to come; it stays in the record.

    Raises:
        Refused: an issue has taken it.
    """
    demand(user, Right.KEEP)
    locked = Contribution.objects.select_for_update(of=("self",)).get(pk=one.pk)
    if locked.used_in_id:
        raise Refused("contribution-used")
    Contribution.objects.filter(pk=one.pk).update(removed_on=today())
    record(
        user,
        "take-back",
        Subject("contribution", one.pk, str(one)),
        before={"words": locked.words},
        after=None,
    )


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
