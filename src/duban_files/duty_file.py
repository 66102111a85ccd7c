"""The sheet that a unit fills and sends back: its tasks of a period, one a row; and reading it back whatever became of it."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter

from duban_files.excel import read_sheets

HEADER: Mapping[str, str] = {
    "key": "任务编号（勿改）", "no": "序号", "title": "任务名称", "deadline": "完成时限", "before": "上期进度（%）", "percent": "本期进度（%）", "reached": "累计完成量",
    "unit": "计量单位", "blocked": "是否受阻（是/否）", "text": "进展情况",
}  # fmt: skip
WORDS: Mapping[str, tuple[str, ...]] = {
    "key": ("任务编号",), "no": ("序号",), "title": ("任务名称", "工作任务", "任务"), "percent": ("本期进度", "完成进度", "进度", "完成比例"), "reached": ("累计完成量", "完成量"),
    "blocked": ("是否受阻", "受阻"), "text": ("进展情况", "完成情况", "工作进展", "进展"),
}  # fmt: skip
WIDTHS = (10, 7, 42, 13, 11, 12, 12, 9, 12, 60)
FILLED = {"percent", "reached", "blocked", "text"}
HEADER_WITHIN = 12
TITLE_ROWS = 2


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One task as the sheet shows it; the keys of `cells` are those of HEADER."""

    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FilledLine:
    """One row as it came back: its number in the sheet and the words of each column that was found."""

    row: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet that came back; `head` is what stands above its header, in which the unit's name may be."""

    name: str
    head: str
    lines: Sequence[FilledLine]


def write_duties(title: str, note: str, lines: Sequence[DutyLine]) -> bytes:
    """The .xlsx file. Cells to fill are yellow and of text, so that 60% stays 60%."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet("进展报送")
    cell = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_size": 11, "num_format": "@"}
    plain, head = (
        book.add_format(cell),
        book.add_format(cell | {"bold": True, "bg_color": "#F0F0F0", "align": "center"}),
    )
    fill = book.add_format(cell | {"bg_color": "#FFF9DB"})
    last = len(HEADER) - 1
    sheet.merge_range(
        0, 0, 0, last, title, book.add_format({"bold": True, "font_size": 16, "align": "center"})
    )
    sheet.merge_range(1, 0, 1, last, note, book.add_format({"font_size": 10, "text_wrap": True}))
    sheet.write_row(TITLE_ROWS, 0, list(HEADER.values()), head)
    for at, line in enumerate(lines, start=TITLE_ROWS + 1):
        for column, name in enumerate(HEADER):
            sheet.write_string(at, column, line.cells.get(name, ""), fill if name in FILLED else plain)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    blocked = list(HEADER).index("blocked")
    sheet.data_validation(
        TITLE_ROWS + 1,
        blocked,
        TITLE_ROWS + max(1, len(lines)),
        blocked,
        {"validate": "list", "source": ["是", "否"]},
    )
    sheet.freeze_panes(TITLE_ROWS + 1, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def read_duties(data: bytes, *, name: str) -> FilledSheet | None:
    """The first sheet with a column of tasks and one of progress; None if there is none.

    Raises:
        FileError: the file is broken, encrypted or no workbook.
    """
    for grid in read_sheets(data, name=name):
        found = _header(grid.rows)
        if found is None:
            continue
        at, columns = found
        lines = [
            FilledLine(number, {field: str(row[column] or "").strip() for field, column in columns.items() if column < len(row)})
            for number, row in enumerate(grid.rows[at + 1 :], start=at + 2)
        ]  # fmt: skip
        head = " ".join(str(cell) for row in grid.rows[:at] for cell in row if cell)
        return FilledSheet(
            grid.name, head, [line for line in lines if any(line.cells.get(f) for f in ("key", "title"))]
        )
    return None


def _header(rows: Sequence[Sequence[str | None]]) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        columns: dict[str, int] = {}
        for field, words in WORDS.items():
            column = next(
                (
                    c
                    for w in words
                    for c, cell in enumerate(row)
                    if c not in columns.values() and _says(cell, w)
                ),
                None,
            )
            if column is not None:
                columns[field] = column
        if "title" in columns and "percent" in columns:
            return at, columns
    return None


def _says(cell: str | None, word: str) -> bool:
    """Whether a header cell begins with a word, blanks and brackets aside; 上期进度 is not 进度."""
    return re.sub(r"\s+", "", str(cell or "")).startswith(word)
