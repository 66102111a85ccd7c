"""Completion of a target (目标完成率), up to a cap, in steps if the scheme says so.

Formula: rate = value ÷ target (less is better: target ÷ value); share = min(rate, `cap`). With `tiers` the share is that of the first
tier whose rate is reached, and 0 below the last; rates in tiers are fractions, 0.9 for 90 %.

Source: the yearly target responsibility assessment (目标责任制考核), in which a figure handed down by the city is completed to a percentage.

Example: weight 10, value 64477, target 60000, cap 1.1: rate 1.0746, points 10 × 1.0746 = 10.75. With cap 1: 10 points.

Less is better and the value is 0 or below: the cap. A target of 0 or below cannot be scored and is refused.
"""

from collections.abc import Mapping
from decimal import Decimal

from duban.scoring.method import Given, Parameter, Takes
from duban.scoring.reading import Direction, Group, ScoreError, Seen

PARAMETERS = {
    "cap": Parameter(Takes.NUMBER, Decimal(1)),
    "tiers": Parameter(Takes.STEPS, ()),
}
DIRECTIONS = (Direction.UP, Direction.DOWN)
NEEDS = ("target",)


def score(one: Seen, group: Group, given: Given) -> Decimal:
    """The share of the weight."""
    rate = _rate(one, group, given)
    tiers = given.steps["tiers"]
    if tiers:
        return next((share for least, share in tiers if rate >= least), Decimal(0))
    return max(Decimal(0), min(rate, given.numbers["cap"]))


def _rate(one: Seen, group: Group, given: Given) -> Decimal:
    if one.target <= 0:
        raise ScoreError("target-zero", target=one.target)
    if group.is_up:
        return one.value / one.target
    return one.target / one.value if one.value > 0 else given.numbers["cap"]


def seen(one: Seen, group: Group, given: Given) -> Mapping[str, Decimal]:
    """The rate."""
    return {"target": one.target, "rate": _rate(one, group, given)}
