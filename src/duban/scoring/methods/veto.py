"""Veto (一票否决): who is struck loses the total, goes last, or cannot have a grade above one.

Formula: struck if the value is at least `least` (less is better) or below it (more is better). `effect`: `zero` makes the total 0, `last`
puts the unit behind all others, `grade` holds its grade down to `grade` or below.

Source: 完不成考核指标就不能评为一类班子; 发生重特大安全事故的，取消评优资格.

Example: direction down, least 1, effect "grade", grade "二类班子": one accident, and the unit is at best 二类班子.
"""

from collections.abc import Mapping
from decimal import Decimal

from duban.scoring.method import Given, Kind, Parameter, Takes
from duban.scoring.reading import Direction, Group, Seen

KIND = Kind.VETO
PARAMETERS = {
    "least": Parameter(Takes.NUMBER, Decimal(1)),
    "effect": Parameter(Takes.WORD, words=("zero", "last", "grade")),
    "grade": Parameter(Takes.WORD, ""),
}
DIRECTIONS = (Direction.UP, Direction.DOWN)
NEEDS = ()


def score(one: Seen, group: Group, given: Given) -> Decimal:
    """1 if the unit is struck, else 0."""
    value, least = one.value, given.numbers["least"]
    return Decimal(int(value < least if group.is_up else value >= least))


def seen(one: Seen, group: Group, given: Given) -> Mapping[str, Decimal]:
    """The limit."""
    del one, group
    return {"least": given.numbers["least"]}
