"""Zones (分区管控): which level an area had on which day, from the moves of its record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

Step = tuple[dt.date, str]


@dataclass(frozen=True, slots=True)
class Span:
    """A level from a day to another, both within; `end` is None where it still holds."""

    state: str
    start: dt.date
    end: dt.date | None


def spans(steps: Sequence[Step]) -> list[Span]:
    """The levels of an area, one after another. Of several moves on one day the last counts; the same level again goes on."""
    by_day = dict(sorted(steps, key=lambda step: step[0]))  # sorting keeps the order within a day
    found: list[Span] = []
    for day, state in by_day.items():
        if found and found[-1].state == state:
            continue
        if found:
            found[-1] = Span(found[-1].state, found[-1].start, day - dt.timedelta(1))
        found.append(Span(state, day, None))
    return found


def level_on(steps: Sequence[Step], day: dt.date) -> str:
    """The level that holds at the end of a day, "" before the first."""
    return next((one.state for one in reversed(spans(steps)) if one.start <= day), "")
