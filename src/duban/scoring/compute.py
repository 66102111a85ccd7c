"""A round: every unit's points for every item, the sums, places, grades. The same input gives the same output in any order of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from duban.scoring.method import Kind, Method
from duban.scoring.reading import Direction, Group, Reading, ScoreError, Seen
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


NOUGHT = Decimal(0)


def seen_by(item: Item, method: Method, one: Reading) -> Seen | None:
    """A reading as its method sees it; None if something that the method needs is not known."""
    value = one.value
    if value is None or (method.needs and any(getattr(one, name) is None for name in method.needs)):
        return None
    if item.direction is Direction.MODERATE and item.ideal is not None:
        value = max(item.ideal[0] - value, value - item.ideal[1], NOUGHT)
    return Seen(value, one.target or NOUGHT, one.past or NOUGHT)


def group_of(item: Item, known: Sequence[Seen | None]) -> Group:
    """How the units with a value stand; nearer to an ideal is less."""
    direction = Direction.DOWN if item.direction is Direction.MODERATE else item.direction
    return Group([one.value for one in known if one is not None], direction=direction, ties=item.ties)


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
    seen = [seen_by(item, method, one) for one in given]
    group = group_of(item, seen)
    scale = item.weight if method.kind is Kind.SHARE else Decimal(1)
    points: list[Decimal | None] = []
    for unit, one in zip(units, seen, strict=True):
        reached = None
        if one is not None:
            try:
                reached = scheme.rounded(scale * method.score(one, group, item.given), item.decimals)
            except ScoreError as problem:
                troubles.append(Trouble(unit, item.code, problem.code, tuple(problem.fields.items())))
        points.append(reached)
    missing = [at for at, one in enumerate(seen) if one is None]
    _fill_in(scheme, item, points, missing)
    if item.missing is Missing.REFUSE:
        troubles += [Trouble(units[at], item.code, "score.value-missing") for at in missing]
    if method.kind is Kind.VETO:
        return Column([Decimal(0)] * len(units), [bool(p) for p in points])
    return Column(points, [False] * len(units))


def _fill_in(scheme: Scheme, item: Item, points: list[Decimal | None], missing: Sequence[int]) -> None:
    """What the scheme says of missing values."""
    reached = [p for p in points if p is not None]
    filled = Decimal(0)
    if item.missing is Missing.MEAN and reached:
        filled = sum(reached, Decimal(0)) / len(reached)
    for at in missing:
        points[at] = (
            scheme.rounded(filled, item.decimals) if item.missing in {Missing.ZERO, Missing.MEAN} else None
        )


Tree = Mapping[str, Sequence[Item]]  # the items below each, by its code


def tree_of(scheme: Scheme, group: str) -> Tree:
    """What stands below what in a group: looked up once for all its units."""
    return {code: scheme.children(code, group) for code in ("", *(item.code for item in scheme.items))}


def add_up(scheme: Scheme, tree: Tree, columns: Columns, at: int) -> dict[str, Decimal]:
    """All items and branches of one unit, and its total under the empty code."""
    found: dict[str, Decimal] = {}
    total = _branch(scheme, tree, "", scheme.full, columns, at, found)
    found[""] = scheme.rounded(total) if total is not None else Decimal(0)
    return found


def _branch(
    scheme: Scheme, tree: Tree, parent: str, full: Decimal, columns: Columns, at: int, found: dict[str, Decimal]
) -> Decimal | None:  # fmt: skip
    """The sum below a node; with items left out, what the rest would be of the whole, and bonuses as they are. None if nothing is left."""
    total, beside, counted, left_out = Decimal(0), Decimal(0), Decimal(0), False
    for item in tree[parent]:
        points = (
            columns[item.code].points[at] if item.method else _node(scheme, tree, item, columns, at, found)
        )
        if points is None:
            left_out = True
            continue
        found[item.code] = points
        if item.is_beside:
            beside += points
        else:
            total += points
            counted += item.weight
    if left_out and not counted:
        return None
    return (total * full / counted if left_out else total) + beside


def _node(scheme: Scheme, tree: Tree, item: Item, columns: Columns, at: int, found: dict[str, Decimal]) -> Decimal | None:  # fmt: skip
    below = _branch(scheme, tree, item.code, item.full, columns, at, found)
    if below is None:
        return None
    points = below * item.weight / item.full if item.full != item.weight else below
    if item.cap is not None:
        points = min(points, item.cap)
    if item.floor is not None:
        points = max(points, item.floor)
    return scheme.rounded(points, item.decimals)
