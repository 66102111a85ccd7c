"""Growth against the own past (自身增长, 纵向比较).

Formula: growth = (value − past) ÷ |past| × 100; share = (growth − `none_at`) ÷ (`full_at` − `none_at`), not below 0 and not above `cap`.
Less is better: growth counts with the other sign.

Source: schemes that weigh 横向比较 and 纵向比较, so that a poor county that gains is seen.

Example: weight 10, value 53, past 50, none_at 0, full_at 8: growth 6 %, points 7.50.

A past of 0 cannot be scored and is refused.
"""

from collections.abc import Mapping
from decimal import Decimal

from duban.scoring.method import Given, Parameter, Takes, within
from duban.scoring.reading import Direction, Group, ScoreError, Seen

PARAMETERS = {
    "full_at": Parameter(Takes.NUMBER),
    "none_at": Parameter(Takes.NUMBER, Decimal(0)),
    "cap": Parameter(Takes.NUMBER, Decimal(1)),
}
DIRECTIONS = (Direction.UP, Direction.DOWN)
NEEDS = ("past",)
HUNDRED = Decimal(100)


def score(one: Seen, group: Group, given: Given) -> Decimal:
    """The share of the weight."""
    none, full = given.numbers["none_at"], given.numbers["full_at"]
    if none == full:
        raise ScoreError("ends-equal", value=full)
    gained = _growth(one) if group.is_up else -_growth(one)
    return within((gained - none) / (full - none), Decimal(0), given.numbers["cap"])


def _growth(one: Seen) -> Decimal:
    past = one.past
    if not past:
        raise ScoreError("past-zero")
    return (one.value - past) / abs(past) * HUNDRED


def seen(one: Seen, group: Group, given: Given) -> Mapping[str, Decimal]:
    """The past and the growth in percent."""
    del group, given
    return {"past": one.past, "growth": _growth(one)}
