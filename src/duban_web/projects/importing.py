"""A project list as Excel: all rows or none; a project that is known by its name is changed where the list says something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from duban.projects import stages_for
from duban.projects.listing import Listed, Listing, read_listing
from duban.projects.procedures import kinds
from duban_files.errors import FileError
from duban_files.table_file import read_table
from duban_web.audit.operations import record
from duban_web.common.access import Right, demand
from duban_web.common.errors import Refused
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.people.models import Leader, Unit, User
from duban_web.people.queries import leaders, units_by_name
from duban_web.projects import lighting
from duban_web.projects.models import Month, Move, Project, Year
from duban_web.projects.operations import begin_procedures, plain, prove, subject

MOST_PROBLEMS = 30
DATES = {"start": "planned_start", "end": "planned_end"}
FUNDING = {kind.code: kind.funding for kind in kinds()}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a row that says nothing gets."""

    unit: Unit
    kind: str


@dataclass(frozen=True, slots=True)
class Taken:
    """How many rows made a project, how many changed one."""

    added: int
    changed: int


def read(data: bytes, *, name: str) -> Listing:
    """The list in a file.

    Raises:
        Refused: no table, or no column with the names of projects.
    """
    try:
        found = read_listing(read_table(data, name=name), year=today().year)
    except FileError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    if not found.columns:
        raise Refused("project-no-header")
    return found


@transaction.atomic
def take_in(user: User, data: bytes, *, name: str, defaults: Defaults) -> Taken:
    """The whole list.

    Raises:
        Refused: a row that cannot be read, a unit or leader that nobody knows, a project that stands in it twice: each named by its row.
    """
    demand(user, Right.KEEP)
    listing = read(data, name=name)
    problems = [say(p.code, row=p.row, column=p.column, words=p.words) for p in listing.problems]
    units, people = units_by_name(), {str(one): one for one in leaders()}
    known = {one.name: one for one in Project.objects.select_for_update().filter(removed_on=None)}
    seen: dict[str, int] = {}
    rows: list[tuple[Listed, Project]] = []
    for row in listing.rows:
        if row.name in seen:
            problems.append(say("project.list.twice", row=row.row, name=row.name, other=seen[row.name]))
        seen[row.name] = row.row
        one = known.get(row.name) or Project(name=row.name, unit=defaults.unit, kind=defaults.kind)
        problems += _fill(one, row, units, people)
        rows.append((row, one))
    if problems:
        raise Refused("sheet-wrong", n=len(problems), list="\n".join(problems[:MOST_PROBLEMS]))
    added = 0
    for row, one in rows:
        added += one.pk is None
        _save(user, one, row)
    lighting.refresh(keys=[one.pk for _, one in rows])
    return Taken(added, len(rows) - added)


def _fill(one: Project, row: Listed, units: Mapping[str, Unit], people: Mapping[str, Leader]) -> list[str]:
    """Write the row into the project; what nobody knows comes back as sentences."""
    problems: list[str] = []
    for name, longest in (("investor", 120), ("content", 5000), ("difficulty", 300)):
        if words := row.texts.get(name):
            setattr(one, name, words[:longest])
    problems += _fill_people(one, row, units, people)
    one.total = row.amounts.get("total", one.total)
    one.is_blocked = bool(one.difficulty)
    one.kind, one.level = row.codes.get("kind", one.kind), row.codes.get("level", one.level)
    stage = row.codes.get("stage")
    if stage and stage in {s.code for s in stages_for(FUNDING[one.kind])}:
        one.stage = stage
    for said, name in DATES.items():
        setattr(one, name, row.dates.get(said, getattr(one, name)))
    try:
        prove(one)
    except Refused as problem:
        problems.append(say("register.row", row=row.row, words=problem.sentence(language())))
    return problems


def _fill_people(one: Project, row: Listed, units: Mapping[str, Unit], people: Mapping[str, Leader]) -> list[str]:  # fmt: skip
    """Unit, place and leader."""
    problems = []
    if words := row.texts.get("unit"):
        if words in units:
            one.unit = units[words]
        else:
            problems.append(say("project.list.no-unit", row=row.row, words=words))
    if words := row.texts.get("town"):
        one.town, one.place = units.get(words) or one.town, words[:80]
    if words := row.texts.get("leader"):
        if words in people:
            one.leader = people[words]
        else:
            problems.append(say("project.list.no-leader", row=row.row, words=words))
    return problems


def _save(user: User, one: Project, row: Listed) -> None:
    before = Project.objects.filter(pk=one.pk).first() if one.pk else None
    if before is None or before.stage != one.stage:
        one.stage_since = today()
    one.save()
    if before is None or before.stage != one.stage:
        Move.objects.create(project=one, stage=one.stage, on=today(), by=user)
    if before is None:
        begin_procedures(one)
    _amounts(one, row, user)
    record(
        user,
        "import",
        subject(one),
        before=plain(before) if before else None,
        after=plain(one) | {"row": row.row},
    )


def _amounts(one: Project, row: Listed, user: User) -> None:
    """The plan of this year; what was invested since January goes into the month in which the list is taken in, less what is known."""
    year, month = today().year, today().month
    if plan := row.amounts.get("plan"):
        Year.objects.update_or_create(project=one, year=year, defaults={"plan": plan})
    if (done := row.amounts.get("done")) is None:
        return
    known = sum((m.done for m in one.months.filter(year=year).exclude(number=month) if m.done), Decimal(0))
    Month.objects.update_or_create(
        project=one, year=year, number=month, defaults={"done": done - known, "reported_on": today(), "by": user}
    )  # fmt: skip
