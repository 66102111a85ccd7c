"""Who stands where and when (值守排班): coverage of the posts, gaps, attendance; yesterday's plan as a beginning for today's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from duban.registers import FILES, Definition, Type
from duban.registers.blocks import WEEK, Roster
from duban.registers.roster import Cell, Coverage, Duty, cells, coverage
from duban_web.common.access import Right, demand
from duban_web.common.errors import Refused
from duban_web.people.models import User
from duban_web.registers.importing import add_rows
from duban_web.registers.models import Record, Register
from duban_web.registers.queries import may_see_personal, registers, values_of, visible

MOST_POSTS = 5000


@dataclass(frozen=True, slots=True)
class Post:
    """A post: key and number of its record, by which words people know it, how many it needs in each shift."""

    key: int
    number: int
    name: str
    need: int


@dataclass(frozen=True, slots=True)
class Row:
    """A post with its shifts of a day: the cell and the keys of the duties there."""

    post: Post
    shifts: Sequence[tuple[Cell, Sequence[int]]]

    @property
    def gap(self) -> int:
        """People missing over all shifts."""
        return sum(cell.gap for cell, _ in self.shifts)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A day: its posts, how far they are covered, how many came, the days of the week around it with their coverage."""

    day: dt.date
    shifts: Sequence[str]
    rows: Sequence[Row]
    coverage: Coverage
    people: int
    came: int
    week: Sequence[tuple[dt.date, Coverage]]


Shown = tuple[str, Sequence[tuple[int, Sequence[tuple[Record, str]]]]]
"""A row to be read: the post's name; in each shift how many are missing, and the duties with their people's names."""


def posts(register: Register) -> list[Post]:
    """The posts that are in use, from the register that the duties refer to."""
    rule = register.definition.blocks.of(Roster)
    other = registers().filter(code=register.definition.field(rule.post).to).first()
    if other is None:
        return []
    definition = other.definition
    ended = [state.code for state in definition.states if state.is_ended]
    rows = other.records.filter(removed_on=None).exclude(state__in=ended).order_by("id")
    title = definition.title.code
    return [
        Post(key, number, values.get(title, f"#{number}"), int(Decimal(values.get(rule.needs) or 1)))
        for key, number, values in rows.values_list("pk", "number", "values")[:MOST_POSTS]
    ]


def of_days(records: QuerySet[Record], register: Register, days: Sequence[dt.date]) -> QuerySet[Record]:
    """Duties of these days: by the day that records count for where that is the day of the duty, which need not be taken out of JSON."""
    day = register.definition.blocks.of(Roster).day
    if register.definition.dated == day:
        return records.filter(dated__in=days)
    return records.filter(**{f"values__{day}__in": [one.isoformat() for one in days]})


def _duties(rule: Roster, records: QuerySet[Record]) -> list[tuple[int, Duty]]:
    """Key of the record and its duty; nobody's name is opened for it."""
    rows = records.filter(links__field=rule.post).values_list("pk", "links__target", "state", "values")
    came = dict.fromkeys(rule.present, True) | dict.fromkeys(rule.absent, False)
    return [
        (key, Duty(str(key), post, dt.date.fromisoformat(day), values.get(rule.shift, ""), came.get(state)))
        for key, post, state, values in rows
        if (day := values.get(rule.day))
    ]  # fmt: skip


def sheet(user: User, register: Register, day: dt.date) -> Sheet:
    """The plan of a day, those with gaps first, and the coverage of the days of its week."""
    rule, shown = register.definition.blocks.of(Roster), posts(register)
    shifts = register.definition.field(rule.shift).choices
    monday = day - dt.timedelta(day.weekday())
    week = [monday + dt.timedelta(n) for n in range(WEEK)]
    told = _duties(rule, of_days(visible(user, register), register, week))
    duties = [duty for _, duty in told]
    needs = {post.key: post.need for post in shown}
    found = cells(needs, duties, day, shifts)
    people: dict[tuple[int, str], list[int]] = {}
    for key, duty in told:
        if duty.day == day:
            people.setdefault((duty.post, duty.shift), []).append(key)
    rows = [
        Row(
            post,
            [(found[(post.key, shift)], people.get((post.key, shift), ())) for shift in shifts],
        )
        for post in shown
    ]
    rows.sort(key=lambda row: (-row.gap, row.post.key))
    of_day = [duty for duty in duties if duty.day == day]
    covered = coverage(needs, duties, week, shifts)
    return Sheet(day, shifts, rows, covered[day], len(of_day), sum(duty.came is True for duty in of_day), list(covered.items()))  # fmt: skip


def with_names(user: User, register: Register, rows: Iterable[Row]) -> list[Shown]:
    """The rows of a page with the names of their people, which may be encrypted: opened for these alone, masked for those who may not see them."""
    wanted, field = list(rows), register.definition.field(register.definition.blocks.of(Roster).person)
    keys = [key for row in wanted for _, own in row.shifts for key in own]
    known = {one.pk: one for one in register.records.filter(pk__in=keys).select_related("unit")}
    names = {}
    for key, one in known.items():
        name = values_of(one).get(field.code, "")
        names[key] = field.masked(name) if field.is_personal and not may_see_personal(user, one) else name
    return [
        (row.post.name, [(cell.gap, [(known[key], names[key]) for key in own]) for cell, own in row.shifts])
        for row in wanted
    ]


def gaps(register: Register, needs: Mapping[int, int], days: Sequence[dt.date]) -> dict[tuple[dt.date, int, str], int]:  # fmt: skip
    """How many are missing on each of these days, at each post, in each shift; `needs` are the posts with how many a shift needs."""
    rule = register.definition.blocks.of(Roster)
    shifts = register.definition.field(rule.shift).choices
    duties = [
        duty for _, duty in _duties(rule, of_days(register.records.filter(removed_on=None), register, days))
    ]
    return {
        (day, post, shift): cell.gap
        for day in days
        for (post, shift), cell in cells(needs, duties, day, shifts).items()
        if cell.gap
    }


def again(definition: Definition, one: Record) -> dict[str, str]:
    """What another duty of the same person says too: what has to be said and what belongs to the person, but no files, codes and remarks of that day."""
    rule, values = definition.blocks.of(Roster), values_of(one)
    own = {rule.person, rule.post, rule.shift}
    return {
        field.code: values.get(field.code, "")
        for field in definition.fields
        if field.code in own
        or ((field.is_needed or field.is_personal) and field.type not in (*FILES, Type.QR))
    }


def copy_day(user: User, register: Register, source: dt.date, target: dt.date) -> int:
    """The same people at the same posts in the same shifts on another day; who is on duty there already stays where that is. Returns how many duties were added.

    Raises:
        Refused: nobody was on duty on the day copied, or all of them are there already.
    """
    demand(user, Right.KEEP)
    rule = register.definition.blocks.of(Roster)
    there = {
        _on_duty(rule, one) for one in of_days(register.records.filter(removed_on=None), register, [target])
    }
    rows = of_days(register.records.filter(removed_on=None), register, [source]).select_related("unit", "register").order_by("id")  # fmt: skip
    typed = [
        again(register.definition, one) | {rule.day: target.isoformat()}
        for one in rows
        if _on_duty(rule, one) not in there
    ]
    if not typed:
        raise Refused("roster-nothing", day=source)
    return len(add_rows(user, register, list(enumerate(typed, 1)), told={"day": source.isoformat()}))


def _on_duty(rule: Roster, one: Record) -> tuple[str, ...]:
    values = values_of(one)
    return tuple(values.get(code, "") for code in (rule.person, rule.shift))
