"""Paragraphs, tables and pictures in the layout of official papers (GB/T 9704—2012).

A4, margins 37/35/28/26 mm, title 22 pt, body 16 pt in 22 lines of 28 characters a page, first line indented by two characters, page numbers at
the outer side. 16 pt type on 156 mm holds 27 characters, so the characters stand a quarter of a point closer. The type faces are named as
offices have them; Word takes the nearest where one is missing.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
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
class NewPage:
    """What follows begins on a page of its own."""


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
    set_face(run, "宋体", FOOT)
    set_face(paragraph.add_run(" —"), "宋体", FOOT)


def official_date(day: dt.date) -> str:
    """2020年11月16日."""
    return f"{day.year}年{day.month}月{day.day}日"


def official_dates(words: str) -> str:
    """2020-11-16 as 2020年11月16日, without the blanks that screens put around it (GB/T 9704—2012, 7.3.5.4; GB/T 15835—2011)."""
    return DATE.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", words)


def twips(length: int) -> str:
    """A length in twentieths of a point."""
    return str(round(length / Pt(1) * 20))


def add_borders(
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


def add_line(document: Document, text: str, face: str, size: Pt, align: WD_ALIGN_PARAGRAPH | None = None, *, indent: bool = False,
          space: Pt | None = None, colour: RGBColor | None = None, style: str | None = None) -> Paragraph:  # fmt: skip
    """One paragraph in a face and size; body lines are 28.95 pt apart."""
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(text)
    set_face(run, face, size)
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


def set_face(run: Run, face: str, size: Pt) -> None:
    """A Chinese and Latin face and a size; the body's characters stand closer."""
    run.font.name, run.font.size = face, size
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 the library knows only Latin faces
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), face)
    if size == SIZE:
        closer = OxmlElement("w:spacing")
        closer.set(qn("w:val"), str(CLOSER))
        properties.insert_element_before(
            closer, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:u", "w:lang"
        )


def add_part(document: Document, part: str | Rows | Picture | NewPage) -> None:
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
            set_face(line.add_run(part[len(heading[0]) :]), BODY, SIZE)
    elif isinstance(part, Rows):
        _table(document, part)
    elif isinstance(part, NewPage):
        document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    else:
        document.add_picture(io.BytesIO(part.png), width=Mm(150))
        document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_line(document, part.caption, HEADING, SMALL, WD_ALIGN_PARAGRAPH.CENTER, space=Pt(8))


def _table(document: Document, rows: Rows) -> None:
    if rows.caption:
        caption = add_line(document, rows.caption, HEADING, Pt(12), WD_ALIGN_PARAGRAPH.CENTER)
        caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(rows.header))
    _grid(table)
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


def _grid(table: Table) -> None:
    """Lines around every cell, set on the table itself: a document of the office's own may lack the style for it."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tblPr.insert_element_before(  # noqa: SLF001 the library has no borders
        borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption"
    )


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
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if len(text) < 8 else WD_ALIGN_PARAGRAPH.LEFT  # noqa: PLR2004 short words stand in the middle
        set_face(paragraph.add_run(text), face, SMALL)
