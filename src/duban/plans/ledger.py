"""A ledger sheet of any county's making, read into rows, with what is wrong cell by cell."""

import datetime as dt
import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from duban.plans.deadlines import NOTHING, Due, read_due
from duban.plans.header import Header, find_header, squeezed
from duban.plans.model import Grid, LedgerError, LedgerReading, LedgerRow, UnitRegister
from duban.text.width import half_width

YEAR = re.compile(r"(20\d\d)年")
GROUP_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[部分章、]+|\d+[.、])\s*"
)
GROUP_COUNT = re.compile(r"[（(]共?\d+[项个件条][)）]$")
FOOTER = re.compile(r"^(?:注|备注|说明|填报人|审核人|制表|联系人|合计|总计|小计)[:： ]?")
SEPARATORS = re.compile(r"[、，,;；/\n\s]+")
DONE = re.compile(r"^(?:已完成|完成|已办结|办结|100%)$")
WHOLE = Decimal(100)
CLOSE_ENOUGH = 0.6


def read_ledger(
    grid: Grid,
    *,
    register: UnitRegister,
    year: int | None = None,
    header: Header | None = None,
    with_hidden: bool = False,
) -> LedgerReading:
    """Read every row, right or wrong; rows that the sheet hides only if asked.

    The year of a date that lacks one is that of the title, else `year`. A row with errors still yields its values. `header` is the one
    that a person put right; without it the header is found by its words.

    Raises:
        NoHeaderError: no row names at least the task and one other column.
    """
    header = header or find_header(grid)
    title = half_width(_first_text(grid.rows[: header.rows[0] - 1]) or "") or None
    stated = YEAR.search(title or "")
    work = _Work(header, register, int(stated[1]) if stated else year)
    hidden: list[int] = []
    for index, cells in enumerate(grid.rows[header.rows[-1] :], start=header.rows[-1] + 1):
        if index in grid.hidden and not with_hidden:
            hidden.append(index)
        elif not _is_header_again(cells, header):
            work.take(index, cells)
    return LedgerReading(
        grid.name,
        title,
        work.year,
        header.rows,
        header.columns,
        tuple(work.rows),
        tuple(work.errors),
        tuple(hidden),
    )


def _is_header_again(cells: Sequence[str | None], header: Header) -> bool:
    """A header repeated on every printed page."""
    said = [squeezed(half_width(cell or "")) for cell in cells]
    columns = [path.rpartition("/")[2] for path in header.columns]
    return len(columns) > 1 and said[: len(columns)] == columns


def _first_text(rows: Sequence[Sequence[str | None]]) -> str | None:
    return next((cell.strip() for row in rows for cell in row if cell and cell.strip()), None)


