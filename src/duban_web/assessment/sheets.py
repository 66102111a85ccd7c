"""The sheet of a round's figures: written for units to fill, read back from Excel or from what was pasted, all or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from duban.scoring import Item
from duban_files.errors import FileError
from duban_files.table_file import TableFile, read_table, write_table
from duban_web.assessment import queries
from duban_web.assessment.models import Round
from duban_web.assessment.operations import FIELDS, Cell
from duban_web.common.errors import Refused
from duban_web.common.language import say

HEADER_WITHIN = 10
MOST_PASTED = 2_000_000  # characters
MOST_DIGITS = 18
MOST_PROBLEMS = 30
BLANK = {"", "-", "—", "/", "无"}
UNIT_COLUMN = {"单位", "单位名称", "乡镇", "部门", "参评单位", "县市区"}
IGNORED = {"序号", "备注"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet: a field of an item, and the words above it."""

    item: Item
    field: str
    words: str


def columns(items: Sequence[Item]) -> list[Column]:
    """The value of every item, with target or past where its method needs them."""
    found = []
    for item in items:
        needs = item.method.needs if item.method else ()
        found += [
            Column(item, f, item.name if f == "value" else f"{item.name}·{say(f'assess.field.{f}')}")
            for f in FIELDS
            if f == "value" or f in needs
        ]
    return found


def template(one: Round) -> bytes:
    """The figures as they are, to be filled and taken in again."""
    view = queries.View(one)
    items, rows = queries.sheet(view)
    table = [[row.unit.name, row.group, *words_of(row, items)] for row in rows]
    header = [say("assess.unit"), say("assess.group"), *(column.words for column in columns(items))]
    return write_table(TableFile(one.name, say("assess.sheet_note"), header, table, range(2, len(header))))


def from_file(one: Round, data: bytes, *, name: str) -> list[Cell]:
    """The cells of an Excel file.

    Raises:
        Refused: the file cannot be read, or something in it is wrong; every mistake is named.
    """
    try:
        return read_cells(one, read_table(data, name=name))
    except FileError as problem:
        raise Refused(problem.code, **problem.fields) from problem


def from_words(one: Round, words: str) -> list[Cell]:
    """The cells that were pasted from Excel: a row a line, tabs between.

    Raises:
        Refused: too much, or something in it is wrong; every mistake is named.
    """
    if len(words) > MOST_PASTED:
        raise Refused("sheet-too-large", n=len(words), most=MOST_PASTED)
    return read_cells(one, [[cell.strip() for cell in line.split("\t")] for line in words.splitlines()])


def read_cells(one: Round, rows: Sequence[Sequence[str]]) -> list[Cell]:
    """Every figure of a sheet. Blank cells and dashes say nothing and change nothing."""
    view = queries.View(one)
    items, _ = queries.sheet(view)
    at, header = _header(rows, columns(items))
    names_at = next(
        (n for n, words in enumerate(rows[at]) if _bare(words) in UNIT_COLUMN | {_bare(say("assess.unit"))}),
        0,
    )
    by_name = {words: key for key, unit in view.units.items() for words in unit.names()}
    problems: list[str] = []
    seen: dict[int, int] = {}
    found: list[Cell] = []
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        name = row[names_at] if names_at < len(row) else ""
        if not any(row):
            continue
        unit = by_name.get(name)
        if unit is None:
            problems.append(say("assess.sheet.unknown-unit", row=number, name=name or "—"))
        elif unit in seen:
            problems.append(say("assess.sheet.unit-twice", row=number, name=name, first=seen[unit]))
        else:
            seen[unit] = number
            found += _cells(row, number, unit, view.entrants[str(unit)], header, problems)
    if problems:
        rest = ["……"] if len(problems) > MOST_PROBLEMS else []
        raise Refused("sheet-wrong", n=len(problems), list="\n".join(problems[:MOST_PROBLEMS] + rest))
    return found


def _header(rows: Sequence[Sequence[str]], known: Sequence[Column]) -> tuple[int, Mapping[int, Column]]:
    """The row in which the most items are named, and which column is which."""
    by_words = {_bare(column.words): column for column in known}
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        found = {n: by_words[_bare(words)] for n, words in enumerate(row) if _bare(words) in by_words}
        if not found:
            continue
        others = UNIT_COLUMN | IGNORED | {_bare(say("assess.group")), _bare(say("assess.unit"))}
        strange = [
            words
            for n, words in enumerate(row)
            if n and words and n not in found and _bare(words) not in others
        ]
        if strange:
            raise Refused(
                "sheet-columns", columns="、".join(strange), known="、".join(c.words for c in known)
            )
        return at, found
    raise Refused("sheet-no-header", known="、".join(column.words for column in known))


def _bare(words: str) -> str:
    return re.sub(r"[\s（(].*$|\s", "", words) if words else ""


def _cells(
    row: Sequence[str], number: int, unit: int, group: str, header: Mapping[int, Column], problems: list[str]
) -> list[Cell]:
    found = []
    for at, column in header.items():
        words = row[at] if at < len(row) else ""
        if words in BLANK:
            continue
        value = number_of(words)
        if value is None:
            problems.append(
                say("assess.sheet.not-a-number", row=number, column=column.words, words=words[:20])
            )
        elif not column.item.is_for(group):
            problems.append(say("assess.sheet.not-for-group", row=number, column=column.words))
        else:
            found.append(Cell(column.item.code, unit, column.field, value))
    return found


def number_of(words: str) -> Decimal | None:
    """A number as sheets write it: 1,002, 96.5%, full width; None if it is none or too large to be kept."""
    plain = (
        words.translate(str.maketrans("０１２３４５６７８９．－，％", "0123456789.-,%"))
        .replace(",", "")
        .rstrip("%")
    )
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal(10) ** MOST_DIGITS else None


def words_of(row: queries.Row, items: Sequence[Item]) -> list[str]:
    """The figures of a unit as the page shows them, in the order of `columns`; a dash where its group has no such item."""
    at = {item.code: n for n, item in enumerate(items)}
    found = []
    for column in columns(items):
        reading = row.cells[at[column.item.code]]
        value = getattr(reading, column.field) if reading else None
        found.append("—" if reading is None else "" if value is None else f"{value.normalize():f}")
    return found
