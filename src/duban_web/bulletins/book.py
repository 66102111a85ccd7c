"""The quarterly book (季度汇编): the campaign at the end of a quarter, every board, the figures, the rounds, and the issues of the quarter."""

import datetime as dt
from collections.abc import Callable

from duban.calendar.periods import Period
from duban.calendar.written import period_words
from duban.text.numerals import write_number
from duban_files.book import Book, write_book
from duban_files.official import Rows
from duban_files.word import Section
from duban_web.assessment.letters import board_tables
from duban_web.assessment.models import Round
from duban_web.bulletins.content import Body, Content, collect, counted, makers
from duban_web.bulletins.flash import ORDER, flash
from duban_web.bulletins.models import Bulletin
from duban_web.bulletins.queries import name_of
from duban_web.campaigns.models import Campaign
from duban_web.common.errors import Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.indicators.series import own_region, table_of

WIDTHS = (3.6, 5.4, 3.0, 3.0)


def book_of(campaign: Campaign, quarter: Period) -> bytes:
    """The Word file.

    Raises:
        Refused: the quarter ended before the campaign began, has not begun, or the ledger was empty.
    """
    day = min(quarter.last, today(), campaign.end)
    if quarter.last < campaign.start or quarter.first > today():
        raise Refused("book-no-quarter", quarter=period_words(quarter.iso), start=campaign.start)
    content = collect(campaign, day)
    if not content.rows:
        raise Refused("bulletin-empty", on=day)
    own = makers(content, ())
    parts: list[tuple[str, Callable[[], Body]]] = [
        ("overview", own["overview"]), ("boards", lambda: _boards(content)), ("red", own["red"]), ("yellow", own["yellow"]), ("silent", own["silent"]),
        ("problems", own["problems"]), ("indicators", lambda: _figures(day)), ("rounds", lambda: _rounds(quarter)), ("issues", lambda: _issues(campaign, quarter)),
    ]  # fmt: skip
    shown = [(code, body) for code, make in parts if (body := make())]
    sections = [
        Section(f"{write_number(n)}、{say(f'bulletin.{code}')}", body)
        for n, (code, body) in enumerate(shown, 1)
    ]
    issuer = campaign.office_name or say("bulletin.issuer", campaign=campaign.name)
    title = say("bulletin.book_title", campaign=campaign.name)
    return write_book(Book(title, period_words(quarter.iso), issuer, day, say("bulletin.contents"), sections))


def _boards(content: Content) -> Body:
    return [
        counted(content, "unit", lambda row: row.lead),
        counted(content, "leader", lambda row: row.leader),
        counted(content, "front", lambda row: row.task.group),
    ]


def _figures(day: dt.date) -> Body:
    """The sentences of the office's own region, then for each growth the places among the regions of its kind."""
    if not own_region():
        return []
    header = [say(f"bulletin.column.{name}") for name in ("place", "region", "growth", "moved")]
    parts: Body = list(flash(day))
    for indicator in ORDER:
        table = table_of(indicator, "growth", until=day, periods=2)  # two, so that the move is known
        rows = [
            [f"{cell.place}", region, f"{cell.observation.value.normalize():f}", cell.arrow or "—"]
            for region, cells in table.rows
            if (cell := cells[0])
        ]
        if len(rows) > 1:
            caption = say("bulletin.table.growth", indicator=indicator, period=period_words(table.periods[0]))
            parts.append(Rows(caption, header, rows, WIDTHS))
    return parts


def _rounds(quarter: Period) -> Body:
    shown = (Round.State.PUBLICISED, Round.State.FINAL)
    found = Round.objects.filter(
        removed_on=None, state__in=shown, last_day__gte=quarter.first, last_day__lte=quarter.last
    )
    parts: Body = []
    for one in found.select_related("scheme", "version"):
        parts += [f"{one.name}（{one.scheme}）", *board_tables(one)]
    return parts


def _issues(campaign: Campaign, quarter: Period) -> Body:
    found = Bulletin.objects.filter(
        removed_on=None, campaign=campaign, on__gte=quarter.first, on__lte=quarter.last
    ).order_by("number")
    header = [say(f"bulletin.column.{name}") for name in ("issue", "on", "state")]
    rows = [[name_of(one), str(one.on), say(f"bulletin.states.{one.state}")] for one in found]
    return (
        [Rows(say("bulletin.table.issues", count=len(rows)), header, rows, (8.0, 3.6, 3.4))] if rows else []
    )