@dataclass(slots=True)
class _Work:
    """The state while walking down the sheet."""

    header: Header
    register: UnitRegister
    year: int | None
    group: str | None = None
    rows: list[LedgerRow] = field(default_factory=list)
    errors: list[LedgerError] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def take(self, index: int, cells: Sequence[str | None]) -> None:
        texts = [cell.strip() for cell in cells if cell and cell.strip()]
        if not texts:
            return
        if len(set(texts)) == 1 and len(cells) > 1:
            self._heading(texts[0])
            return
        row = self._row(index, cells)
        if row.title is None and not (row.lead_units or row.units or row.deadline_text):
            return
        found = self._errors(row)
        self.errors += found
        self.rows.append(replace(row, errors=tuple(error.code for error in found)))
        if row.no is not None:
            self.seen.setdefault(row.no, index)

    def _heading(self, text: str) -> None:
        if FOOTER.match(text) or not (GROUP_NUMBER.match(text) or GROUP_COUNT.search(text)):
            return
        self.group = GROUP_COUNT.sub("", GROUP_NUMBER.sub("", text)).strip()

    def _row(self, index: int, cells: Sequence[str | None]) -> LedgerRow:
        text = {name: self._cell(cells, name) for name in self.header.fields}
        due = read_due(text.get("deadline"), year=self.year)
        no, title = text.get("no"), text.get("title")
        return LedgerRow(
            row=index,
            no=half_width(no).removesuffix(".0") if no else None,
            title=squeezed(half_width_digits(title)) if title else None,
            lead_leader=split_names(text.get("lead_leader")),
            lead_units=split_names(text.get("lead_units")),
            units=split_names(text.get("units")),
            start=self._start(text.get("start")).day,
            start_text=_said(text.get("start")),
            deadline=due.day,
            deadline_text=_said(text.get("deadline")),
            recurring=due.recurring,
            group=text.get("group") or self.group,
            progress=read_progress(text.get("progress")),
            progress_text=text.get("progress"),
            status=text.get("status"),
            note=text.get("note"),
            errors=(),
            detail=squeezed(text.get("detail") or "") or None,
        )

    def _start(self, words: str | None) -> Due:
        return read_due(words, year=self.year, start=True)

    def _cell(self, cells: Sequence[str | None], name: str) -> str | None:
        found = [
            words for i in self.header.fields[name] if i < len(cells) and (words := (cells[i] or "").strip())
        ]
        return "、".join(dict.fromkeys(found)) or None

    def _errors(self, row: LedgerRow) -> list[LedgerError]:
        found: list[LedgerError] = []
        for name in ("lead_units", "units"):
            unknown = [unit for unit in getattr(row, name) if not self.register.knows(unit)]
            found += [
                self._error(row, "unknown-unit", name, unit, suggest=self._suggest(unit)) for unit in unknown
            ]
        found += self._date_errors(row)
        if row.title is None:
            found.append(self._error(row, "empty-title", "title", None))
        if row.no is not None and row.no in self.seen:
            found.append(self._error(row, "duplicate-no", "no", row.no, first_row=self.seen[row.no]))
        if row.progress is not None and not 0 <= row.progress <= WHOLE:
            found.append(self._error(row, "progress-out-of-range", "progress", row.progress_text))
        if row.progress is None and row.progress_text and row.progress_text not in NOTHING:
            found.append(self._error(row, "unreadable-progress", "progress", row.progress_text))
        return found

    def _date_errors(self, row: LedgerRow) -> list[LedgerError]:
        found = [
            self._error(row, "invalid-date" if due.impossible else "unreadable-date", name, words)
            for name, words in (("start", row.start_text), ("deadline", row.deadline_text))
            if not (due := read_due(words, year=self.year, start=name == "start")).readable
        ]
        if row.start and row.deadline and row.deadline < row.start:
            found.append(
                self._error(
                    row,
                    "deadline-before-start",
                    "deadline",
                    row.deadline_text,
                    start=row.start,
                    deadline=row.deadline,
                )
            )
        return found

    def _error(self, row: LedgerRow, code: str, name: str, value: str | None, *, suggest: str | None = None,
               start: dt.date | None = None, deadline: dt.date | None = None, first_row: int | None = None) -> LedgerError:  # fmt: skip
        return LedgerError(
            row.row, row.no, code, self.header.leaf(name), value, suggest, start, deadline, first_row
        )

    def _suggest(self, unit: str) -> str | None:
        close = difflib.get_close_matches(unit, self.register.names(), n=1, cutoff=CLOSE_ENOUGH)
        return self.register.full(close[0]) if close else None


def split_names(words: str | None) -> tuple[str, ...]:
    """Names of a cell, in order, each once; 等 goes."""
    parts = (part.strip().removesuffix("等") for part in SEPARATORS.split(words or ""))
    return tuple(dict.fromkeys(part for part in parts if part and part not in NOTHING))


def half_width_digits(text: str) -> str:
    """Only digits and letters become half-width; punctuation stays as typed."""
    return "".join(half_width(char) if half_width(char).isalnum() or char == "．" else char for char in text)


def _said(words: str | None) -> str | None:
    return None if words is None or half_width(words) in {half_width(word) for word in NOTHING} else words


def read_progress(words: str | None) -> Decimal | None:
    """60, "60%", "６０％" are 60; 已完成 is 100; a dash is nothing; a word that is no number is None."""
    text = half_width(words or "").replace(" ", "")
    if DONE.match(text):
        return WHOLE
    try:
        value = Decimal(text.removesuffix("%"))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
