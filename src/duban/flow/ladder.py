"""The escalation ladder as data: written explanations, notices in rising colours, the interview (书面说明、督办通知、约谈)."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from duban.calendar import WorkCalendar

COLOURS = ("blue", "yellow", "orange", "red")
LIGHTS = ("red", "orange", "yellow", "blue")


class LadderError(ValueError):
    """A ladder that cannot be used; `code` names the message, `fields` fill it in."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = f"ladder.{code}"
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Step:
    """A notice of a colour: proposed `after` working days of silence, to be answered within `answer` working days."""

    colour: str
    after: int
    answer: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """`explanation`: working days by light; `reds`: so many red notices in a row to one unit propose an interview."""

    name: str
    explanation: Mapping[str, int]
    steps: tuple[Step, ...]
    reds: int

    def first(self) -> Step:
        """What follows a late explanation."""
        return self.steps[0]

    def above(self, colour: str) -> Step | None:
        """What follows an unanswered notice of a colour; None above the last."""
        at = next((n for n, step in enumerate(self.steps) if step.colour == colour), None)
        return self.steps[at + 1] if at is not None and at + 1 < len(self.steps) else None

    def step(self, colour: str) -> Step:
        """The step of a colour; a colour outside the ladder takes the clock of the last."""
        return next((step for step in self.steps if step.colour == colour), self.steps[-1])


def parse_ladder(source: str) -> Ladder:
    """Read and prove a ladder.

    Raises:
        LadderError: not TOML, a clock that is no number of days, no step, or colours that do not rise.
    """
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as problem:
        raise LadderError("not-toml", problem=str(problem)) from problem
    explanation = {
        str(light): _days(days, light) for light, days in dict(table.get("explanation", {})).items()
    }
    unknown = [light for light in explanation if light not in LIGHTS]
    if unknown:
        raise LadderError("unknown-colour", colour=unknown[0], known="、".join(LIGHTS))
    steps = tuple(
        Step(str(row.get("colour", "")), _days(row.get("after"), "after"), _days(row.get("answer"), "answer"))
        for row in table.get("step", ())
    )
    _prove([step.colour for step in steps])
    return Ladder(
        str(table.get("name", "")),
        explanation,
        steps,
        _days(dict(table.get("interview", {})).get("reds", 3), "reds"),
    )


def _days(value: object, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise LadderError("no-days", name=name, value=value)
    return value


def _prove(colours: list[str]) -> None:
    if not colours:
        raise LadderError("empty")
    for colour in colours:
        if colour not in COLOURS:
            raise LadderError("unknown-colour", colour=colour, known="、".join(COLOURS))
    if sorted(set(colours), key=COLOURS.index) != colours:
        raise LadderError("not-rising", colours="、".join(colours))


def is_due(due: dt.date, day: dt.date, *, after: int, calendar: WorkCalendar) -> bool:
    """Whether a clock that ran out on `due` has been over for at least `after` working days at the end of `day`."""
    return day > due and calendar.between(due, day) >= after


@cache
def default_ladder_source() -> str:
    """The ladder that a campaign begins with."""
    return files("duban.flow").joinpath("ladders/hundred_days.toml").read_text("utf-8")
