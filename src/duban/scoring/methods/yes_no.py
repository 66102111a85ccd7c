"""Yes or no (是否达标): all or nothing.

Formula: share = 1 if the value is at least `least`, else 0 (less is better: at most `least`).

Source: items that read 建立机制得满分，未建立不得分.

Example: weight 3, least 1: value 1 gives 3 points, value 0 none.
"""

from collections.abc import Mapping
from decimal import Decimal

from duban.scoring.method import Given, Parameter, Takes
from duban.scoring.reading import Direction, Group, Seen

PARAMETERS = {"least": Parameter(Takes.NUMBER, Decimal(1))}
DIRECTIONS = (Direction.UP, Direction.DOWN)
NEEDS = ()


def score(one: Seen, group: Group, given: Given) -> Decimal:
    """The share of the weight."""
    value, least = one.value, given.numbers["least"]
    return Decimal(int(value >= least if group.is_up else value <= least))


def seen(one: Seen, group: Group, given: Given) -> Mapping[str, Decimal]:
    """The limit."""
    del one, group
    return {"least": given.numbers["least"]}
