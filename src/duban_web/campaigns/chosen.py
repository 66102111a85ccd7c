"""The campaign that a page speaks of."""

from django.http import HttpRequest

from duban_web.campaigns.models import Campaign
from duban_web.campaigns.queries import current
from duban_web.common.access import chosen_campaign
from duban_web.common.errors import Refused


def campaign_of(request: HttpRequest) -> Campaign:
    """The one that the person chose, else the one that began last.

    Raises:
        Refused: there is none yet.
    """
    campaign = current(chosen_campaign(request))
    if campaign is None:
        raise Refused("no-campaign")
    return campaign
