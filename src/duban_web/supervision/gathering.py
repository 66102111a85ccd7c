"""收表: filled Excel files that came by message. Each finds its unit, is shown, taken in for the unit (代报), and can be taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from duban.flow.life import REPORTING
from duban_files.duty_file import FilledSheet, read_duties
from duban_files.errors import FileError
from duban_files.zips import Sent, count, unpacked
from duban_web.audit.operations import Subject, record
from duban_web.campaigns.models import Assignment, Campaign, Task
from duban_web.common.access import Right, demand
from duban_web.common.errors import Changed, Refused
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.people.models import Unit, User
from duban_web.people.queries import units_by_name
from duban_web.supervision import duties
from duban_web.supervision.filling import Row, fill
from duban_web.supervision.lighting import refresh
from duban_web.supervision.models import Gathering, ProgressReport
from duban_web.supervision.operations import accept

MOST_FILES = 300
LARGEST = 20 * 1024 * 1024
PREVIEW, APPLIED, UNDONE = "preview", "applied", "undone"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about the pile that a person must look at: which file, which row, what."""

    file: str
    row: int
    text: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A pile before it is taken in: files with their unit and number of rows, and everything missing, double or wrong as one list."""

    files: Sequence[Mapping[str, Any]]
    rows: int
    problems: Sequence[Problem]
    missing: Sequence[Unit]


@transaction.atomic
def take(user: User, campaign: Campaign, files: Sequence[Sent], *, name: str) -> Gathering:
    """Read every file and keep its rows; nothing is reported yet.

    Raises:
        Refused: nothing in it, too many files, a broken zip.
    """
    demand(user, Right.KEEP)
    try:
        number = sum(map(count, files))
        sent = [one for file in files for one in unpacked(file)] if number <= MOST_FILES else []
    except FileError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    if not number:
        raise Refused("pile-empty", name=name)
    if not sent:
        raise Refused("pile-too-many", name=name, n=number, most=MOST_FILES)
    known, tasks = units_by_name(), _Tasks(campaign)
    gathering = Gathering.objects.create(
        campaign=campaign, name=name[-200:], uploaded_on=today(), uploaded_by=user, sheets=[_sheet(one, known, tasks) for one in sent]
    )  # fmt: skip
    record(
        user,
        "upload",
        Subject("gathering", gathering.pk, gathering.name),
        before=None,
        after={"files": number},
    )
    return gathering


class _Tasks:
    """The tasks that can be reported on, by key and by title, and who leads them."""

    def __init__(self, campaign: Campaign) -> None:
        tasks = Task.objects.filter(campaign=campaign, removed_on=None, state__in=REPORTING)
        self.by_key = {
            task.pk: task for task in tasks.select_related("campaign").prefetch_related("assignments")
        }
        self.by_title: dict[str, list[Task]] = {}
        for task in self.by_key.values():
            self.by_title.setdefault("".join(task.title.split()), []).append(task)
        self.lead = {
            task.pk: {a.unit_id for a in task.assignments.all() if a.part == Assignment.Part.LEAD} for task in self.by_key.values()
        }  # fmt: skip

    def find(self, cells: Mapping[str, str]) -> Task | None:
        """By the key that Duban wrote, else by the whole title if only one task has it."""
        key = cells.get("key", "")
        if key.isdecimal() and int(key) in self.by_key:
            return self.by_key[int(key)]
        same = self.by_title.get("".join(cells.get("title", "").split()), [])
        return same[0] if len(same) == 1 else None


def _sheet(sent: Sent, known: Mapping[str, Unit], tasks: _Tasks) -> dict[str, Any]:
    kept: dict[str, Any] = {"name": sent.name, "unit": None, "rows": [], "problem": ""}
    if len(sent.data) > LARGEST:
        return kept | {
            "problem": say("file.too-large", name=sent.name, size=len(sent.data) >> 20, limit=LARGEST >> 20)
        }
    try:
        sheet = read_duties(sent.data, name=sent.name)
    except FileError as problem:
        return kept | {"problem": Refused(problem.code, **problem.fields).sentence(language())}
    if sheet is None:
        return kept | {"problem": say("gather.no_header", name=sent.name)}
    rows = [
        {
            "row": line.row,
            "cells": dict(line.cells),
            "task": task.pk if (task := tasks.find(line.cells)) else None,
        }
        for line in sheet.lines
    ]
    return kept | {"rows": rows, "unit": _unit(sent.name, sheet, rows, known, tasks)}


def _unit(
    name: str, sheet: FilledSheet, rows: Sequence[Mapping[str, Any]], known: Mapping[str, Unit], tasks: _Tasks
) -> int | None:
    """The unit that leads most of the rows' tasks; else the longest name of a unit in the file's name or above the header."""
    leads = Counter(unit for row in rows if row["task"] for unit in tasks.lead[row["task"]])
    if leads:
        return leads.most_common(1)[0][0]
    words = f"{name} {sheet.head}"
    named = max((other for other in known if len(other) > 1 and other in words), key=len, default=None)
    return known[named].pk if named else None


def overview(one: Gathering) -> Overview:
    """What would be taken in, and what is missing, double or wrong."""
    units, tasks = Unit.objects.in_bulk([s["unit"] for s in one.sheets if s["unit"]]), _Tasks(one.campaign)
    problems: list[Problem] = []
    seen: dict[int, str] = {}
    for sheet in one.sheets:
        if sheet["problem"]:
            problems.append(Problem(sheet["name"], 0, sheet["problem"]))
        elif sheet["unit"] is None:
            problems.append(Problem(sheet["name"], 0, say("gather.no_unit")))
        problems += _doubles(sheet, seen)
        problems += [
            Problem(sheet["name"], row.row, text)
            for row in _rows(sheet, tasks, problems)
            for text in _wrong(row)
        ]
    files = [
        {"name": s["name"], "unit": units.get(s["unit"]), "rows": len(s["rows"]), "problem": s["problem"]}
        for s in one.sheets
    ]
    here = {s["unit"] for s in one.sheets if s["unit"]}
    missing = [s.unit for s in duties.silent_units(one.campaign, today()) if s.unit.pk not in here]
    return Overview(files, sum(len(s["rows"]) for s in one.sheets), problems, missing)


def _doubles(sheet: Mapping[str, Any], seen: dict[int, str]) -> list[Problem]:
    """A task that stands in two files or twice in one: the first is taken in."""
    found = []
    for row in sheet["rows"]:
        if row["task"] and row["task"] in seen:
            found.append(Problem(sheet["name"], row["row"], say("gather.double", other=seen[row["task"]])))
        elif row["task"]:
            seen[row["task"]] = sheet["name"]
    return found


def _rows(sheet: Mapping[str, Any], tasks: _Tasks, problems: list[Problem]) -> list[Row]:
    """The rows with a task; those without are noted as problems."""
    found = []
    for row in sheet["rows"]:
        cells = row["cells"]
        if row["task"] is None or row["task"] not in tasks.by_key:
            problems.append(
                Problem(sheet["name"], row["row"], say("gather.no_task", title=cells.get("title", "")[:40]))
            )
            continue
        if not any(cells.get(name) for name in ("percent", "reached", "text")):
            continue
        found.append(Row.of(tasks.by_key[row["task"]], cells, row=row["row"]))
    return found


def _wrong(row: Row) -> Sequence[str]:
    row.told()
    return row.problems


@transaction.atomic
def apply(user: User, one: Gathering) -> int:
    """Take in every row that is right, as reports of the office for the units, accepted at once. Returns how many.

    Raises:
        Changed: it is taken in or taken back already.
    """
    demand(user, Right.KEEP)
    locked = Gathering.objects.select_for_update().get(pk=one.pk)
    if locked.state != PREVIEW:
        raise Changed("gathering-done")
    tasks, taken = _Tasks(locked.campaign), set[int]()
    rows: list[Row] = []
    for sheet in locked.sheets:
        rows += [row for row in _rows(sheet, tasks, []) if row.task.pk not in taken]
        taken |= {row.task.pk for row in rows}
    done = fill(user, locked.campaign, rows, instead=True, batch=-locked.pk)
    for report in done.sent:
        accept(user, report, compute=False)
    refresh(locked.campaign, tasks=[report.task for report in done.sent])
    locked.state = APPLIED
    locked.save(update_fields=["state"])
    record(
        user,
        "gather",
        Subject("gathering", locked.pk, locked.name),
        before=None,
        after={"reports": len(done.sent)},
    )
    return len(done.sent)


@transaction.atomic
def undo(user: User, one: Gathering) -> int:
    """Take the reports of a pile back; what units reported themselves since stays. Returns how many."""
    demand(user, Right.KEEP)
    locked = Gathering.objects.select_for_update().get(pk=one.pk)
    if locked.state != APPLIED:
        raise Changed("gathering-done")
    reports = ProgressReport.objects.filter(batch=-locked.pk, undone_on=None)
    tasks = [report.task for report in reports.select_related("task")]
    number = reports.update(undone_on=today())
    locked.state = UNDONE
    locked.save(update_fields=["state"])
    record(user, "undo", Subject("gathering", locked.pk, locked.name), before=None, after={"reports": number})
    refresh(locked.campaign, tasks=tasks)
    return number
