"""A plain table as an Excel file: a title, a note, a header, rows; columns to be filled are yellow. And reading it back."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

import xlsxwriter

from duban.plans import Grid
from duban_files.excel import read_sheets
from duban_files.old_formats import CONVERTED, converted
from duban_files.plan_file import read_csv

TITLE_ROWS = 2
NARROW, WIDEST = 9, 40


@dataclass(frozen=True, slots=True)
class TableFile:
    """What stands in the file. `filled` are the columns, from 0, that somebody is to fill."""

    title: str
    note: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    filled: Collection[int] = field(default_factory=tuple)


def write_table(table: TableFile) -> bytes:
    """The .xlsx file. Everything is text, so that 60% stays 60%."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    cell = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_size": 11, "num_format": "@"}
    plain, fill = book.add_format(cell), book.add_format(cell | {"bg_color": "#FFF9DB"})
    head = book.add_format(cell | {"bold": True, "bg_color": "#F0F0F0", "align": "center"})
    last = max(1, len(table.header) - 1)
    sheet.merge_range(
        0, 0, 0, last, table.title, book.add_format({"bold": True, "font_size": 16, "align": "center"})
    )
    sheet.merge_range(1, 0, 1, last, table.note, book.add_format({"font_size": 10, "text_wrap": True}))
    sheet.write_row(TITLE_ROWS, 0, list(table.header), head)
    for at, row in enumerate(table.rows, start=TITLE_ROWS + 1):
        for column, words in enumerate(row):
            sheet.write_string(at, column, words, fill if column in table.filled else plain)
    for column, words in enumerate(table.header):
        longest = max([len(words), *(len(row[column]) for row in table.rows[:100] if column < len(row))])
        sheet.set_column(column, column, min(WIDEST, max(NARROW, longest * 2)))
    sheet.freeze_panes(TITLE_ROWS + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def read_grids(data: bytes, *, name: str) -> list[Grid]:
    """The sheets of a file of any kind that holds tables: .xlsx, .xls, .et of WPS, .csv.

    Raises:
        FileError: the file is broken, encrypted or no workbook.
    """
    kind = PurePath(name).suffix.lower()
    if kind == ".csv":
        return [read_csv(data, name=name)[0]]
    if kind in CONVERTED and not data.startswith(b"PK"):
        data = converted(data, name=name, kind=kind)
    return read_sheets(data, name=name)


def read_table(data: bytes, *, name: str) -> list[list[str]]:
    """The cells of the first sheet that holds anything.

    Raises:
        FileError: as `read_grids` says.
    """
    grids = read_grids(data, name=name)
    return [[str(cell or "").strip() for cell in row] for row in grids[0].rows] if grids else []
