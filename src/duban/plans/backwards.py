"""Back-scheduling (倒排工期): the dates of a task's steps, filled in backwards from its deadline over working days."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from duban.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class TemplateStep:
    """A step and how many working days it takes."""

    name: str
    workdays: int
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Template:
    """The usual steps of a kind of task."""

    code: str
    name: str
    steps: tuple[TemplateStep, ...]


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step with the day on which it must begin at the latest, and the day on which it must be done."""

    name: str
    latest_start: dt.date
    due: dt.date
    weight: Decimal


@cache
def templates() -> tuple[Template, ...]:
    """All templates that ship, by code."""
    folder = files("duban.plans").joinpath("templates")
    sources = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda p: p.name)
    return tuple(_template(path.name.removesuffix(".toml"), path.read_text("utf-8")) for path in sources)


def _template(code: str, source: str) -> Template:
    table = tomllib.loads(source)
    steps = tuple(TemplateStep(row["name"], row["workdays"], Decimal(row["weight"])) for row in table["step"])
    return Template(code, table["name"], steps)


def schedule_back(
    steps: Sequence[TemplateStep], deadline: dt.date, *, calendar: WorkCalendar
) -> list[PlannedStep]:
    """Each step ends on the last working day before the next one begins; the last ends on the deadline.

    A step of n working days takes n working days, its first and its last among them.
    """
    found: list[PlannedStep] = []
    due = deadline
    for step in reversed(steps):
        begins = calendar.add(due + dt.timedelta(days=1), -step.workdays) if step.workdays else due
        found.append(PlannedStep(step.name, begins, due, step.weight))
        due = calendar.add(begins, -1)
    return found[::-1]


def slack(plan: Sequence[PlannedStep], day: dt.date, *, calendar: WorkCalendar) -> int:
    """Working days that are left before the first step must begin; negative when it is too late to take the usual time."""
    return calendar.between(day, plan[0].latest_start) if plan else 0
