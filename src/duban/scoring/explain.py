"""Why a unit has the points it has: one line for each item, and their sum is the total to the last digit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from duban import messages
from duban.scoring.compute import NOTHING, Readings, UnitScore, group_of, measured
from duban.scoring.method import Kind
from duban.scoring.ranking import Result
from duban.scoring.reading import Reading
from duban.scoring.scheme import Item, Scheme

SHOWN = Decimal("0.0001")


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
    figures: Mapping[str, Decimal]

    def sentence(self, language: str = "zh") -> str:
        """How the points came about, in words and figures."""
        if self.item.method is None:
            return (
                messages.text("score.adjusted", language=language, points=plain(self.adjusted))
                if self.adjusted
                else ""
            )
        if self.points is None:
            return messages.text("score.left-out", language=language)
        if self.reading.value is None:
            return messages.text(
                f"score.missing.{self.item.missing}", language=language, points=plain(self.points)
            )
        shown = {name: plain(value) for name, value in self.figures.items()}
        key = f"method.{self.item.method.code}.how"
        return messages.text(
            key,
            language=language,
            value=plain(self.reading.value),
            weight=plain(self.item.weight),
            points=plain(self.points),
            **shown,
        )


def plain(value: Decimal) -> str:
    """At most four decimals, without trailing zeros."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < SHOWN.as_tuple().exponent:  # type: ignore[operator]
        value = value.quantize(SHOWN)
    return f"{value.normalize():f}"


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
        return Line(item, depth, one, points, _lost(item, points), adjusted, {})
    figures: Mapping[str, Decimal] = {}
    if one.value is not None and all(getattr(one, name) is not None for name in item.method.needs):
        others = (measured(item, readings.get((item.code, unit), NOTHING)) for unit in units)
        known = [
            r for r in others if all(getattr(r, name) is not None for name in ("value", *item.method.needs))
        ]
        figures = item.method.seen(measured(item, one), group_of(item, known), item.given)
    return Line(item, depth, one, points, _lost(item, points), Decimal(0), figures)


def _lost(item: Item, points: Decimal | None) -> Decimal:
    if points is None or (item.method and item.method.kind is not Kind.SHARE):
        return Decimal(0)
    return item.weight - points
