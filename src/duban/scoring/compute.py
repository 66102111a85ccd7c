"""A round: every unit's points for every item, the sums, places, grades. The same input gives the same output in any order of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from duban.scoring.method import Kind
from duban.scoring.reading import Direction, Group, Reading, ScoreError
from duban.scoring.scheme import Item, Missing, Scheme
from duban.scoring.trouble import RoundError, Trouble

Readings = Mapping[tuple[str, str], Reading]  # by code of the item and unit
NOTHING = Reading()


@dataclass(frozen=True, slots=True)
class UnitScore:
    """What a unit reached. `points` holds every item and branch that counted; a left-out item is in none of them."""

    unit: str
    group: str
    total: Decimal
    points: Mapping[str, Decimal]
    vetoes: tuple[str, ...]
    place: Decimal
    grade: str


def measured(item: Item, one: Reading) -> Reading:
    """A reading as its method sees it: with an ideal the value is the distance from it."""
    if item.direction is not Direction.MODERATE or item.ideal is None or one.value is None:
        return one
    low, high = item.ideal
    return Reading(max(low - one.value, one.value - high, Decimal(0)), one.target, one.past)


def group_of(item: Item, known: Sequence[Reading]) -> Group:
    """How the units with a value stand; nearer to an ideal is less."""
    direction = Direction.DOWN if item.direction is Direction.MODERATE else item.direction
    return Group([r.value for r in known if r.value is not None], direction=direction, ties=item.ties)


@dataclass(slots=True)
class Column:
    """One item over the units of a group."""

    points: list[Decimal | None]  # None where it is left out
    vetoed: list[bool]


Columns = Mapping[str, Column]  # by code of the item


def compute_points(scheme: Scheme, group: str, units: Sequence[str], readings: Readings) -> dict[str, Column]:  # fmt: skip
    """The points of every item with a method for the units of one group.

    Raises:
        RoundError: values that are missing and may not be, or that a method cannot score; all of them at once.
    """
    troubles: list[Trouble] = []
    found = {
        item.code: column(scheme, item, units, [readings.get((item.code, unit), NOTHING) for unit in units], troubles)
        for item in scheme.leaves(group)
    }  # fmt: skip
    if troubles:
        raise RoundError(troubles)
    return found


def column(scheme: Scheme, item: Item, units: Sequence[str], given: Sequence[Reading], troubles: list[Trouble]) -> Column:  # fmt: skip
    """One item for all units of a group; what cannot be scored is added to the troubles."""
    method = item.method
    assert method is not None  # noqa: S101 only items with a method have a column
    seen = [measured(item, one) for one in given]
    whole = [_is_whole(one, method.needs) for one in seen]
    group = group_of(item, [one for one, is_whole in zip(seen, whole, strict=True) if is_whole])
    scale = item.weight if method.kind is Kind.SHARE else Decimal(1)
    points: list[Decimal | None] = []
    for unit, one, is_whole in zip(units, seen, whole, strict=True):
        reached = None
        if is_whole:
            try:
                reached = scheme.rounded(scale * method.score(one, group, item.given), item.decimals)
            except ScoreError as problem:
                troubles.append(Trouble(unit, item.code, problem.code, tuple(problem.fields.items())))
        points.append(reached)
    _fill_in(scheme, item, units, points, whole, troubles)
    if method.kind is Kind.VETO:
        return Column([Decimal(0)] * len(units), [bool(p) for p in points])
    return Column(points, [False] * len(units))


def _is_whole(one: Reading, needs: Sequence[str]) -> bool:
    return one.value is not None and (not needs or all(getattr(one, name) is not None for name in needs))


def _fill_in(
    scheme: Scheme, item: Item, units: Sequence[str], points: list[Decimal | None], whole: Sequence[bool], troubles: list[Trouble]
) -> None:  # fmt: skip
    """What the scheme says of missing values."""
    if all(whole):
        return
    reached = [p for p in points if p is not None]
    nothing = scheme.rounded(Decimal(0), item.decimals)
    mean = scheme.rounded(sum(reached, Decimal(0)) / len(reached), item.decimals) if reached else nothing
    for at, is_whole in enumerate(whole):
        if is_whole:
            continue
        if item.missing is Missing.REFUSE:
            troubles.append(Trouble(units[at], item.code, "score.value-missing"))
        points[at] = {Missing.ZERO: nothing, Missing.MEAN: mean}.get(item.missing)


def add_up(scheme: Scheme, group: str, columns: Columns, at: int) -> dict[str, Decimal]:
    """All items and branches of one unit, and its total under the empty code."""
    found: dict[str, Decimal] = {}
    total = _branch(scheme, group, "", scheme.full, columns, at, found)
    found[""] = scheme.rounded(total) if total is not None else Decimal(0)
    return found


def _branch(
    scheme: Scheme, group: str, parent: str, full: Decimal, columns: Columns, at: int, found: dict[str, Decimal]
) -> Decimal | None:  # fmt: skip
    """The sum below a node; with items left out, what the rest would be of the whole. None if nothing is left."""
    total, counted, left_out = Decimal(0), Decimal(0), False
    for item in scheme.children(parent, group):
        points = (
            columns[item.code].points[at] if item.method else _node(scheme, group, item, columns, at, found)
        )
        if points is None:
            left_out = True
            continue
        found[item.code] = points
        total += points
        counted += item.weight
    if left_out and not counted:
        return None
    return total * full / counted if left_out else total


def _node(scheme: Scheme, group: str, item: Item, columns: Columns, at: int, found: dict[str, Decimal]) -> Decimal | None:  # fmt: skip
    below = _branch(scheme, group, item.code, item.full, columns, at, found)
    if below is None:
        return None
    points = below * item.weight / item.full if item.full != item.weight else below
    if item.cap is not None:
        points = min(points, item.cap)
    if item.floor is not None:
        points = max(points, item.floor)
    return scheme.rounded(points, item.decimals)
