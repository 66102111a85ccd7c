"""An entered mark (直接赋分): a person gives the points, with evidence.

Formula: share = value ÷ `out_of`; a mark below 0 or above `out_of` is refused.

Source: items of work without a number, which the leading unit marks (由牵头部门打分).

Example: weight 5, out_of 100, mark 86: points 4.30.
"""

from collections.abc import Mapping
from decimal import Decimal

from duban.scoring.method import Given, Parameter, Takes
from duban.scoring.reading import Direction, Group, ScoreError, Seen

PARAMETERS = {"out_of": Parameter(Takes.NUMBER, Decimal(100))}
DIRECTIONS = (Direction.UP,)
NEEDS = ()


def score(one: Seen, group: Group, given: Given) -> Decimal:
    """The share of the weight."""
    del group
    value, most = one.value, given.numbers["out_of"]
    if not 0 <= value <= most:
        raise ScoreError("mark-range", value=value, most=most)
    return value / most


def seen(one: Seen, group: Group, given: Given) -> Mapping[str, Decimal]:
    """The best possible mark."""
    del one, group
    return {"out_of": given.numbers["out_of"]}
