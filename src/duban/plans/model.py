"""What goes into the ledger reader and what comes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal


class NoHeaderError(ValueError):
    """No row of the sheet looks like the header of a ledger."""

    code = "no-header"

    def __init__(self, sheet: str) -> None:
        super().__init__(sheet)
        self.sheet = sheet


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as plain text, cells as shown, merged cells repeated wherever they reach; row 1 is `rows[0]`.

    `hidden` are the numbers of rows, from 1, that the sheet does not show.
    """

    name: str
    rows: Sequence[Sequence[str | None]]
    hidden: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class UnitRegister:
    """The names that an office uses: full names, other names for them, and names for many at once (各乡镇)."""

    units: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    collective: frozenset[str] = frozenset()

    def knows(self, name: str) -> bool:
        """Whether a name stands for a unit or a group of units. An empty register knows every name."""
        known = name in self.units or name in self.aliases or name in self.collective
        return known or not (self.units or self.collective)

    def names(self) -> tuple[str, ...]:
        """Everything that may be written, full names first."""
        return (*sorted(self.units), *sorted(self.aliases), *sorted(self.collective))

    def full(self, name: str) -> str:
        """The full name of an alias."""
        return self.aliases.get(name, name)


@dataclass(frozen=True, slots=True)
class LedgerError:
    """What is wrong with one cell of one row. `suggest`: the name that was probably meant."""

    row: int
    no: str | None
    code: str
    column: str
    value: str | None
    suggest: str | None = None
    start: dt.date | None = None
    deadline: dt.date | None = None
    first_row: int | None = None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One task as the sheet has it; `*_text` as typed, the others read. `progress` is 0 to 100."""

    row: int
    no: str | None
    title: str | None
    lead_leader: tuple[str, ...]
    lead_units: tuple[str, ...]
    units: tuple[str, ...]
    start: dt.date | None
    start_text: str | None
    deadline: dt.date | None
    deadline_text: str | None
    recurring: str | None
    group: str | None
    progress: Decimal | None
    progress_text: str | None
    status: str | None
    note: str | None
    errors: tuple[str, ...]
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class LedgerReading:
    """The whole sheet; `hidden` are the rows that were left out because the sheet does not show them."""

    sheet: str
    title: str | None
    year: int | None
    header_rows: tuple[int, ...]
    columns: tuple[str, ...]
    rows: tuple[LedgerRow, ...]
    errors: tuple[LedgerError, ...]
    hidden: tuple[int, ...] = ()
