"""Excel sheets to grids of text, cells as shown, merged cells repeated wherever they reach."""

import datetime as dt
import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import openpyxl
from openpyxl.styles.numbers import is_date_format
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from duban.plans import Grid
from duban_files.errors import BrokenFileError, OldFormatError
from duban_files.package import ENCRYPTED, OLE, check_package

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
HIDDEN_ROW = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"[^>]*>')
ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
NUMBER_OF_ROW = re.compile(rb'\br="(\d+)"')


def read_sheets(data: bytes, *, name: str) -> list[Grid]:
    """All sheets that hold anything, in order; .xlsx, and .xls of 1997 and later, whose numbers come without their formats.

    Hidden sheets come only where no other sheet holds anything; hidden rows are there, and named in `Grid.hidden`.

    Raises:
        FileError: encrypted, old, broken or too large.
    """
    is_old = data.startswith(OLE) and ENCRYPTED not in data
    if not is_old:
        check_package(data, name=name, part="xl/workbook.xml")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        formats = None if is_old else _Formats(data)
        hidden = {} if is_old else hidden_rows(data)
        shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        grids = _grids(book, shown, formats, hidden) or _grids(book, book.sheet_names, formats, hidden)
    except (CalamineError, KeyError, OSError, ValueError, SyntaxError) as problem:
        raise (OldFormatError if is_old else BrokenFileError)(name=name) from problem
    return grids


def _grids(
    book: CalamineWorkbook,
    names: Sequence[str],
    formats: "_Formats | None",
    hidden: Mapping[str, frozenset[int]],
) -> list[Grid]:
    """The sheets of these names that hold anything."""
    grids = (
        replace(_grid(book.get_sheet_by_name(name), formats), hidden=hidden.get(name, frozenset()))
        for name in names
    )
    return [grid for grid in grids if grid.rows]


def hidden_rows(data: bytes) -> dict[str, frozenset[int]]:
    """The rows that each sheet of an .xlsx hides, which the fast reader does not say: read off the tags, so that no XML is expanded."""
    found: dict[str, frozenset[int]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {
            one["Id"]: one["Target"] for one in _tags(package, RELATIONS, b"Relationship") if "Id" in one
        }
        names = set(package.namelist())
        for sheet in _tags(package, WORKBOOK, b"sheet"):
            part = "xl/" + parts.get(sheet.get("r:id", ""), "").removeprefix("/").removeprefix("xl/")
            if part in names:
                rows = (NUMBER_OF_ROW.search(tag) for tag in HIDDEN_ROW.findall(package.read(part)))
                found[sheet["name"]] = frozenset(int(row[1]) for row in rows if row)
    return found


def _tags(package: zipfile.ZipFile, part: str, name: bytes) -> Iterator[dict[str, str]]:
    """The attributes of every tag of a name."""
    for tag in re.findall(rb"<(?:\w+:)?" + name + rb"\b[^>]*>", package.read(part)):
        yield {key.decode(): html.unescape(value.decode()) for key, value in ATTRIBUTE.findall(tag)}


class _Formats:
    """Number formats, which the fast reader does not give: a second, streaming pass over the rows that hold something."""

    def __init__(self, data: bytes) -> None:
        self._book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)

    def of(self, sheet: str, rows: int, columns: int) -> dict[tuple[int, int], str]:
        found: dict[tuple[int, int], str] = {}
        page = self._book[sheet]
        for row in page.iter_rows(min_row=1, max_row=rows, max_col=columns):
            for cell in row:
                if isinstance(cell.value, (int, float, dt.date)) and cell.number_format != "General":
                    found[cell.row - 1, cell.column - 1] = cell.number_format
        return found


def _grid(sheet: CalamineSheet, formats: _Formats | None) -> Grid:
    values = sheet.to_python(skip_empty_area=False)
    while values and not any(cell not in ("", None) for cell in values[-1]):
        values.pop()
    width = max(map(len, values), default=0)
    shown = formats.of(sheet.name, len(values), width) if formats and values else {}
    rows: list[list[str | None]] = [
        [_text(cell, shown.get((r, c), "General")) for c, cell in enumerate(row)]
        for r, row in enumerate(values)
    ]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(rows):
            continue
        value = rows[top][left] if left < len(rows[top]) else None
        for r in range(top, min(bottom, len(rows) - 1) + 1):
            rows[r] += [None] * (right + 1 - len(rows[r]))
            rows[r][left : right + 1] = [value] * (right + 1 - left)
    return Grid(sheet.name, rows)


def _text(value: object, shown_as: str) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime | dt.date):
        return _date(value, shown_as)
    if isinstance(value, int | float):
        return _number(value, shown_as)
    return str(value)


def _date(value: dt.date, shown_as: str) -> str:
    if "年" in shown_as or not is_date_format(shown_as):
        return f"{value.year}年{value.month}月{value.day}日"
    if "/" in shown_as:
        return f"{value.year}/{value.month}/{value.day}"
    return f"{value.year:04}-{value.month:02}-{value.day:02}"


def _number(value: float, shown_as: str) -> str:
    number = Decimal(str(value))
    if "%" in shown_as:
        return f"{_plain(number * 100)}%"
    return _plain(number)


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
