"""Any paper that an office sends, as text with the place of each stretch: page text, HTML, Word, Excel, PDF."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from duban.text.decode import UndecodableError, decode
from duban_files.errors import BrokenFileError, TooLargeError, UnknownKindError
from duban_files.excel import read_sheets
from duban_files.old_formats import CONVERTED, converted
from duban_files.package import MEGABYTE, OLE, check_package
from duban_files.pdf import read_pdf

LARGEST = 30 * MEGABYTE
LONGEST = 20_000_000
PARTS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
HTML = re.compile(rb"<\s*(?:!doctype html|html|head|body|div|p)\b", re.IGNORECASE)
PLAIN = {".txt", ".md", ".text", ".csv", ""}
PAGES = {".html", ".htm", ".mht", ".shtml", ".xhtml"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a piece of the text stands in the file: `段落 3`, `Sheet1!B4`, `行 12`. `start` is its offset in the text."""

    start: int
    place: str


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file and the places of its stretches, in order."""

    text: str
    stretches: tuple[Stretch, ...]

    def place(self, offset: int) -> str:
        """Where in the file an offset of the text stands."""
        found = ""
        for stretch in self.stretches:
            if stretch.start > offset:
                break
            found = stretch.place
        return found


def read_document(data: bytes, *, name: str) -> Document:
    """The text of a paper.

    Raises:
        FileError: too large, encrypted, an old format, broken, or of a kind that we do not read.
    """
    if len(data) > LARGEST:
        raise TooLargeError(name=name, size=len(data) // MEGABYTE, limit=LARGEST // MEGABYTE)
    kind = PurePath(name).suffix.lower()
    if kind in CONVERTED and not data.startswith(b"PK"):
        data, kind = converted(data, name=name, kind=kind), "." + CONVERTED[kind]
    if kind == ".xls":
        return _join(_excel(data, name))
    if data.startswith(OLE) or kind in PARTS:
        check_package(data, name=name, part=PARTS.get(kind, PARTS[".docx"]))
    if kind == ".pdf":
        return _join(read_pdf(data, name=name))
    if kind == ".docx":
        return _join(_word(data, name))
    if kind == ".xlsx":
        return _join(_excel(data, name))
    if kind in PLAIN | PAGES:
        return _join(_text(data, name, is_page=kind in PAGES or bool(HTML.search(data[:2048]))))
    raise UnknownKindError(name=name)


def _join(pieces: Iterator[tuple[str, str]]) -> Document:
    texts, stretches, at = [], [], 0
    for place, text in pieces:
        stretches.append(Stretch(at, place))
        texts.append(text.replace("\0", "\ufffd") + "\n")  # PostgreSQL keeps no NUL
        at += len(text) + 1
    return Document("".join(texts), tuple(stretches))


def _text(data: bytes, name: str, *, is_page: bool) -> Iterator[tuple[str, str]]:
    try:
        decoded = decode(data).text
    except UndecodableError as problem:
        raise BrokenFileError(name=name) from problem
    if is_page:
        decoded = _main_text(decoded)
    if len(decoded) > LONGEST:
        raise TooLargeError(name=name, size=len(decoded) // MEGABYTE, limit=LONGEST // MEGABYTE)
    for number, line in enumerate(decoded.split("\n"), start=1):
        yield f"行 {number}", line


def _main_text(page: str) -> str:
    return str(extract_plain_text(HTMLTree.parse(page), main_content=True, list_bullets=False, links=False))


def _word(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    """Paragraphs and table cells in the order of the document."""
    try:
        document = docx.Document(io.BytesIO(data))
    except (KeyError, ValueError, OSError, SyntaxError, zipfile.BadZipFile) as problem:
        raise BrokenFileError(name=name) from problem
    paragraphs = tables = 0
    for child in document.element.body.iterchildren():
        if child.tag == qn("w:p"):
            paragraphs += 1
            yield f"段落 {paragraphs}", Paragraph(child, document).text
        elif child.tag == qn("w:tbl"):
            tables += 1
            for row in Table(child, document).rows:
                texts = [cell.text.replace("\n", " ").strip() for cell in row.cells]
                yield f"表 {tables}", " | ".join(texts if len(set(texts)) > 1 else texts[:1])


def _excel(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    for grid in read_sheets(data, name=name):
        for number, row in enumerate(grid.rows, start=1):
            if number in grid.hidden:
                continue  # what an office hides it does not say
            cells = [(cell or "").replace("\n", " ").strip() for cell in row]
            if any(cells):
                yield f"{grid.name}!{number}", " | ".join(cells if len(set(cells)) > 1 else cells[:1])
