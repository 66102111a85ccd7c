"""Excel sheets to grids of text, cells as shown, merged cells repeated wherever they reach."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
from openpyxl.styles.numbers import is_date_format
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from duban.plans import Grid
from duban_files.errors import BrokenFileError, OldFormatError
from duban_files.package import ENCRYPTED, OLE, check_package


def read_sheets(data: bytes, *, name: str) -> list[Grid]:
    """All sheets that hold anything, in order; .xlsx, and .xls of 1997 and later, whose numbers come without their formats.

    Raises:
        FileError: encrypted, old, broken or too large.
    """
    is_old = data.startswith(OLE) and ENCRYPTED not in data
    if not is_old:
        check_package(data, name=name, part="xl/workbook.xml")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(sheet) for sheet in book.sheet_names]
        formats = None if is_old else _Formats(data)
        grids = [_grid(sheet, formats) for sheet in sheets]
    except (CalamineError, KeyError, OSError, ValueError, SyntaxError) as problem:
        raise (OldFormatError if is_old else BrokenFileError)(name=name) from problem
    return [grid for grid in grids if grid.rows]


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
