"""Why a unit has the points it has: one line for each item, and their sum is the total to the last digit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from duban import messages
from duban.scoring.compute import NOTHING, Readings, UnitScore, group_of, seen_by
from duban.scoring.ranking import Result
from duban.scoring.reading import Reading, Seen
from duban.scoring.scheme import Item, Scheme

DECIMALS = 4
SHOWN = Decimal(1).scaleb(-DECIMALS)


@dataclass(frozen=True, slots=True)
class Line:
    """A node of the tree. `points` of the items with a method and `adjusted` of the branches add up to the total.

    `lost` is the weight less the points; `adjusted` what a branch is more or less than its children: conversion, caps, items left out.
    """

    item: Item
    depth: int
    reading: Reading
    points: Decimal | None
    lost: Decimal
    adjusted: Decimal
    seen: Seen | None
    figures: Mapping[str, Decimal]

    def sentence(self, language: str = "zh") -> str:
        """How the points came about, in words and figures."""

        def said(key: str, **fields: Decimal) -> str:
            return messages.text(
                key, language=language, **{name: plain(value) for name, value in fields.items()}
            )

        if self.item.method is None:
            return said("score.adjusted", points=self.adjusted) if self.adjusted else ""
        if self.points is None:
            return said("score.left-out")
        if self.seen is None or self.reading.value is None:
            return said(f"score.missing.{self.item.missing}", points=self.points)
        distance = ""
        if self.item.ideal is not None:
            low, high = self.item.ideal
            distance = said(
                "score.distance", value=self.reading.value, low=low, high=high, distance=self.seen.value
            )
        own = {"value": self.seen.value, "weight": self.item.weight, "points": self.points}
        return distance + said(f"method.{self.item.method.code}.how", **(own | dict(self.figures)))


def plain(value: Decimal) -> str:
    """At most four decimals, without trailing zeros."""
    exponent = value.as_tuple().exponent
    shown = value.quantize(SHOWN) if isinstance(exponent, int) and exponent < -DECIMALS else value
    return f"{shown.normalize():f}"


def explain(scheme: Scheme, result: Result, readings: Readings, unit: str) -> list[Line]:
    """Every item and branch of a unit, parents first, and a last adjustment of the whole under no item where there is one."""
    score = result.of(unit)
    units = [one.unit for one in result.group(score.group)]
    return [_line(scheme, item, depth, score, units, readings) for item, depth in scheme.walk(score.group)]


def adjustment_of_all(scheme: Scheme, score: UnitScore) -> Decimal:
    """What the total is more or less than its first level: items left out there, a veto that makes it nothing."""
    first = (score.points.get(item.code, Decimal(0)) for item in scheme.children("", score.group))
    return score.total - sum(first, Decimal(0))


def _line(
    scheme: Scheme, item: Item, depth: int, score: UnitScore, units: list[str], readings: Readings
) -> Line:
    points = score.points.get(item.code)
    one = readings.get((item.code, score.unit), NOTHING)
    if item.method is None:
        below = (
            score.points.get(child.code, Decimal(0)) for child in scheme.children(item.code, score.group)
        )
        adjusted = (points or Decimal(0)) - sum(below, Decimal(0))
        return Line(item, depth, one, points, _lost(item, points), adjusted, None, {})
    seen = seen_by(item, item.method, one)
    figures: Mapping[str, Decimal] = {}
    if seen is not None:
        others = [seen_by(item, item.method, readings.get((item.code, unit), NOTHING)) for unit in units]
        figures = item.method.seen(seen, group_of(item, others), item.given)
    return Line(item, depth, one, points, _lost(item, points), Decimal(0), seen, figures)


def _lost(item: Item, points: Decimal | None) -> Decimal:
    if points is None or item.is_beside:
        return Decimal(0)
    return item.weight - points
