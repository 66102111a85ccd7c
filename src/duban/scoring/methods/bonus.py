"""Bonus (加分项): points beside the weights, so many for each, up to a cap.

Formula: points = value × `each`, not above `cap`.

Source: schemes that read 每获国家级表彰一项加0.5分，最多加2分.

Example: each 0.5, cap 2: three commendations give 1.50 points, five give 2.
"""

from collections.abc import Mapping
from decimal import Decimal

from duban.scoring.method import Given, Kind, Parameter, Takes, within
from duban.scoring.reading import Direction, Group, Seen

KIND = Kind.EXTRA
PARAMETERS = {"each": Parameter(Takes.NUMBER), "cap": Parameter(Takes.NUMBER)}
DIRECTIONS = (Direction.UP,)
NEEDS = ()


def score(one: Seen, group: Group, given: Given) -> Decimal:
    """Points to add."""
    del group
    return within(one.value * given.numbers["each"], Decimal(0), given.numbers["cap"])


def seen(one: Seen, group: Group, given: Given) -> Mapping[str, Decimal]:
    """So many for each, up to the cap."""
    del one, group
    return {"each": given.numbers["each"], "cap": given.numbers["cap"]}
