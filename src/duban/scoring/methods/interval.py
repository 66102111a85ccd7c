"""Interval points (区间赋分): each interval of the value has its share, stepwise or joined by straight lines.

Formula: `steps` are [value, share]; stepwise the share is that of the largest step value that is reached, and `below` under all of them. With
`joined` the share runs straight from one step to the next, and is that of the last step beyond it.

Source: schemes that read 增速达8%以上得满分，6%—8%得80%，6%以下不得分; joined, 其间按插值法计分.

Example: weight 10, steps [[6, 0.8], [8, 1]]: 7.5 gives 8 points; joined 0.8 + 1.5 ÷ 2 × 0.2 = 0.95, 9.50 points.

Less is better: the share is that of the smallest step value that is not exceeded, and `below` beyond all of them.
"""

from bisect import bisect_right
from collections.abc import Mapping
from decimal import Decimal

from duban.scoring.method import Given, Parameter, Step, Takes
from duban.scoring.reading import Direction, Group, Seen

PARAMETERS = {
    "steps": Parameter(Takes.STEPS),
    "below": Parameter(Takes.NUMBER, Decimal(0)),
    "joined": Parameter(Takes.SWITCH, default=False),
}
DIRECTIONS = tuple(Direction)
NEEDS = ()


def score(one: Seen, group: Group, given: Given) -> Decimal:
    """The share of the weight."""
    sign = 1 if group.is_up else -1
    value = one.value * sign
    ladder = sorted((at * sign, share) for at, share in given.steps["steps"])
    above = bisect_right(ladder, value, key=lambda step: step[0])
    if above == 0:
        return given.numbers["below"]
    if above == len(ladder) or not given.switches["joined"]:
        return ladder[above - 1][1]
    return _between(ladder[above - 1], ladder[above], value)


def _between(lower: Step, upper: Step, value: Decimal) -> Decimal:
    return lower[1] + (value - lower[0]) / (upper[0] - lower[0]) * (upper[1] - lower[1])


def seen(one: Seen, group: Group, given: Given) -> Mapping[str, Decimal]:
    """The share itself says which interval it was."""
    return {"share": score(one, group, given)}
