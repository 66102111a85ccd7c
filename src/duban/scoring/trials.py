"""Before a scheme is used: how much the ranks hang on its weights and methods, which items decide nothing, which count the same thing twice.

The draws of weights follow the uncertainty analysis of the OECD and JRC Handbook on Constructing Composite Indicators (2008), step 7.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from statistics import StatisticsError, correlation

from duban.scoring.compute import Readings, compute_points
from duban.scoring.method import Given, Kind
from duban.scoring.ranking import Result, compute
from duban.scoring.registry import all_methods
from duban.scoring.scheme import Item, Scheme

DRAWS, BY, SEED = 500, 0.2, 2020
SAME = 0.9
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Swing:
    """The places that a unit had when the weights were drawn anew."""

    unit: str
    place: Decimal
    best: int
    worst: int
    held: float  # share of the draws in which the place stayed


@dataclass(frozen=True, slots=True)
class Doubled:
    """Two items whose points rise and fall together: correlation by Pearson."""

    one: Item
    other: Item
    correlation: float


@dataclass(frozen=True, slots=True)
class Trial:
    """What a scheme does to a group on known data."""

    swings: Sequence[Swing]
    idle: Sequence[Item]
    doubled: Sequence[Doubled]


def try_out(scheme: Scheme, entrants: Mapping[str, str], readings: Readings, group: str = "", *, by: float = BY, draws: int = DRAWS, seed: int = SEED) -> Trial:  # fmt: skip
    """Every weight drawn within ± `by` of itself, so many times, from a seed, so that it can be done again."""
    result = compute(scheme, entrants, readings)
    scores = result.group(group)
    units = sorted(one.unit for one in scores)
    columns = compute_points(scheme, group, units, readings)
    items = [item for item in scheme.leaves(group) if item.method and item.method.kind is not Kind.VETO]
    scale = {item.code: float(_scale(scheme, item)) for item in items}
    table = {
        item.code: [float(p or 0) * scale[item.code] for p in columns[item.code].points] for item in items
    }
    dice = random.Random(seed)  # noqa: S311 a simulation
    seen = [_places(table, {code: dice.uniform(1 - by, 1 + by) for code in table}) for _ in range(draws)]
    known = {one.unit: one.place for one in scores}
    swings = [_swing(unit, known[unit], [draw[at] for draw in seen]) for at, unit in enumerate(units)]
    swings.sort(key=lambda one: (one.place, one.unit))
    return Trial(swings, _idle(scheme, entrants, readings, items, result, group), _doubled(items, table))  # fmt: skip


def _scale(scheme: Scheme, item: Item) -> Decimal:
    """What a point of an item is worth in the total, through the conversions of its branches."""
    known = {one.code: one for one in scheme.items}
    worth, parent = Decimal(1), item.parent
    while parent:
        branch = known[parent]
        worth *= branch.weight / branch.full if branch.full else Decimal(1)
        parent = branch.parent
    return worth


def _places(table: Mapping[str, Sequence[float]], weights: Mapping[str, float]) -> list[int]:
    columns = [[points * weights[code] for points in column] for code, column in table.items()]
    totals = [sum(row) for row in zip(*columns, strict=True)]
    order = {total: n for n, total in reversed(list(enumerate(sorted(totals, reverse=True), 1)))}
    return [order[total] for total in totals]


def _swing(unit: str, place: Decimal, drawn: Sequence[int]) -> Swing:
    return Swing(unit, place, min(drawn), max(drawn), sum(one == place for one in drawn) / len(drawn))


def _idle(scheme: Scheme, entrants: Mapping[str, str], readings: Readings, items: Sequence[Item], result: Result, group: str) -> list[Item]:  # fmt: skip
    """Items without which every unit would have the place it has."""
    order = [(one.unit, one.place) for one in result.group(group)]
    found = []
    for item in items:
        without = replace(scheme, items=[replace(one, weight=Decimal(0)) if one.code == item.code else one for one in scheme.items])  # fmt: skip
        if item.method and item.method.kind is Kind.EXTRA:
            without = replace(scheme, items=[one for one in scheme.items if one.code != item.code])
        if [(one.unit, one.place) for one in compute(without, entrants, readings).group(group)] == order:
            found.append(item)
    return found


def _doubled(items: Sequence[Item], table: Mapping[str, Sequence[float]]) -> list[Doubled]:
    found = []
    for one, other in combinations(items, 2):
        try:
            together = correlation(table[one.code], table[other.code])
        except StatisticsError:  # points that are all the same
            continue
        if len(table[one.code]) >= FEWEST and abs(together) >= SAME:
            found.append(Doubled(one, other, together))
    return sorted(found, key=lambda pair: -abs(pair.correlation))


@dataclass(frozen=True, slots=True)
class OtherMethod:
    """The same scheme with one method in all comparable items: how many places change, and by how much at most."""

    method: str
    changed: int
    most: Decimal


COMPARED = ("min_max", "rank_linear", "efficacy")


def other_methods(scheme: Scheme, entrants: Mapping[str, str], readings: Readings, group: str = "") -> list[OtherMethod]:  # fmt: skip
    """How the order hangs on the method: items that compare a value with the group are scored by each of three in turn."""
    known = {one.unit: one.place for one in compute(scheme, entrants, readings).group(group)}
    found = []
    for code in COMPARED:
        method = all_methods()[code]
        given = Given.of({name: p.default for name, p in method.parameters.items() if p.default is not None})
        items = [replace(i, method=method, given=given) if i.method and i.method.code in COMPARED else i for i in scheme.items]  # fmt: skip
        moved = [abs(one.place - known[one.unit]) for one in compute(replace(scheme, items=items), entrants, readings).group(group)]  # fmt: skip
        found.append(OtherMethod(code, sum(n > 0 for n in moved), max(moved, default=Decimal(0))))
    return found
