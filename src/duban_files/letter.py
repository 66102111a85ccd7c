"""One-page official papers from data: notices, written explanations, responsibility letters, meeting notices.

The layout is the bulletin's (GB/T 9704—2012): title, addressee at the left edge, paragraphs indented by two characters, signature and
date at the right, two lines below the text. A masthead in its colour stands above a notice.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor

from duban_files.official import (
    BODY,
    HEADING,
    SIZE,
    TITLE,
    NewPage,
    Picture,
    Rows,
    add_line,
    add_part,
    official_date,
    set_page,
)

INKS = {
    "blue": RGBColor(0x1C, 0x5A, 0x99), "yellow": RGBColor(0xA0, 0x78, 0x00), "orange": RGBColor(0xC0, 0x5A, 0x00), "red": RGBColor(0xC0, 0x00, 0x00),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letter:
    """What the paper says; `masthead` in the ink of `colour`, `number` below it (both may be empty)."""

    title: str
    addressee: str
    parts: Sequence[str | Rows | Picture | NewPage]
    issuer: str
    date: dt.date
    masthead: str = ""
    number: str = ""
    colour: str = "red"
    signatures: Sequence[str] = ()


def write_letter(letter: Letter) -> bytes:
    """The .docx file. The same letter gives the same document."""
    document = docx.Document()
    set_page(document)
    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    if letter.masthead:
        add_line(document, letter.masthead, TITLE, Pt(32), centre, colour=INKS[letter.colour], space=Pt(10))
    if letter.number:
        add_line(document, letter.number, BODY, SIZE, centre, space=Pt(14))
    add_line(document, letter.title, TITLE, Pt(22), centre, space=Pt(14))
    if letter.addressee:
        add_line(document, f"{letter.addressee}：", BODY, SIZE)
    for part in letter.parts:
        add_part(document, part)
    add_line(document, "", BODY, SIZE)
    for words in letter.signatures:
        add_line(document, words, HEADING, SIZE, indent=True, space=Pt(12))
    for words in filter(None, (letter.issuer, official_date(letter.date))):
        add_line(document, words, BODY, SIZE, right)
    return _bytes(document, letter)


def _bytes(document: Document, letter: Letter) -> bytes:
    document.core_properties.title = letter.title
    document.core_properties.author = letter.issuer
    moment = dt.datetime.combine(letter.date, dt.time(9))
    document.core_properties.created = document.core_properties.modified = moment
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
