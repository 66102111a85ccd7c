"""The quarterly book to download."""

from django.http import HttpRequest, HttpResponse

from duban.calendar.periods import Period
from duban.calendar.written import written_period
from duban_web.bulletins.book import book_of
from duban_web.campaigns.chosen import campaign_of
from duban_web.common.access import office_only
from duban_web.common.errors import Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.supervision.answers import word_file

MONTHS_OF_A_QUARTER = 3


@office_only
def book(request: HttpRequest) -> HttpResponse:
    """`?quarter=2020-Q4`; the running quarter where none is asked for."""
    asked = request.GET.get("quarter", "")
    on = today()
    quarter = (
        written_period(asked) if asked else Period.quarter(on.year, (on.month - 1) // MONTHS_OF_A_QUARTER + 1)
    )
    if quarter is None or "-Q" not in quarter.iso:
        raise Refused("book-not-a-quarter", words=asked[:40])
    campaign = campaign_of(request)
    name = say("bulletin.book_title", campaign=campaign.name)
    return word_file(book_of(campaign, quarter), f"{name}{quarter.iso}")
