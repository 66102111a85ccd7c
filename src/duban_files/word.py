"""The Word bulletin in the layout of official documents.

Page, type sizes and lines after GB/T 9704—2012: A4, margins 37/35/28/26 mm, title 22 pt, body 16 pt in 22 lines of 28 characters a page, first line
indented by two characters, page numbers at the outer side, the imprint at the foot of the last page. 16 pt type on 156 mm holds 27 characters, so the
characters stand a quarter of a point closer. The type faces are named as offices have them; Word takes the nearest where one is missing.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TITLE, BODY, HEADING, SECOND = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
RED = RGBColor(0xC0, 0x00, 0x00)
LINE = Pt(28.95)
SIZE = Pt(16)
FOOT = Pt(14)
SMALL = Pt(10.5)
CLOSER = -5  # twentieths of a point between the characters of the body
SECOND_LEVEL = re.compile(r"^（[一二三四五六七八九十]{1,3}）[^。；]{1,40}[。]?")
DATE = re.compile(r" ?(\d{4})-(\d{2})-(\d{2}) ?")
THICK, THIN = "8", "6"  # lines of the imprint in eighths of a point: 0.35 and 0.25 mm


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with its caption."""

    png: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its caption, header, rows, and the widths of its columns in cm."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs, tables and pictures in order."""

    heading: str
    parts: Sequence[str | Rows | Picture]


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue: masthead, number, issuer, date, title, sections, the line at the foot."""

    masthead: str
    number: int
    issuer: str
    date: dt.date
    title: str
    sections: Sequence[Section]
    foot: str
    copies_to: str = ""
    printed_by: str = ""


def write_issue(issue: Issue) -> bytes:
    """The .docx file. The same issue gives the same document."""
    document = docx.Document()
    set_page(document)
    _masthead(document, issue)
    add_line(document, issue.title, TITLE, Pt(22), WD_ALIGN_PARAGRAPH.CENTER, space=Pt(14))
    for section in issue.sections:
        add_line(document, section.heading, HEADING, SIZE, indent=True, style="Heading 1")
        for part in section.parts:
            add_part(document, part)
    if issue.foot:
        add_line(document, official_dates(issue.foot), BODY, FOOT, space=Pt(10))
    if issue.printed_by:
        _imprint(document, issue)
    document.core_properties.title = issue.title
    document.core_properties.author = issue.issuer
    moment = dt.datetime.combine(issue.date, dt.time(9))
    document.core_properties.created = document.core_properties.modified = moment
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def set_page(document: Document) -> None:
    """A4 with the margins and type of official papers, and the page number at the foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)  # the dashes stand 7 mm below the text
    style = document.styles["Normal"]
    style.font.name, style.font.size = BODY, SIZE
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """At the outer side, one character from the edge, between dashes."""
    paragraph.alignment = side
    form = paragraph.paragraph_format
    form.left_indent, form.right_indent = FOOT, FOOT
    run = paragraph.add_run("— ")
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)  # noqa: SLF001 the library has no fields
    _face(run, "宋体", FOOT)
    _face(paragraph.add_run(" —"), "宋体", FOOT)


def _imprint(document: Document, issue: Issue) -> None:
    """版记: who gets copies, who printed it and when, between lines, at the foot of the last page: a table that stands where the text ends."""
    date = f"{issue.date.year}年{issue.date.month}月{issue.date.day}日印发"
    lines = [f"抄送：{issue.copies_to}。"] if issue.copies_to else []
    lines.append(f"{issue.printed_by}\t{date}")
    table = document.add_table(rows=len(lines), cols=1)
    table.autofit = False
    place = OxmlElement("w:tblpPr")
    top = Mm(262) - LINE * len(lines)
    for name, value in (
        ("vertAnchor", "page"),
        ("horzAnchor", "page"),
        ("tblpX", _twips(Mm(28))),
        ("tblpY", _twips(top)),
    ):
        place.set(qn(f"w:{name}"), value)
    table._tblPr.insert(1, place)  # noqa: SLF001 the library has no floating tables
    for number, words in enumerate(lines):
        cell = table.rows[number].cells[0]
        cell.width = Mm(156)
        line = cell.paragraphs[0]
        _face(line.add_run(words), BODY, FOOT)
        form = line.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
        form.tab_stops.add_tab_stop(Mm(156) - FOOT * 2, WD_TAB_ALIGNMENT.RIGHT)
        borders = cell._tc.get_or_add_tcPr()  # noqa: SLF001 the library has no borders
        _lines(
            borders,
            "w:tcBorders",
            top=THICK if number == 0 else THIN,
            bottom=THICK if number == len(lines) - 1 else "",
        )

    last = add_line(document, "", BODY, Pt(1))  # a document does not end with a table
    last.paragraph_format.line_spacing = Pt(1)


