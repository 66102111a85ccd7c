"""Records from Excel, all rows or none: the header names the fields, every mistake is named by row and column."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence

from django.db import transaction

from duban.registers import FILES, Definition
from duban_files.errors import FileError
from duban_files.table_file import TableFile, read_table, write_table
from duban_web.audit.operations import record
from duban_web.common.access import Right, demand
from duban_web.common.errors import Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.people.models import User
from duban_web.people.queries import units_by_name
from duban_web.registers.following import follow_many
from duban_web.registers.linking import targets
from duban_web.registers.models import Record, RecordLink, Register, UniqueKey
from duban_web.registers.operations import subject
from duban_web.registers.queries import shown
from duban_web.registers.tallying import apply, gathered
from duban_web.registers.writing import Mistakes, Read, filled, read_values, stand, unique_digests
from duban_web.supervision.history import work_calendar

HEADER_WITHIN, MOST_PROBLEMS, BATCH = 10, 30, 2000


def _columns(definition: Definition, grid: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The header's row and the columns by code of the field.

    Raises:
        Refused: no row names at least half of what is needed, or a needed column is missing.
    """
    names = {one.name.replace(" ", ""): one.code for one in definition.fields if one.type not in FILES}
    best: tuple[int, dict[str, int]] = (0, {})
    for at, row in enumerate(grid[:HEADER_WITHIN]):
        found: dict[str, int] = {}
        for n, cell in enumerate(row):
            if (code := names.get(cell.replace(" ", ""))) and code not in found:
                found[code] = n
        if len(found) > len(best[1]):
            best = (at, found)
    needed = [
        one.name
        for one in definition.fields
        if one.is_needed and one.type not in FILES and one.code not in best[1]
    ]
    if not best[1] or needed:
        raise Refused("register-columns", missing="、".join(needed or names))
    return best


def take_in(user: User, register: Register, data: bytes, *, name: str) -> int:
    """The rows of a file. Returns how many.

    Raises:
        Refused: no table, missing columns, or mistakes, each named by its row; then nothing is saved.
    """
    demand(user, Right.KEEP)
    try:
        grid = read_table(data, name=name)
    except FileError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    at, columns = _columns(register.definition, grid)
    rows = [
        (number, {code: row[n] if n < len(row) else "" for code, n in columns.items()})
        for number, row in enumerate(grid[at + 1 :], at + 2)
        if any(row)
    ]
    digest = hashlib.sha256(data).hexdigest()[:16]
    return len(add_rows(user, register, rows, told={"file": name, "sha256": digest}))


@transaction.atomic
def add_rows(user: User, register: Register, rows: Sequence[tuple[int, Typed]], *, told: Mapping[str, str]) -> list[Record]:  # fmt: skip
    """Many records at once, all or none; each row with the number by which its mistakes are named, and what the record of changes tells of where they come from.

    Raises:
        Refused: mistakes, each named by its row.
    """
    known = Register.objects.select_for_update().get(pk=register.pk)
    definition = known.definition
    reads, problems = _read(definition, rows)
    problems += _twice(known, definition, reads)
    if problems:
        raise Refused("sheet-wrong", n=len(problems), list="\n".join(problems[:MOST_PROBLEMS]))
    made = _save(user, known, definition, [read for _, read in reads])
    record(user, "import", subject(known), before=None, after={"rows": len(made), **told})
    return made


Typed = Mapping[str, str]
Reads = list[tuple[int, Read]]


def _read(definition: Definition, rows: Sequence[tuple[int, Typed]]) -> tuple[Reads, list[str]]:
    units, others = units_by_name(), targets(definition, (typed for _, typed in rows))
    reads: Reads = []
    problems: list[str] = []
    for number, typed in rows:
        try:
            reads.append((number, read_values(definition, typed, units=units, others=others)))
        except Mistakes as problem:
            problems += [say("register.row", row=number, words=words) for words in problem.by_field.values()]
    return reads, problems


def _twice(register: Register, definition: Definition, reads: Reads) -> list[str]:
    """Values that may stand once and stand twice in the file, or in the register already."""
    seen: dict[str, int] = {}
    problems, names = [], {}
    for number, read in reads:
        for group, digest in unique_digests(definition, read.values):
            words = "、".join(definition.field(code).name for code in group)
            if digest in seen:
                problems.append(say("register.row_twice", row=number, other=seen[digest], names=words))
            seen.setdefault(digest, number)
            names[digest] = words
    digests = list(seen)
    for start in range(0, len(digests), 500):
        found = UniqueKey.objects.filter(register=register, digest__in=digests[start : start + 500])
        problems += [
            say("register.row_there", row=seen[key], names=names[key], number=number)
            for key, number in found.values_list("digest", "record__number")
        ]
    return problems


def _save(user: User, register: Register, definition: Definition, reads: Sequence[Read]) -> list[Record]:
    made = []
    on, first = today(), definition.states[0].code
    calendar = work_calendar(on)
    for number, read in enumerate(reads, register.last_number + 1):
        one = Record(register=register, number=number, on=on, state=first, by=user)
        filled(definition, one, read)
        stand(definition, one, on, calendar)
        made.append(one)
    Record.objects.bulk_create(made, batch_size=BATCH)
    register.last_number += len(made)
    register.save(update_fields=["last_number"])
    UniqueKey.objects.bulk_create(
        (
            UniqueKey(register=register, record=one, digest=digest)
            for one, read in zip(made, reads, strict=True)
            for _, digest in unique_digests(definition, read.values)
        ),
        batch_size=BATCH,
    )
    RecordLink.objects.bulk_create(
        (RecordLink(record=one, field=code, target=target) for one, read in zip(made, reads, strict=True) for code, target in read.links.items()),
        batch_size=BATCH,
    )  # fmt: skip
    apply(register, gathered(register, made))
    follow_many(user, register, made)
    return made


def blank(register: Register, on: dt.date) -> bytes:
    """An empty table with the header that an import understands, as .xlsx."""
    definition = register.definition
    header = [one.name for one in definition.fields if one.type not in FILES]
    return write_table(TableFile(f"{register.name} {on}", definition.about, header, [[""] * len(header)]))


def exported(register: Register, records: Sequence[Record], *, with_personal: bool) -> bytes:
    """Records as .xlsx, which can be taken in again; personal values masked for those who may not see them."""
    definition = register.definition
    columns = [one for one in definition.fields if one.type not in FILES]
    header = ["编号", "状态", *(one.name for one in columns)]
    rows = []
    for one in records:
        values = dict(shown(definition, one, with_personal=with_personal))
        rows.append([str(one.number), definition.state(one.state).name, *(values[c.code] for c in columns)])
    return write_table(TableFile(register.name, definition.about, header, rows))
