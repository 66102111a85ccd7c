"""Completion of a target (目标完成率), up to a cap, in steps if the scheme says so.

Formula: rate = value ÷ target (less is better: target ÷ value); share = min(rate, `cap`). With `tiers` the share is that of the first
tier whose rate is reached, and 0 below the last; rates in tiers are fractions, 0.9 for 90 %.

Source: the yearly target responsibility assessment (目标责任制考核), in which a figure handed down by the city is completed to a percentage.

Example: weight 10, value 64477, target 60000, cap 1.1: rate 1.0746, points 10 × 1.0746 = 10.75. With cap 1: 10 points.

Less is better and the value is 0: the cap. A target of 0 cannot be scored and is refused.
"""

from collections.abc import Mapping
from decimal import Decimal

from duban.scoring.method import Given, Parameter, Takes, known, number, steps
from duban.scoring.reading import Direction, Group, Reading, ScoreError

PARAMETERS = {
    "cap": Parameter(Takes.NUMBER, Decimal(1)),
    "tiers": Parameter(Takes.STEPS, ()),
}
DIRECTIONS = (Direction.UP, Direction.DOWN)
NEEDS = ("target",)


def score(one: Reading, group: Group, given: Given) -> Decimal:
    """The share of the weight."""
    rate = _rate(one, group, given)
    tiers = steps(given, "tiers")
    if tiers:
        return next((share for least, share in tiers if rate >= least), Decimal(0))
    return max(Decimal(0), min(rate, number(given, "cap")))


def _rate(one: Reading, group: Group, given: Given) -> Decimal:
    value, target = known(one.value), known(one.target)
    if group.is_up:
        if not target:
            raise ScoreError("target-zero")
        return value / target
    return target / value if value else number(given, "cap")


def seen(one: Reading, group: Group, given: Given) -> Mapping[str, Decimal]:
    """The rate."""
    return {"target": known(one.target), "rate": _rate(one, group, given)}
