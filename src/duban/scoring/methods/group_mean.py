"""Ratio to the mean of the group (与平均水平比较).

Formula: share = `at_mean` × value ÷ mean (less is better: mean ÷ value), not below 0 and not above `cap`.

Source: schemes that give 80 % of the points for the average of the city and more to who is above it.

Example: weight 10, at_mean 0.8, values 12, 10 and 8 (mean 10): points 9.60, 8.00 and 6.40.

Less is better and the value is 0 or below: the cap. A mean of 0 or below cannot be scored and is refused.
"""

from collections.abc import Mapping
from decimal import Decimal

from duban.scoring.method import Given, Parameter, Takes, within
from duban.scoring.reading import Direction, Group, ScoreError, Seen

PARAMETERS = {"at_mean": Parameter(Takes.NUMBER), "cap": Parameter(Takes.NUMBER, Decimal(1))}
DIRECTIONS = (Direction.UP, Direction.DOWN)
NEEDS = ()


def score(one: Seen, group: Group, given: Given) -> Decimal:
    """The share of the weight."""
    if group.mean <= 0:
        raise ScoreError("mean-zero", mean=group.mean)
    value, cap = one.value, given.numbers["cap"]
    if not group.is_up and value <= 0:
        return cap
    ratio = value / group.mean if group.is_up else group.mean / value
    return within(given.numbers["at_mean"] * ratio, Decimal(0), cap)


def seen(one: Seen, group: Group, given: Given) -> Mapping[str, Decimal]:
    """The mean of the group."""
    del one, given
    return {"mean": group.mean}
