"""Grading of places by risk: the score gives the colour, the colour how often the place is checked (分级监管)."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

MOST = Decimal(100)


@dataclass(frozen=True, slots=True)
class Grade:
    """A colour, the least score for it, and the days between two checks."""

    colour: str
    least: Decimal
    every_days: int


@cache
def grades() -> tuple[Grade, ...]:
    """The grades of grades.toml, the highest risk first."""
    table = tomllib.loads(files("duban.flow").joinpath("grades.toml").read_text("utf-8"), parse_float=Decimal)
    return tuple(Grade(row["colour"], Decimal(row["least"]), row["every_days"]) for row in table["grade"])


def grade_of(score: Decimal) -> Grade:
    """The grade of a risk score.

    Raises:
        ValueError: the score is not between 0 and 100.
    """
    if not 0 <= score <= MOST:
        raise ValueError(f"{score} is no score between 0 and 100")
    return next(grade for grade in grades() if score >= grade.least)


def next_check(score: Decimal, last: dt.date | None, *, since: dt.date) -> dt.date:
    """The day by which a place has to be checked again; one that was never checked counts from the day on which it was registered."""
    return (last or since) + dt.timedelta(days=grade_of(score).every_days)
