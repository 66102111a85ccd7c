"""A register from an office's own table: the header names the fields, the cells say what they hold. A person looks it over before it is used."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from duban.registers.drafting import Column, drafted_source
from duban.registers.values import Field, Type, ValueProblem

TRIED = (Type.IDENTITY, Type.CREDIT, Type.MOBILE, Type.PLATE, Type.TICK, Type.NUMBER, Type.DATE)
"""From the narrowest to the widest: the first that all cells of a column are."""
PERSONAL = {Type.IDENTITY, Type.MOBILE}
NAMES = ("姓名", "户主", "联系人", "司机", "驾驶员")
NUMBERED = ("序号", "编号", "NO", "No")
SEARCHED, LONGEST_HEADER, LONG_TEXT = 10, 20, 60
MOST_CHOICES, LEAST_ROWS = 8, 4


def guessed_source(grid: Sequence[Sequence[str]], *, name: str, units: Collection[str] = (), year: int = 2000) -> str | None:  # fmt: skip
    """The definition as TOML, or None where no row looks like a header: the first with the most short, different cells."""
    scores = [len({cell for cell in row if cell and len(cell) <= LONGEST_HEADER}) for row in grid[:SEARCHED]]
    if not scores or max(scores) < 2:  # noqa: PLR2004 one cell is a title
        return None
    at = scores.index(max(scores))
    columns = [(n, cell) for n, cell in enumerate(grid[at]) if cell and cell not in NUMBERED]
    found = []
    for n, title in columns:
        cells = [row[n].strip() for row in grid[at + 1 :] if n < len(row) and row[n].strip()]
        found.append(_guess(title, cells, units, year))
    return drafted_source(name, found)


def _guess(title: str, cells: Sequence[str], units: Collection[str], year: int) -> Column:
    """What a column holds."""
    if any(word in title for word in NAMES):
        return Column(title, Type.PERSON, is_personal=True)
    if cells and all(cell in units for cell in cells):
        return Column(title, Type.UNIT)
    for kind in TRIED if cells else ():
        if kind is Type.TICK and all(cell.isdecimal() for cell in cells):
            continue
        if all(_is(cell, kind, year) for cell in cells):
            return Column(title, kind, is_personal=kind in PERSONAL)
    known = tuple(dict.fromkeys(cells))
    if len(cells) >= LEAST_ROWS and len(known) <= min(MOST_CHOICES, len(cells) // 2):
        return Column(title, Type.CHOICE, choices=known)
    return Column(title, Type.LONG if any(len(cell) > LONG_TEXT for cell in cells) else Type.TEXT)


def _is(cell: str, kind: Type, year: int) -> bool:
    try:
        Field("x", "x", kind).read(cell, year=year)
    except ValueProblem:
        return False
    return True
