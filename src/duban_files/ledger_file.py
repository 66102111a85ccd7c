"""The ledger as an Excel file with coloured lights, which the ledger reader reads back."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

HEADER = (
    "序号",
    "任务名称",
    "牵头领导",
    "牵头单位",
    "责任单位",
    "开始时间",
    "完成时限",
    "序时进度",
    "完成情况",
    "亮灯",
    "亮灯原因",
    "备注",
)
LIGHT = HEADER.index("亮灯")
LAST = len(HEADER) - 1
WIDTHS = (6, 34, 10, 16, 24, 12, 14, 9, 30, 8, 30, 20)
COLOURS = {"red": "#F8C9C4", "orange": "#FBD9B5", "yellow": "#FFF1B8", "blue": "#CFE3F7", "green": "#CDEBD3"}


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One row as text, its colour (a code, or empty), and the group that it stands under."""

    cells: Sequence[str]
    colour: str
    group: str


def write_ledger(title: str, lines: Sequence[LedgerLine]) -> bytes:
    """The .xlsx file: title, header, a row for each group with the number of its tasks, the tasks."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("台账")
    cell = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_size": 10}
    plain, head = (
        book.add_format(cell),
        book.add_format(cell | {"bold": True, "align": "center", "bg_color": "#F0F0F0"}),
    )
    coloured = {
        name: book.add_format(cell | {"bg_color": fill, "bold": True, "align": "center"})
        for name, fill in COLOURS.items()
    }
    top = book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"})
    sheet.merge_range(0, 0, 0, LAST, title, top)
    sheet.write_row(1, 0, HEADER, head)
    at, group = 2, ""
    for line in lines:
        if line.group and line.group != group:
            group = line.group
            count = sum(other.group == group for other in lines)
            sheet.merge_range(at, 0, at, LAST, f"{group}（共{count}项）", head)
            at += 1
        for column, text in enumerate(line.cells):
            sheet.write_string(
                at, column, text, coloured.get(line.colour, plain) if column == LIGHT else plain
            )
        at += 1
    _set_page(sheet)
    book.close()
    return buffer.getvalue()


def _set_page(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    """A3, landscape, one page wide, the header on every page."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(2, 2)
    sheet.repeat_rows(1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
