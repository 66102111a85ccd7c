"""Deduction (扣分项): points taken off, so many for each, up to a cap.

Formula: points = −min(value × `each`, `cap`).

Source: schemes that read 每发生一起较大事故扣1分，最多扣3分; 每红灯一次扣0.2分.

Example: each 1, cap 3: two accidents cost 2 points, five cost 3.
"""

from collections.abc import Mapping
from decimal import Decimal

from duban.scoring.method import Given, Kind, Parameter, Takes, within
from duban.scoring.reading import Direction, Group, Seen

KIND = Kind.EXTRA
PARAMETERS = {"each": Parameter(Takes.NUMBER), "cap": Parameter(Takes.NUMBER)}
DIRECTIONS = (Direction.DOWN,)
NEEDS = ()


def score(one: Seen, group: Group, given: Given) -> Decimal:
    """Points to take off, as a number not above 0."""
    del group
    return -within(one.value * given.numbers["each"], Decimal(0), given.numbers["cap"])


def seen(one: Seen, group: Group, given: Given) -> Mapping[str, Decimal]:
    """So many for each, up to the cap."""
    del one, group
    return {"each": given.numbers["each"], "cap": given.numbers["cap"]}
