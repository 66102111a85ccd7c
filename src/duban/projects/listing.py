"""A project list of any county's making: the header found by its words, amounts brought to 万元, what cannot be read named by its row."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files

from duban.plans.deadlines import read_due
from duban.text.width import half_width

SEARCHED = 15
TEN_THOUSAND = Decimal(10000)
TEXTS = ("investor", "content", "unit", "town", "leader", "difficulty")
AMOUNTS = ("total", "plan", "done")
CODED = ("stage", "kind", "level")
DATES = ("start", "end")
SUMS = ("合计", "总计", "小计", "共计")
UNIT = re.compile(r"[(（]\s*(亿元|万元|元)\s*[)）]|单位[:：]\s*(亿元|万元|元)")
ORDINAL = re.compile(r"[(（]?[一二三四五六七八九十]+(?:[、.)）]|$)")
"""一、（二）: the row is a heading, which says of what kind the projects below it are."""
FACTORS = {"亿元": TEN_THOUSAND, "万元": Decimal(1), "元": Decimal(1) / TEN_THOUSAND}


@dataclass(frozen=True, slots=True)
class Listed:
    """A row: its number in the sheet, words, amounts in 万元, codes, dates; only what the row says."""

    row: int
    name: str
    texts: Mapping[str, str] = field(default_factory=dict)
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, dt.date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that could not be read, or a row without a name: row, column as the sheet calls it, the cell's words, a code of the catalogue."""

    row: int
    column: str
    words: str
    code: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What a sheet says; `columns` are the known columns. Without a column for the name there is nothing."""

    columns: tuple[str, ...] = ()
    rows: tuple[Listed, ...] = ()
    problems: tuple[Unread, ...] = ()


@cache
def _lexicon() -> tuple[dict[str, str], Mapping[str, Mapping[str, Sequence[str]]]]:
    table = tomllib.loads(files("duban.projects").joinpath("headers.toml").read_text("utf-8"))
    words = table.pop("words")
    return {name: code for code, entry in table.items() for name in entry["names"]}, words


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", "", UNIT.sub("", half_width(words)))


def _factor(words: str) -> Decimal | None:
    found = UNIT.search(half_width(words)) or UNIT.search(words)
    return FACTORS[found[1] or found[2]] if found else None


def read_listing(grid: Sequence[Sequence[str]], *, year: int) -> Listing:
    """Read a sheet; dates without a year are of `year`. A unit stands in the header (亿元), else above it (单位：亿元), else it is 万元."""
    found = _header(grid)
    if found is None:
        return Listing()
    at, columns = found
    row = grid[at]
    above = next(
        (factor for r in grid[:at] for cell in r if (factor := _factor(cell)) is not None), Decimal(1)
    )
    factors = {
        code: factor if (factor := _factor(row[number])) is not None else above
        for code, number in columns.items()
        if code in AMOUNTS
    }
    reader = _Reader(columns, factors, row, year)
    for number, cells in enumerate(grid[at + 1 :], at + 2):
        reader.take(number, cells)
    return Listing(tuple(columns), tuple(reader.rows), tuple(reader.problems))


def _header(grid: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    """The first row that names the projects and one more column: its place, and the columns by their codes."""
    known, _ = _lexicon()
    for at, row in enumerate(grid[:SEARCHED]):
        columns: dict[str, int] = {}
        for number, cell in enumerate(row):
            if (code := known.get(_squeezed(cell))) and code not in columns:
                columns[code] = number
        if "name" in columns and len(columns) > 1:
            return at, columns
    return None


class _Reader:
    def __init__(self, columns: Mapping[str, int], factors: Mapping[str, Decimal], header: Sequence[str], year: int) -> None:  # fmt: skip
        self.columns, self.factors, self.header, self.year = columns, factors, header, year
        self.heading = ""
        self.rows: list[Listed] = []
        self.problems: list[Unread] = []

    def take(self, number: int, cells: Sequence[str]) -> None:
        filled = [cell for cell in cells if cell]
        name = self._cell(cells, "name")
        if not filled or any(_squeezed(cell) in SUMS for cell in filled[:2]):
            return
        if len(set(filled)) == 1 or ORDINAL.match(filled[0]):
            self.heading = filled[-1]
            return
        if not name:
            self.problems.append(
                Unread(number, self.header[self.columns["name"]], "", "project.list.no-name")
            )
            return
        self.rows.append(
            Listed(
                number, name[:120],
                {code: cell for code in TEXTS if (cell := self._cell(cells, code))},
                {code: amount for code in AMOUNTS if (amount := self._amount(number, cells, code)) is not None},
                self._codes(cells), {code: day for code in DATES if (day := self._date(number, cells, code))},
            )
        )  # fmt: skip

    def _cell(self, cells: Sequence[str], code: str) -> str:
        at = self.columns.get(code)
        return cells[at].strip() if at is not None and at < len(cells) else ""

    def _problem(self, number: int, code: str, words: str, message: str) -> None:
        self.problems.append(Unread(number, self.header[self.columns[code]], words, message))

    def _amount(self, number: int, cells: Sequence[str], code: str) -> Decimal | None:
        words = half_width(self._cell(cells, code)).replace(",", "")
        if not words or words in {"-", "—", "/"}:
            return None
        said = re.fullmatch(r"(-?[\d.]+)(亿元|亿|万元|万|元)?", words)
        try:
            value = Decimal(said[1]) if said else None
        except InvalidOperation:
            value = None
        if said is None or value is None or value < 0:
            self._problem(number, code, words, "project.list.no-amount")
            return None
        factor = FACTORS.get(f"{said[2].removesuffix('元')}元") if said[2] else self.factors[code]
        return (value * (factor or Decimal(1))).quantize(Decimal("0.01"))

    def _codes(self, cells: Sequence[str]) -> dict[str, str]:
        _, words = _lexicon()
        found: dict[str, str] = {}
        for code in CODED:
            said = self._cell(cells, code) or (self.heading if code == "kind" else "")
            hit = next((name for name, marks in words[code].items() if any(m in said for m in marks)), None)
            if hit:
                found[code] = hit
        return found

    def _date(self, number: int, cells: Sequence[str], code: str) -> dt.date | None:
        words = self._cell(cells, code)
        if not words or words in {"-", "—", "/"}:
            return None
        found = read_due(words, year=self.year, start=code == "start").day
        if found is None:
            self._problem(number, code, words, "project.list.no-date")
        return found
