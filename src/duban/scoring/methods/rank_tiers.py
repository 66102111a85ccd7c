"""Rank points by tier (分档赋分): places up to the first limit have the first share, up to the second limit the second, and so on.

Formula: share = the share of the first of `tiers` whose limit is not below the place; after the last tier `rest`.

Source: assessment schemes that read 第1—3名得满分，第4—8名得90%，其余得80%.

Example: weight 10, tiers [[3, 1], [8, 0.9]], rest 0.8: the third has 10, the fourth 9, the ninth 8 points.

Equal values share the place that the item's `ties` gives them.
"""

from collections.abc import Mapping
from decimal import Decimal

from duban.scoring.method import Given, Parameter, Takes
from duban.scoring.reading import Direction, Group, Seen

PARAMETERS = {"tiers": Parameter(Takes.STEPS), "rest": Parameter(Takes.NUMBER, Decimal(0))}
DIRECTIONS = tuple(Direction)
NEEDS = ()


def score(one: Seen, group: Group, given: Given) -> Decimal:
    """The share of the weight."""
    place = group.place(one.value)
    return next((share for limit, share in given.steps["tiers"] if place <= limit), given.numbers["rest"])


def seen(one: Seen, group: Group, given: Given) -> Mapping[str, Decimal]:
    """The place and of how many."""
    del given
    return {"place": group.place(one.value), "count": group.count}
