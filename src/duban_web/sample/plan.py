"""The 194 tasks of the sample campaign, each with the course that the story gives it."""

import datetime as dt
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from importlib.resources import files

from duban_web.sample.county import TOWNS

SEED = 20200921
START, END = dt.date(2020, 9, 21), dt.date(2020, 12, 31)
FINISHED = 130
LEAST = 10  # of fewer things a share cannot be told in whole numbers
LAST_FINISH = dt.date(2020, 12, 18)
DAY = dt.timedelta(days=1)
WEEK = 7 * DAY


class Course(StrEnum):
    """How a task goes in the autumn. All are in order again by the middle of December."""

    STEADY = "steady"
    SLOW = "slow"
    BLOCKED = "blocked"
    SILENT = "silent"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone with its weight in percent."""

    name: str
    due: dt.date
    weight: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A task as the office writes it down, its course, and the Friday on which it is done (None: after the story)."""

    no: int
    title: str
    group: str
    leader: str
    lead: str
    units: tuple[str, ...]
    deadline: dt.date
    what: str
    quantity: Decimal | None
    unit: str
    steps: tuple[Step, ...]
    course: Course
    done_on: dt.date | None


def planned_tasks() -> list[Planned]:
    """Always the same 194."""
    dice = random.Random(SEED)  # noqa: S311 a story, no secret
    raw = list(_raw())
    finished = set(dice.sample(range(len(raw)), FINISHED))
    return [_planned(no, row, dice, finishes=no in finished) for no, row in enumerate(raw)]


def _raw() -> Iterator[dict[str, object]]:
    table = tomllib.loads(files("duban_web.sample").joinpath("ledger.toml").read_text("utf-8"))
    for group in table["group"]:
        for task in group["tasks"]:
            towns = enumerate(TOWNS) if task.get("town") else [(0, "")]
            for number, town in towns:
                first, more = task.get("n", (0, 0))
                quantity = first + more * number
                yield {
                    "title": task["title"].format(town=town, n=quantity), "group": group["name"], "leader": group["leader"],
                    "lead": town or task["lead"], "units": tuple(task["with"]), "what": task.get("what", ""), "unit": task.get("unit", ""),
                    "quantity": Decimal(quantity) if quantity >= LEAST else None, "steps": task.get("steps", ()),
                }  # fmt: skip


COURSES = (
    (Course.STEADY,) * 76
    + (Course.SLOW,) * 9
    + (Course.BLOCKED,) * 5
    + (Course.SILENT,) * 5
    + (Course.OVERDUE,) * 5
)


def _planned(no: int, row: dict[str, object], dice: random.Random, *, finishes: bool) -> Planned:
    course = dice.choice(COURSES)
    if finishes:
        deadline = dt.date(2020, 11, 6) + dice.randrange(42) * DAY
        done_on = _friday(deadline)
        if course is Course.OVERDUE:
            deadline = dt.date(2020, 11, 10) + dice.randrange(8) * DAY
            done_on = dt.date(2020, 12, 4)
    else:
        deadline, done_on = dt.date(2020, 12, 24) + dice.randrange(8) * DAY, None
        course = Course.SLOW if course is Course.OVERDUE else course
    if done_on is not None and done_on <= dt.date(2020, 11, 27):
        course = Course.STEADY
    names: tuple[str, ...] = row["steps"]  # type: ignore[assignment]
    return Planned(
        no=no + 1, title=str(row["title"]), group=str(row["group"]), leader=str(row["leader"]), lead=str(row["lead"]),
        units=row["units"], deadline=deadline, what=str(row["what"]), quantity=row["quantity"], unit=str(row["unit"]),  # type: ignore[arg-type]
        steps=_steps(names, deadline), course=course, done_on=done_on,
    )  # fmt: skip


def _friday(day: dt.date) -> dt.date:
    """The last Friday on or before a day."""
    return min(day - (day.weekday() - 4) % 7 * DAY, LAST_FINISH)


def _steps(names: tuple[str, ...], deadline: dt.date) -> tuple[Step, ...]:
    """Milestones spread evenly up to the deadline."""
    span = (deadline - START).days
    found = []
    for number, words in enumerate(names, start=1):
        name, _, weight = words.rpartition(" ")
        found.append(Step(name, START + span * number // len(names) * DAY, int(weight)))
    return tuple(found)
