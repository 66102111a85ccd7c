"""How a record stands on a day: when it is due, how late it is, its light."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from duban.calendar import WorkCalendar
from duban.registers.conditions import all_hold
from duban.registers.definition import Definition
from duban.registers.grading import next_check


@dataclass(frozen=True, slots=True)
class Standing:
    """The day on which the clock runs out, None without one or in an ended state; the light, "" without one."""

    due: dt.date | None
    light: str


def due_of(definition: Definition, values: Mapping[str, str | None], on: dt.date, calendar: WorkCalendar) -> dt.date | None:  # fmt: skip
    """When the clock of a record runs out that was written on a day, or its next check is due; a clock that starts on a holiday begins on the first working day."""
    if definition.state(str(values["state"])).is_ended:
        return None
    if definition.blocks.grading:
        return next_check(definition.blocks.grading, values, on)
    rule = definition.clock
    if rule is None:
        return None
    said = values.get(rule.start) if rule.start else on.isoformat()
    return calendar.add(dt.date.fromisoformat(said), rule.days) if said else None


def standing(
    definition: Definition, values: Mapping[str, str | None], on: dt.date, day: dt.date, calendar: WorkCalendar
) -> Standing:  # fmt: skip
    """How a record that was written `on` a day stands at the end of another."""
    due = due_of(definition, values, on, calendar)
    if definition.state(str(values["state"])).is_ended:
        return Standing(None, "")
    seen = dict(values) | {
        "age": str((day - on).days), "overdue": str(max(0, calendar.between(due, day))) if due else "0",
        "left": str(calendar.between(day, due)) if due else "",
    }  # fmt: skip
    light = next((rule.colour for rule in definition.lights if all_hold(rule.when, seen)), "")
    return Standing(due, light)
