"""Papers of a round: the board as annex, as Excel, and the certificate."""

from collections.abc import Sequence

from duban_files.letter import Letter, write_letter
from duban_files.official import Rows, official_date
from duban_files.table_file import TableFile, write_table
from duban_web.assessment import queries
from duban_web.assessment.models import Commendation, Follow, Nominee, Round
from duban_web.common.language import say
from duban_web.common.office import today

WIDTHS = (1.6, 5.6, 2.6, 2.4, 3.4)


def _header() -> list[str]:
    return [say(f"assess.{name}") for name in ("place", "unit", "total", "moved", "grade")]


def _rows(one: Round, view: queries.View, group: str) -> list[list[str]]:
    return [
        [f"{s.place.normalize():f}", s.unit.name, str(view.tree.rounded(s.total)), queries.moved(s), s.grade]
        for s in queries.standings(one) if s.group == group
    ]  # fmt: skip


def board_word(one: Round) -> bytes:
    """The board as a Word annex, a table for each group."""
    parts: list[str | Rows] = [
        say("assess.annex", scheme=one.scheme, round=one.name, on=one.last_day),
        *board_tables(one),
    ]
    return write_letter(
        Letter(
            title=f"{one.scheme.name}（{one.name}）",
            addressee="",
            parts=parts,
            issuer=_issuer(one),
            date=one.final_on or one.last_day,
            signatures=[],
        )
    )


def board_tables(one: Round) -> list[Rows]:
    """A table for each group."""
    view = queries.View(one)
    groups = dict.fromkeys(view.entrants.values())
    return [
        Rows(view.group_name(code) or say("assess.board"), _header(), _rows(one, view, code), WIDTHS)
        for code in groups
    ]


def _issuer(one: Round) -> str:
    return one.campaign.office_name if one.campaign and one.campaign.office_name else say("assess.issuer")


def board_excel(one: Round) -> bytes:
    """The board with the points of every item."""
    view = queries.View(one)
    items = list(view.tree.items)
    header = [say("assess.group"), *_header(), *(item.name for item in items)]
    rows = []
    for s in queries.standings(one):
        points = [s.points.get(item.code, "—") for item in items]
        rows.append(
            [
                view.group_name(s.group),
                f"{s.place.normalize():f}",
                s.unit.name,
                str(view.tree.rounded(s.total)),
                queries.moved(s),
                s.grade,
                *points,
            ]
        )
    return write_table(
        TableFile(one.name, say("assess.board_foot", scheme=one.scheme, on=one.last_day), header, rows)
    )


def certificate(one: Follow) -> bytes:
    """A certificate of what a place or a grade brought (荣誉证书)."""
    standing = one.round.standings.select_related("unit").get(unit=one.unit)
    words = say(
        "assess.certificate.words", scheme=one.round.scheme.name, unit=standing.unit.name, round=one.round.name, place=f"{standing.place.normalize():f}", what=one.what,
        grade=say("assess.certificate.grade", grade=standing.grade) if standing.grade else "",
    )  # fmt: skip
    letter = Letter(
        title=say("assess.certificate.title"), addressee=standing.unit.name, parts=[words, say("assess.certificate.end")], issuer=_issuer(one.round),
        date=one.round.final_on or one.round.last_day, signatures=[],
    )  # fmt: skip
    return write_letter(letter)


NOMINEE_WIDTHS = (1.4, 3.2, 3.6, 5.0, 2.8)


def commendation_word(one: Commendation, nominees: Sequence[Nominee]) -> bytes:
    """The notice of publicity (公示) until the list is awarded, then the decision (决定)."""
    header = [say(f"commend.column.{name}") for name in ("no", "name", "unit", "deeds", "award")]
    rows = [
        [str(n), row.name, str(row.unit or "—"), row.deeds, row.award] for n, row in enumerate(nominees, 1)
    ]
    kind = "awarded" if one.awarded_on else "publicised"
    last = official_date(one.shown_to) if one.shown_to else "—"
    parts: list[str | Rows] = [
        say(f"commend.words.{kind}", name=one.name, basis=one.basis or "—", last=last),
        Rows(say("commend.table", n=len(rows)), header, rows, NOMINEE_WIDTHS),
    ]
    day = one.awarded_on or one.shown_from or today()
    return write_letter(
        Letter(
            title=say(f"commend.title.{kind}", name=one.name),
            addressee="",
            parts=parts,
            issuer=say("assess.issuer"),
            date=day,
        )
    )
