"""A ledger file comes in: preview and corrections. Applying it and taking it back stand in supervision/importing.py."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from duban.plans import Grid, LedgerError, LedgerReading, LedgerRow, read_ledger
from duban.plans.header import Header, find_header, shape_of
from duban.text.likeness import likeness
from duban_web.audit.operations import Subject, record
from duban_web.campaigns.models import Campaign, ColumnMapping, LedgerImport, Task
from duban_web.campaigns.opening import open_ledger
from duban_web.campaigns.snapshots import snapshot
from duban_web.common.errors import NotYours, Refused
from duban_web.common.office import today
from duban_web.people.models import User
from duban_web.people.queries import unit_register, units_by_name

ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one row: create, update, skip or error."""

    row: LedgerRow
    action: str
    errors: tuple[LedgerError, ...]
    task: Task | None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole file, row by row."""

    reading: LedgerReading
    lines: tuple[Line, ...]

    def counts(self) -> dict[str, int]:
        """How many of each."""
        found = {"create": 0, "update": 0, "skip": 0, "error": 0}
        for line in self.lines:
            found[line.action] += 1
        return found


@transaction.atomic
def upload(user: User | None, campaign: Campaign, data: bytes, *, name: str) -> LedgerImport:
    """Keep the sheet for a preview; nothing in the ledger changes yet. Columns that a person explained for a file of this shape are known."""
    if user is not None and not user.is_office:
        raise NotYours("office-only")
    opened = open_ledger(data, name=name)
    known = ColumnMapping.objects.filter(shape=_shape(opened.header)).first()
    fields = known.fields if known else {key: list(columns) for key, columns in opened.header.fields.items()}
    return LedgerImport.objects.create(
        campaign=campaign, name=name[-200:], sha256=hashlib.sha256(data).hexdigest(), sheet=opened.grid.name,
        rows=[list(row) for row in opened.grid.rows], hidden=sorted(opened.grid.hidden), header_rows=list(opened.header.rows),
        columns=list(opened.header.columns), fields=fields, is_mapped=opened.is_known or known is not None, by=user,
    )  # fmt: skip


def header_of(one: LedgerImport) -> Header:
    """The header of an import, as found or as a person put it right. An import of before the header was kept finds it anew."""
    if not one.header_rows:
        return find_header(Grid(one.sheet, one.rows))
    fields = {key: tuple(columns) for key, columns in one.fields.items() if columns}
    return Header(tuple(one.header_rows), tuple(one.columns), fields)


def preview(one: LedgerImport) -> Preview:
    """What would happen now."""
    grid = Grid(one.sheet, one.rows, frozenset(one.hidden))
    reading = read_ledger(
        grid,
        register=unit_register(),
        year=one.campaign.start.year,
        header=header_of(one),
        with_hidden=one.with_hidden,
    )
    errors: dict[int, list[LedgerError]] = {}
    for error in reading.errors:
        errors.setdefault(error.row, []).append(error)
    known = _Known(one.campaign)
    lines = [_line(row, tuple(errors.get(row.row, ())), known) for row in reading.rows]
    return Preview(reading, tuple(lines))


@transaction.atomic
def map_columns(
    user: User, one: LedgerImport, fields: Mapping[str, Sequence[int]], *, with_hidden: bool
) -> None:
    """A person says what the columns mean (from 0), and whether hidden rows count. The next file of this shape knows it.

    Raises:
        Refused: no column holds the task's name, or one is there twice.
    """
    if not user.is_office:
        raise NotYours("office-only")
    if one.state != LedgerImport.State.PREVIEW:
        raise Refused("import-not-preview")
    if not fields.get("title"):
        raise Refused("import-no-title")
    taken = [column for columns in fields.values() for column in columns]
    twice = next((column for column in taken if taken.count(column) > 1), None)
    if twice is not None:
        raise Refused(
            "import-column-twice", column=one.columns[twice] if twice < len(one.columns) else twice + 1
        )
    before = {"fields": one.fields, "with_hidden": one.with_hidden}
    one.fields, one.is_mapped, one.with_hidden = (
        {key: list(columns) for key, columns in fields.items()},
        True,
        with_hidden,
    )
    one.save(update_fields=["fields", "is_mapped", "with_hidden"])
    if before["fields"] != one.fields:
        ColumnMapping.objects.update_or_create(
            shape=_shape(header_of(one)),
            defaults={
                "columns": one.columns,
                "fields": one.fields,
                "learned_by": user,
                "learned_on": today(),
            },
        )
    after = {"fields": one.fields, "with_hidden": with_hidden}
    record(user, "map", Subject("import", one.pk, one.name), before=before, after=after)


def _shape(header: Header) -> str:
    return hashlib.sha256(shape_of(header).encode()).hexdigest()


class _Known:
    """The campaign's tasks by title and by number, and who their people are."""

    def __init__(self, campaign: Campaign) -> None:
        tasks = Task.objects.filter(campaign=campaign, removed_on=None).prefetch_related(
            "assignments__leader", "milestones"
        )
        self.by_title: dict[str, Task] = {}
        self.by_no: dict[str, list[Task]] = {}
        for task in tasks:
            self.by_title.setdefault(task.title, task)
            self.by_no.setdefault(task.no, []).append(task)
        self.units = {name: unit.pk for name, unit in units_by_name().items()}
        self.leaders = {
            a.leader_id: a.leader.name
            for t in self.by_title.values()
            for a in t.assignments.all()
            if a.leader
        }

    def match(self, row: LedgerRow) -> Task | None:
        """The task of the same title, else that of the same number with a similar one."""
        title = row.title or ""
        if title in self.by_title:
            return self.by_title[title]
        return next(
            (
                task
                for task in self.by_no.get(row.no or "", ())
                if row.no and likeness(task.title, title) >= ALIKE
            ),
            None,
        )


