"""What if; and for each unit the shortest way up: which item, by how much, gains the next place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from duban.scoring.compute import NOTHING, Columns, Readings, UnitScore, column, compute_points
from duban.scoring.method import Kind
from duban.scoring.ranking import Result, rank_columns, rank_group
from duban.scoring.reading import Direction, Reading
from duban.scoring.scheme import Item, Scheme
from duban.scoring.trouble import Trouble

HALVINGS = 30
MOST_DECIMALS = 7


@dataclass(frozen=True, slots=True)
class Way:
    """One item, and the value at which the unit overtakes the next place."""

    item: Item
    value: Decimal
    needed: Decimal
    gained: Decimal
    place: Decimal

    @property
    def effort(self) -> Decimal:
        """How far the value has to go, in parts of itself."""
        return abs(self.needed - self.value) / abs(self.value) if self.value else abs(self.needed)


@dataclass(slots=True)
class Standing:
    """A group as it stands, so that another value of one item costs no more than that item."""

    scheme: Scheme
    group: str
    units: Sequence[str]
    readings: Readings
    columns: Columns

    def with_value(self, unit: str, item: Item, value: Decimal) -> UnitScore | None:
        """The unit's score with another value; None where the method cannot score it."""
        given = [self.readings.get((item.code, one), NOTHING) for one in self.units]
        at = self.units.index(unit)
        given[at] = replace(given[at], value=value)
        troubles: list[Trouble] = []
        changed = column(self.scheme, item, self.units, given, troubles)
        if troubles:
            return None
        scores = rank_columns(self.scheme, self.group, self.units, {**self.columns, item.code: changed})
        return next(one for one in scores if one.unit == unit)


def what_if(
    scheme: Scheme, result: Result, readings: Readings, unit: str, changes: Mapping[str, Decimal]
) -> UnitScore:
    """The score that a unit would have with other values for some items, and all others as they are.

    Raises:
        RoundError: a value that a method cannot score.
    """
    changed = dict(readings)
    for code, value in changes.items():
        changed[code, unit] = replace(readings.get((code, unit), NOTHING), value=value)
    group = result.of(unit).group
    scores = rank_group(scheme, group, _units(result, group), changed)
    return next(one for one in scores if one.unit == unit)


def _units(result: Result, group: str) -> list[str]:
    return sorted(one.unit for one in result.group(group))


def ways_up(scheme: Scheme, result: Result, readings: Readings, unit: str) -> list[Way]:
    """For each item that can do it alone, the smallest change that gains a better place; the smallest effort first. None for the first place."""
    now = result.of(unit)
    if now.place == 1:
        return []
    units = _units(result, now.group)
    standing = Standing(
        scheme, now.group, units, readings, compute_points(scheme, now.group, units, readings)
    )
    found = [_way(standing, now, item) for item in scheme.leaves(now.group)]
    return sorted((way for way in found if way), key=lambda way: (way.effort, way.item.code))


def _way(standing: Standing, now: UnitScore, item: Item) -> Way | None:
    one = standing.readings.get((item.code, now.unit), NOTHING)
    if one.value is None or item.method is None or item.method.kind is Kind.VETO:
        return None
    near, far = one.value, _farthest(standing, item, one, one.value)
    if not _gains(standing, now, item, far):
        return None
    for _ in range(HALVINGS):
        middle = (near + far) / 2
        near, far = (near, middle) if _gains(standing, now, item, middle) else (middle, far)
    needed = _shown(standing, now, item, far)
    then = standing.with_value(now.unit, item, needed)
    return Way(item, one.value, needed, then.total - now.total, then.place) if then else None


def _farthest(standing: Standing, item: Item, one: Reading, value: Decimal) -> Decimal:
    """As far as it is worth looking: to the ideal, or beyond the best of the group and the target by the group's width or the value itself."""
    if item.direction is Direction.MODERATE and item.ideal is not None:
        low, high = item.ideal
        return low if value < low else min(value, high)
    others = [standing.readings.get((item.code, unit), NOTHING).value for unit in standing.units]
    known = [v for v in (*others, one.target) if v is not None]
    beyond = max(abs(value), max(known) - min(known))
    if item.direction is Direction.UP:
        return max(known) + beyond
    low = min(known) - beyond
    return max(low, Decimal(0)) if min(known) >= 0 else low


def _shown(standing: Standing, now: UnitScore, item: Item, far: Decimal) -> Decimal:
    """The value with the decimals that the group's values have, or as few more as still do it."""
    values = (standing.readings.get((item.code, unit), NOTHING).value for unit in standing.units)
    usual = max(_decimals(value) for value in values if value is not None)
    for decimals in range(usual, MOST_DECIMALS):
        for side in (ROUND_HALF_EVEN, ROUND_CEILING, ROUND_FLOOR):
            tried = far.quantize(Decimal(1).scaleb(-decimals), side)
            if _gains(standing, now, item, tried):
                return tried
    return far


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _gains(standing: Standing, now: UnitScore, item: Item, value: Decimal) -> bool:
    then = standing.with_value(now.unit, item, value)
    return then is not None and then.place < now.place
