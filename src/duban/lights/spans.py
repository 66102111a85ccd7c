"""A light is an event in time: spans of one colour, from its first day to its last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from duban.lights.evaluate import Light


@dataclass(frozen=True, slots=True)
class Span:
    """One colour (None: no light) from `first` on; `last` is None while it lasts. `light` is what was seen on the first day."""

    colour: str | None
    first: dt.date
    last: dt.date | None
    light: Light


def spans_of(lights: Iterable[Light]) -> list[Span]:
    """The spans of one task's lights, given in order of days. A change of rules begins a new span."""
    spans: list[Span] = []
    for light in lights:
        if spans and spans[-1].colour == light.colour and spans[-1].light.version == light.version:
            continue
        if spans:
            before = spans[-1]
            spans[-1] = Span(before.colour, before.first, light.day - dt.timedelta(days=1), before.light)
        spans.append(Span(light.colour, light.day, None, light))
    return spans
