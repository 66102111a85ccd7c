"""Opening a file that holds tasks: a ledger in Excel or CSV, a table in Word, a plan document in prose. All become one grid."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath

from duban.plans import Grid, NoHeaderError, PlanTask, read_plan
from duban.plans.header import Header, find_header, guess_header
from duban_files.errors import FileError
from duban_files.plan_file import read_plan_file
from duban_files.table_file import read_grids
from duban_web.common.errors import Refused
from duban_web.common.language import say

LARGEST = 30 * 1024 * 1024
MOST_ROWS = 50_000
SHEETS, PAPERS = {".xlsx", ".xls", ".et", ".csv"}, {".docx", ".doc", ".wps", ".pdf", ".txt", ".html", ".htm"}
COLUMNS = ("序号", "任务名称", "牵头领导", "牵头单位", "责任单位", "完成时限", "类别", "备注")
SURE = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet with its header; `is_known` says that the header's words were recognised, else a person says what the columns mean."""

    grid: Grid
    header: Header
    is_known: bool


def open_ledger(data: bytes, *, name: str) -> Opened:
    """The first sheet that has a ledger's header, else the first that holds anything; a plan document as a sheet of its tasks.

    Raises:
        Refused: too large, unreadable, of a kind that holds no tasks, or without any.
    """
    if len(data) > LARGEST:
        raise Refused(
            "file.too-large", name=name, size=len(data) // 1024 // 1024, limit=LARGEST // 1024 // 1024
        )
    kind = PurePath(name).suffix.lower()
    if kind not in SHEETS | PAPERS:
        raise Refused("ledger-kind", name=name)
    try:
        grids = read_grids(data, name=name) if kind in SHEETS else _tables(data, name)
    except FileError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    opened = _chosen(grids)
    if opened is None:
        raise Refused("no-header", name=name, sheets="、".join(grid.name for grid in grids) or "—")
    if len(opened.grid.rows) > MOST_ROWS:
        raise Refused("ledger-too-long", rows=len(opened.grid.rows), most=MOST_ROWS)
    return opened


def _tables(data: bytes, name: str) -> list[Grid]:
    """The tables of a Word file that have a ledger's header, else the tasks that the document tells of."""
    file = read_plan_file(data, name=name)
    known = [grid for grid in file.tables if _header(grid)]
    if known:
        return known
    tasks = read_plan(file.text, tables=file.tables).tasks
    return [Grid(name, [COLUMNS, *map(_row, tasks)])] if tasks else []


def _row(task: PlanTask) -> list[str | None]:
    due = task.deadline.isoformat() if task.deadline else task.deadline_text
    note = say("import.check_row") if task.confidence < SURE else None
    names = ("、".join(part) or None for part in (task.lead_leader, task.lead_units, task.units))
    return [task.no, task.title, *names, due, task.group, note]


def _chosen(grids: list[Grid]) -> Opened | None:
    for grid in grids:
        header = _header(grid)
        if header is not None:
            return Opened(grid, header, is_known=True)
    wide = [grid for grid in grids if len(grid.rows) > 1 and max(map(len, grid.rows)) > 1]
    return Opened(wide[0], guess_header(wide[0]), is_known=False) if wide else None


def _header(grid: Grid) -> Header | None:
    try:
        return find_header(grid)
    except NoHeaderError:
        return None
