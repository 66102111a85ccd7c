"""The Word bulletin in the layout of official documents.

Masthead in red, its top 35 mm below the edge of the text area, number, issuer and day, a red line; title, sections, the line at the foot, and the
imprint at the foot of the last page (GB/T 9704—2012, 7.2 and 7.4).
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from duban_files.official import (
    BODY,
    FOOT,
    HEADING,
    LINE,
    RED,
    SECOND,
    SIZE,
    THICK,
    THIN,
    TITLE,
    Picture,
    Rows,
    add_borders,
    add_line,
    add_part,
    official_date,
    official_dates,
    set_face,
    set_page,
    twips,
)
from duban_files.titles import title_lines

MASTHEAD, MASTHEAD_LINE, HEAD_SPACE = Pt(32), Pt(38), Mm(35)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs, tables and pictures in order."""

    heading: str
    parts: Sequence[str | Rows | Picture]


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue: masthead, number (第3期, or a document number), issuer, day, title, sections, the line at the foot.

    `whole` are words that the title is not broken in: names of units and campaigns.
    """

    masthead: str
    number: str
    issuer: str
    date: dt.date
    title: str
    sections: Sequence[Section]
    foot: str
    copies_to: str = ""
    printed_by: str = ""
    whole: Sequence[str] = ()


def write_issue(issue: Issue) -> bytes:
    """The .docx file. The same issue gives the same document."""
    document = docx.Document()
    set_page(document)
    add_masthead(document, issue.masthead, issue.number, issue.issuer, official_date(issue.date))
    add_title(document, title_lines(issue.title, whole=issue.whole))
    for section in issue.sections:
        add_line(document, section.heading, HEADING, SIZE, indent=True, style="Heading 1")
        for part in section.parts:
            add_part(document, part)
    if issue.foot:
        add_line(document, official_dates(issue.foot), BODY, FOOT, space=Pt(10))
    if issue.printed_by:
        add_imprint(document, imprint_lines(issue))
    return saved(document, title=issue.title, author=issue.issuer, on=issue.date)


def saved(document: Document, *, title: str, author: str, on: dt.date) -> bytes:
    """The file, dated by its day and not by the clock."""
    document.core_properties.title = title
    document.core_properties.author = author
    document.core_properties.created = document.core_properties.modified = dt.datetime.combine(on, dt.time(9))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def add_title(document: Document, lines: Sequence[str]) -> None:
    """The title in its lines (7.3.1)."""
    for number, words in enumerate(lines, 1):
        add_line(
            document,
            words,
            TITLE,
            Pt(22),
            WD_ALIGN_PARAGRAPH.CENTER,
            space=Pt(14) if number == len(lines) else None,
        )


def imprint_lines(issue: Issue) -> list[str]:
    """Who gets copies, who printed it and when."""
    lines = [f"抄送：{issue.copies_to}。"] if issue.copies_to else []
    return [*lines, f"{issue.printed_by}\t{official_date(issue.date)}印发"]


def add_imprint(document: Document, lines: Sequence[str]) -> None:
    """版记: who gets copies, who printed it and when, between lines, at the foot of the last page: a table that stands where the text ends."""
    table = document.add_table(rows=len(lines), cols=1)
    table.autofit = False
    place = OxmlElement("w:tblpPr")
    top = Mm(262) - LINE * len(lines)
    for name, value in (
        ("vertAnchor", "page"),
        ("horzAnchor", "page"),
        ("tblpX", twips(Mm(28))),
        ("tblpY", twips(top)),
    ):
        place.set(qn(f"w:{name}"), value)
    table._tblPr.insert(1, place)  # noqa: SLF001 the library has no floating tables
    for number, words in enumerate(lines):
        cell = table.rows[number].cells[0]
        cell.width = Mm(156)
        line = cell.paragraphs[0]
        set_face(line.add_run(words), BODY, FOOT)
        form = line.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
        form.tab_stops.add_tab_stop(Mm(156) - FOOT * 2, WD_TAB_ALIGNMENT.RIGHT)
        borders = cell._tc.get_or_add_tcPr()  # noqa: SLF001 the library has no borders
        add_borders(
            borders,
            "w:tcBorders",
            top=THICK if number == 0 else THIN,
            bottom=THICK if number == len(lines) - 1 else "",
        )

    last = add_line(document, "", BODY, Pt(1))  # a document does not end with a table
    last.paragraph_format.line_spacing = Pt(1)


def add_masthead(document: Document, masthead: str, number: str, issuer: str, day: str) -> None:
    """The red head (版头)."""
    head = add_line(
        document, masthead, TITLE, MASTHEAD, WD_ALIGN_PARAGRAPH.CENTER, colour=RED
    ).paragraph_format
    head.space_before = HEAD_SPACE
    head.line_spacing_rule, head.line_spacing = WD_LINE_SPACING.EXACTLY, MASTHEAD_LINE
    add_line(document, number, BODY, SIZE, WD_ALIGN_PARAGRAPH.CENTER)
    line = add_line(document, f"{issuer}\t{day}", SECOND, SIZE, space=Pt(14))
    line.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
    add_borders(line._p.get_or_add_pPr(), "w:pBdr", bottom="18", colour="C00000")  # noqa: SLF001 the library has no borders
    add_line(document, "", BODY, SIZE)