def _line(row: LedgerRow, errors: tuple[LedgerError, ...], known: _Known) -> Line:
    if errors:
        return Line(row, "error", errors, None)
    task = known.match(row)
    if task is None:
        return Line(row, "create", (), None)
    changed = tuple(_changes(task, row, known))
    return Line(row, "update" if changed else "skip", (), task, changed)


def _changes(task: Task, row: LedgerRow, known: _Known) -> Iterable[str]:
    """The names of the columns in which a row differs from its task."""
    plain = snapshot(task)
    for name, value in row_columns(row).items():
        if name != "state" and plain[name] != (value.isoformat() if hasattr(value, "isoformat") else value):
            yield name
    if [known.leaders.get(key) for key in plain["leaders"]] != list(row.lead_leader):
        yield "leaders"
    if plain["lead_units"] != [known.units[name] for name in row.lead_units]:
        yield "lead_units"
    if plain["units"] != [known.units[name] for name in row.units]:
        yield "units"
    if (row.progress is not None and row.progress != task.progress) or (row.status or "") != task.status:
        yield "progress"


def row_columns(row: LedgerRow) -> dict[str, Any]:
    """A row as the columns of a task."""
    return {
        "no": row.no or "", "title": row.title or "", "group": row.group or "", "start": row.start, "deadline": row.deadline,
        "deadline_text": row.deadline_text or "", "recurring": row.recurring or "", "note": row.note or "",
    }  # fmt: skip


def correct(user: User, one: LedgerImport, cells: Mapping[tuple[int, int], str]) -> None:
    """The clerk writes other words into cells (row and column from 1) of a preview."""
    if not user.is_office:
        raise NotYours("office-only")
    if one.state != LedgerImport.State.PREVIEW:
        raise Refused("import-not-preview")
    for (row, column), words in cells.items():
        if not (0 < row <= len(one.rows)) or column < 1:
            raise Refused("import-no-cell", row=row, column=column)
        line = one.rows[row - 1]
        line += [None] * (column - len(line))
        line[column - 1] = words.strip() or None
    one.save(update_fields=["rows"])
