"""Rank points, linear (排名赋分): the first has all, the last `lowest`, each place between costs the same.

Formula: share = 1 − (place − 1) ÷ (n − 1) × (1 − `lowest`), with n units that have a value.

Source: the quarterly comparison of counties by place, which the documents call 按排名赋分.

Example: weight 10, 5 units, lowest 0.6: places 1 to 5 give 10, 9, 8, 7, 6 points; the third 8.

Equal values share the place that the item's `ties` gives them. One unit alone has all.
"""

from collections.abc import Mapping
from decimal import Decimal

from duban.scoring.method import Given, Parameter, Takes
from duban.scoring.reading import Direction, Group, Seen

PARAMETERS = {"lowest": Parameter(Takes.NUMBER, Decimal(0))}
DIRECTIONS = tuple(Direction)
NEEDS = ()


def score(one: Seen, group: Group, given: Given) -> Decimal:
    """The share of the weight."""
    if group.count == 1:
        return Decimal(1)
    behind = (group.place(one.value) - 1) / (group.count - 1)
    return 1 - behind * (1 - given.numbers["lowest"])


def seen(one: Seen, group: Group, given: Given) -> Mapping[str, Decimal]:
    """The place and of how many."""
    del given
    return {"place": group.place(one.value), "count": group.count}
