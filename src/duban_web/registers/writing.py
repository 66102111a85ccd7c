"""What is typed becomes the values of a record: read, proved, filled in, not yet saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from duban.calendar import WorkCalendar
from duban.registers import FILES, Definition, Field, Type, ValueProblem, standing, with_quotients
from duban_web.common.errors import Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.people.models import Unit
from duban_web.people.queries import units_by_name
from duban_web.registers.linking import Targets, targets
from duban_web.registers.models import Record
from duban_web.registers.queries import values_of
from duban_web.registers.sealing import digest, sealed


class Mistakes(Refused):
    """What is wrong with what was typed, by code of the field."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        super().__init__("register-mistakes", list="\n".join(by_field.values()))
        self.by_field = dict(by_field)


@dataclass(slots=True)
class Read:
    """What was typed, as values; the unit and the records that it names."""

    values: dict[str, str]
    unit: Unit | None
    links: dict[str, Record]


def read_values(definition: Definition, typed: Mapping[str, str], *, units: Mapping[str, Unit] | None = None, others: Mapping[str, Targets] | None = None) -> Read:  # fmt: skip
    """The values of what was typed. Who reads many rows looks up the units and the records that they refer to for all of them.

    Raises:
        Mistakes: all that is wrong at once.
    """
    known = units if units is not None else units_by_name()
    others = others if others is not None else targets(definition, [typed])
    found, mistakes = Read({}, None, {}), {}
    for one in definition.fields:
        if one.type in FILES or one.quotient:
            continue
        try:
            value = one.read(typed.get(one.code, ""), year=today().year)
            if value and one.type is Type.UNIT:
                value = _unit(one, value, known, found)
            if value and one.type is Type.LINK:
                found.links[one.code] = others[one.code].find(value)
                value = f"#{found.links[one.code].number}"
        except ValueProblem as problem:
            mistakes[one.code] = say(problem.code, **problem.fields)
            continue
        found.values[one.code] = value
    if mistakes:
        raise Mistakes(mistakes)
    found.values = with_quotients(definition.fields, found.values)
    return found


def _unit(one: Field, value: str, known: Mapping[str, Unit], found: Read) -> str:
    unit = known.get(value)
    if unit is None:
        raise ValueProblem("no-unit", name=one.name, words=value[:30])
    found.unit = found.unit or unit
    return str(unit)


def filled(definition: Definition, one: Record, read: Read) -> None:
    """Write values into a record, not yet saved: plain and personal apart, what a search finds, the day that it counts for."""
    personal = {f.code for f in definition.fields if f.is_personal}
    one.values = {code: value for code, value in read.values.items() if code not in personal and value}
    one.secret = sealed({code: value for code, value in read.values.items() if code in personal and value})
    one.words = " ".join(one.values.values())
    one.unit = read.unit or one.unit
    said = read.values.get(definition.dated) if definition.dated else ""
    one.dated = dt.date.fromisoformat(said) if said else one.on


def stand(definition: Definition, one: Record, day: dt.date, calendar: WorkCalendar) -> None:
    """Due day and light of a record, not yet saved."""
    if not definition.stands:
        return
    found = standing(definition, values_of(one), one.on, day, calendar)
    one.due, one.light = found.due, found.light


def unique_digests(definition: Definition, values: Mapping[str, str]) -> list[tuple[tuple[str, ...], str]]:
    """The groups of fields that may stand once, with their hash; a group without any value may stand often."""
    return [
        (group, digest(group, [values.get(code, "") for code in group]))
        for group in definition.unique
        if any(values.get(code) for code in group)
    ]
