"""Reading issues and deliveries."""

import re

from django.db.models import Count, Q, QuerySet

from duban_web.bulletins.models import Bulletin, Contribution, Delivery
from duban_web.campaigns.models import Campaign
from duban_web.common.access import Right
from duban_web.common.language import say
from duban_web.people.models import User

LAST_NUMBER = re.compile(r"(\d+)(?=\D*$)")


def issues() -> QuerySet[Bulletin]:
    """All issues, newest first."""
    return Bulletin.objects.filter(removed_on=None).select_related(
        "campaign", "made_by", "checked_by", "signed_by"
    )


def counted_issues() -> QuerySet[Bulletin]:
    """The same, with how many units got each, and how many have signed for it."""
    counted = issues().annotate(
        sent=Count("deliveries"), signed=Count("deliveries", filter=~Q(deliveries__signed_on=None))
    )
    return counted.order_by("-on", "-number")


def name_of(one: Bulletin) -> str:
    """百日会战工作专报第3期, or with its document number."""
    head = say(f"bulletin.mastheads.{one.kind}", campaign=one.campaign.name)
    return f"{head}{one.document_number or say('bulletin.number_of', number=one.number)}"


def next_document_number(campaign: Campaign, year: int) -> str:
    """The number after the last one of the campaign: 云百办〔2020〕12号 after 11号; empty where none was given, 1号 in a new year."""
    last = Bulletin.objects.filter(campaign=campaign).exclude(document_number="").first()
    found = LAST_NUMBER.search(last.document_number) if last else None
    if last is None or found is None:
        return ""
    number, words = int(found[1]) + 1, last.document_number
    if str(last.on.year) != str(year):
        number, words = 1, words.replace(str(last.on.year), str(year))
    return f"{words[: found.start()]}{number}{words[found.end() :]}"


def written(campaign: Campaign) -> QuerySet[Contribution]:
    """What was asked for and written, newest first."""
    found = Contribution.objects.filter(campaign=campaign, removed_on=None)
    return found.select_related("unit", "used_in").order_by("-id")


def deliveries(user: User) -> QuerySet[Delivery]:
    """What a person's units got, newest first; the office sees all."""
    found = Delivery.objects.select_related("bulletin__campaign", "unit", "signed_by").order_by("-id")
    return found if user.may(Right.KEEP) else found.filter(unit__in=user.unit_ids)
