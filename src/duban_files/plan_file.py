"""A plan or ledger file: paragraphs with the numbers that Word shows, and tables as grids."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from duban.plans import Grid
from duban.text.decode import Decoded, UndecodableError, decode
from duban_files.documents import read_document
from duban_files.errors import BrokenFileError
from duban_files.old_formats import CONVERTED, converted
from duban_files.package import check_package


@dataclass(frozen=True, slots=True)
class PlanFile:
    """The text, the tables (Word only), and the offsets of lines whose number Word makes and the text does not hold."""

    text: str
    tables: tuple[Grid, ...] = ()
    numbered: frozenset[int] = frozenset()


def read_plan_file(data: bytes, *, name: str) -> PlanFile:
    """A plan document in any format that we read.

    Raises:
        FileError: too large, encrypted, an old format, broken, or of a kind that we do not read.
    """
    kind = PurePath(name).suffix.lower()
    if kind in CONVERTED and CONVERTED[kind] == "docx" and not data.startswith(b"PK"):
        data, kind = converted(data, name=name, kind=kind), ".docx"
    if kind != ".docx":
        return PlanFile(read_document(data, name=name).text)
    check_package(data, name=name, part="word/document.xml")
    try:
        document = docx.Document(io.BytesIO(data))
    except (KeyError, ValueError, OSError, SyntaxError, zipfile.BadZipFile) as problem:
        raise BrokenFileError(name=name) from problem
    return _word(document)


def read_csv(data: bytes, *, name: str) -> tuple[Grid, Decoded]:
    """A .csv as one sheet, a record a row, in whatever encoding it comes.

    Raises:
        BrokenFileError: no text, or quotes that do not close.
    """
    try:
        decoded = decode(data)
        records = list(csv.reader(io.StringIO(decoded.text), strict=True))
    except (UndecodableError, csv.Error) as problem:
        raise BrokenFileError(name=name) from problem
    return Grid(PurePath(name).stem, [[cell or None for cell in record] for record in records]), decoded


def _word(document: WordDocument) -> PlanFile:
    lines: list[str] = []
    tables: list[Grid] = []
    numbered: set[int] = set()
    at = count = 0
    for child in document.element.body.iterchildren():
        if child.tag == qn("w:tbl"):
            tables.append(Grid(f"table {len(tables) + 1}", list(_rows(Table(child, document)))))
            continue
        if child.tag != qn("w:p"):
            continue
        paragraph = Paragraph(child, document)
        text = paragraph.text
        if _is_numbered(paragraph):
            count += 1
            numbered.add(at)
            text = f"{count}.{text}"
        elif text.strip():
            count = 0
        lines.append(text)
        at += len(text) + 1
    return PlanFile("\n".join(lines) + "\n", tuple(tables), frozenset(numbered))


def _is_numbered(paragraph: Paragraph) -> bool:
    properties = paragraph._p.pPr  # noqa: SLF001 python-docx has no public way to ask for a list number
    if properties is not None and properties.numPr is not None:
        return True
    style = paragraph.style
    return style is not None and (style.name or "").startswith("List Number")


def _rows(table: Table) -> Iterator[list[str | None]]:
    for row in table.rows:
        yield [cell.text.strip() or None for cell in row.cells]
