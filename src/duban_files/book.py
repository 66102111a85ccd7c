"""A bound report: cover, contents, and every part on a page of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt

from duban_files.official import (
    BODY,
    HEADING,
    RED,
    SECOND,
    SIZE,
    TITLE,
    add_line,
    add_part,
    official_date,
    set_page,
)
from duban_files.titles import title_lines
from duban_files.word import Section, saved


@dataclass(frozen=True, slots=True)
class Book:
    """Its title, what stands below it (the quarter), who made it and when, the heading of the contents, and its parts."""

    title: str
    subtitle: str
    issuer: str
    date: dt.date
    contents: str
    sections: Sequence[Section]


def write_book(book: Book) -> bytes:
    """The .docx file. The contents are a field: Word fills in the page numbers when the file is opened."""
    document = docx.Document()
    set_page(document)
    document.sections[0].different_first_page_header_footer = True
    _cover(document, book)
    _contents(document, book)
    for section in book.sections:
        heading = add_line(document, section.heading, HEADING, SIZE, style="Heading 1")
        heading.paragraph_format.page_break_before = True
        for part in section.parts:
            add_part(document, part)
    return saved(document, title=f"{book.title} {book.subtitle}", author=book.issuer, on=book.date)


def _cover(document: Document, book: Book) -> None:
    centre = WD_ALIGN_PARAGRAPH.CENTER
    for number, words in enumerate(title_lines(book.title, most=14)):
        line = add_line(document, words, TITLE, Pt(32), centre, colour=RED).paragraph_format
        line.space_before = Mm(0 if number else 60)
        line.line_spacing_rule, line.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(46)
    add_line(document, book.subtitle, SECOND, Pt(22), centre).paragraph_format.space_before = Mm(10)
    add_line(document, book.issuer, BODY, SIZE, centre).paragraph_format.space_before = Mm(85)
    add_line(document, official_date(book.date), BODY, SIZE, centre)


def _contents(document: Document, book: Book) -> None:
    """Headings in their order inside a table-of-contents field that is marked as to be brought up to date."""
    head = add_line(document, book.contents, HEADING, Pt(22), WD_ALIGN_PARAGRAPH.CENTER, space=Pt(14))
    head.paragraph_format.page_break_before = True
    lines = [add_line(document, section.heading, BODY, SIZE) for section in book.sections]
    if lines:
        first, last = lines[0].runs[0]._r, lines[-1].runs[-1]._r  # noqa: SLF001 the library has no fields
        for element in (
            _mark("begin", dirty=True),
            _instruction('TOC \\o "1-1" \\h \\z \\u'),
            _mark("separate"),
        ):
            first.addprevious(element)
        last.addnext(_mark("end"))


def _mark(kind: str, *, dirty: bool = False) -> BaseOxmlElement:
    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if dirty:
        mark.set(qn("w:dirty"), "true")
    run.append(mark)
    return run


def _instruction(words: str) -> BaseOxmlElement:
    run, part = OxmlElement("w:r"), OxmlElement("w:instrText")
    part.set(qn("xml:space"), "preserve")
    part.text = words
    run.append(part)
    return run