def official_dates(words: str) -> str:
    """2020-11-16 as 2020年11月16日, without the blanks that screens put around it (GB/T 9704—2012, 7.3.5.4; GB/T 15835—2011)."""
    return DATE.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", words)


def _twips(length: int) -> str:
    """A length in twentieths of a point."""
    return str(round(length / Pt(1) * 20))


def _lines(
    properties: BaseOxmlElement, kind: str, *, top: str = "", bottom: str = "", colour: str = "000000"
) -> None:
    """Lines above and below a paragraph or a cell; sizes in eighths of a point."""
    border = OxmlElement(kind)
    for side, size in (("top", top), ("bottom", bottom)):
        if size:
            line = OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", size), ("space", "4"), ("color", colour)):
                line.set(qn(f"w:{name}"), value)
            border.append(line)
    after = next(
        (
            child
            for child in properties
            if child.tag in {qn("w:tabs"), qn("w:spacing"), qn("w:ind"), qn("w:jc")}
        ),
        None,
    )
    if after is None:
        properties.append(border)
    else:
        after.addprevious(border)


def _masthead(document: Document, issue: Issue) -> None:
    add_line(document, issue.masthead, TITLE, Pt(32), WD_ALIGN_PARAGRAPH.CENTER, colour=RED)
    add_line(document, f"第{issue.number}期", BODY, SIZE, WD_ALIGN_PARAGRAPH.CENTER)
    date = f"{issue.date.year}年{issue.date.month}月{issue.date.day}日"
    line = add_line(document, f"{issue.issuer}\t{date}", SECOND, SIZE, space=Pt(14))
    line.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
    _lines(line._p.get_or_add_pPr(), "w:pBdr", bottom="18", colour="C00000")  # noqa: SLF001 the library has no borders
    add_line(document, "", BODY, SIZE)


def add_line(document: Document, text: str, face: str, size: Pt, align: WD_ALIGN_PARAGRAPH | None = None, *, indent: bool = False,
          space: Pt | None = None, colour: RGBColor | None = None, style: str | None = None) -> Paragraph:  # fmt: skip
    """One paragraph in a face and size; body lines are 28.95 pt apart."""
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(text)
    _face(run, face, size)
    run.font.bold = False
    run.font.color.rgb = colour or RGBColor(0, 0, 0)
    form = paragraph.paragraph_format
    form.alignment = align
    form.space_before = form.space_after = Pt(0)
    if space is not None:
        form.space_after = space
    form.widow_control = False  # every page has its 22 lines
    if size <= SIZE:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    if indent:
        form.first_line_indent = SIZE * 2
    return paragraph


def _face(run: Run, face: str, size: Pt) -> None:
    run.font.name, run.font.size = face, size
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 the library knows only Latin faces
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), face)
    if size == SIZE:
        closer = OxmlElement("w:spacing")
        closer.set(qn("w:val"), str(CLOSER))
        properties.insert_element_before(
            closer, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:u", "w:lang"
        )


def add_part(document: Document, part: str | Rows | Picture) -> None:
    """A paragraph, a table or a picture."""
    if isinstance(part, str):
        part = official_dates(part)
        heading = SECOND_LEVEL.match(part)
        line = add_line(
            document,
            heading[0] if heading else part,
            SECOND if heading else BODY,
            SIZE,
            WD_ALIGN_PARAGRAPH.JUSTIFY,
            indent=True,
        )
        if heading and len(heading[0]) < len(part):
            _face(line.add_run(part[len(heading[0]) :]), BODY, SIZE)
    elif isinstance(part, Rows):
        _table(document, part)
    else:
        document.add_picture(io.BytesIO(part.png), width=Mm(150))
        document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_line(document, part.caption, HEADING, SMALL, WD_ALIGN_PARAGRAPH.CENTER, space=Pt(8))


def _table(document: Document, rows: Rows) -> None:
    add_line(
        document, rows.caption, HEADING, Pt(12), WD_ALIGN_PARAGRAPH.CENTER
    ).paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(rows.header), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, rows.widths, strict=True):
        column.width = Cm(width)
    _cells(table, 0, rows.header, HEADING, rows.widths)
    _repeat_header(table)
    for number, row in enumerate(rows.rows, start=1):
        table.add_row()
        _cells(table, number, row, BODY, rows.widths)
    _keep_rows_whole(table)
    add_line(document, "", BODY, SMALL)


def _repeat_header(table: Table) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 the library has no repeated headers


def _keep_rows_whole(table: Table) -> None:
    """No row is torn over two pages."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 the library cannot


def _cells(table: Table, number: int, texts: Sequence[str], face: str, widths: Sequence[float]) -> None:
    for cell, text, width in zip(table.rows[number].cells, texts, widths, strict=True):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if len(text) < 8 else WD_ALIGN_PARAGRAPH.LEFT  # noqa: PLR2004 short words stand in the middle
        _face(paragraph.add_run(text), face, SMALL)
