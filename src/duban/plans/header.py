"""The header of a ledger: one or two rows, found by the words that offices use."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from duban.plans.model import Grid, NoHeaderError
from duban.text.width import half_width

SEARCHED = 30
LEAST = 2
LONGEST_NAME = 16
FIELDS = (
    "no", "title", "lead_leader", "lead_units", "units", "start", "deadline", "progress", "status", "note", "detail", "group",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """Which rows (1-based), the columns as paths (`责任分解/牵头领导`), and the columns (0-based) of each known field."""

    rows: tuple[int, ...]
    columns: tuple[str, ...]
    fields: Mapping[str, tuple[int, ...]]

    def leaf(self, name: str) -> str:
        """The column's own words, without the group above it."""
        return self.columns[self.fields[name][0]].rpartition("/")[2] if name in self.fields else name


@cache
def _synonyms() -> dict[str, str]:
    table = tomllib.loads(files("duban.plans").joinpath("lexicon/headers.toml").read_text("utf-8"))
    return {words: name for name, entry in table.items() for words in entry["names"]}


def known_header(words: str) -> str | None:
    """The field that a header cell names, if it is one."""
    return _synonyms().get(squeezed(half_width(words)))


def squeezed(text: str) -> str:
    """Without line breaks and blanks."""
    return re.sub(r"\s+", "", text)


def find_header(grid: Grid) -> Header:
    """The first rows that name the task and at least one more field.

    Raises:
        NoHeaderError: there are none among the first thirty rows.
    """
    for index, row in enumerate(grid.rows[:SEARCHED]):
        below = grid.rows[index + 1] if index + 1 < len(grid.rows) else ()
        single, double = _header(index, [row]), _header(index, [row, below])
        if _named(single):
            return double if len(double.fields) > len(single.fields) and _repeats(row, below) else single
    raise NoHeaderError(grid.name)


def guess_header(grid: Grid) -> Header:
    """The row that looks most like a header though its words are not known: the most different short cells. A person says what they mean."""
    scores = [
        len({squeezed(cell) for cell in row if cell and len(squeezed(cell)) <= LONGEST_NAME})
        for row in grid.rows[:SEARCHED]
    ]
    index = scores.index(max(scores, default=0)) if scores else 0
    return _header(index, [grid.rows[index]] if grid.rows else [()])


def with_fields(header: Header, fields: Mapping[str, Sequence[int]]) -> Header:
    """The header with its columns as a person mapped them."""
    return Header(
        header.rows, header.columns, {name: tuple(columns) for name, columns in fields.items() if columns}
    )


def shape_of(header: Header) -> str:
    """What two files of one making share: the words of their columns, in order."""
    return "|".join(header.columns)


def _named(header: Header) -> bool:
    return "title" in header.fields and len(header.fields) >= LEAST


def _repeats(upper: Sequence[str | None], lower: Sequence[str | None]) -> bool:
    """Two rows are one header if some cell of the lower one belongs to the upper (merged) or is a known header."""
    return any(
        a and b and (a == b or squeezed(half_width(b)) in _synonyms())
        for a, b in zip(upper, lower, strict=False)
    )


def _header(index: int, rows: Sequence[Sequence[str | None]]) -> Header:
    width = max(map(len, rows), default=0)
    columns = []
    for column in range(width):
        names = [squeezed(half_width(row[column] or "")) for row in rows if column < len(row) and row[column]]
        columns.append("/".join(dict.fromkeys(name for name in names if name)))
    while columns and not columns[-1]:
        columns.pop()
    found: dict[str, list[int]] = {}
    for column, path in enumerate(columns):
        name = _synonyms().get(path.rpartition("/")[2]) or _synonyms().get(path.partition("/")[0])
        if name and (name == "units" or name not in found):
            found.setdefault(name, []).append(column)
    first = index + 1
    return Header(
        tuple(range(first, first + len(rows))), tuple(columns), {k: tuple(v) for k, v in found.items()}
    )
