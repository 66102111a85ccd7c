"""Min–max (极差法): the best of the group has all, the worst `lowest`, the others in proportion.

Formula: share = `lowest` + (1 − `lowest`) × (value − worst) ÷ (best − worst).

Source: the linear transformation of the OECD and JRC Handbook on Constructing Composite Indicators (2008), step 5, re-scaling.

Example: weight 10, values 5.0, 7.0 and 9.0, lowest 0.6: points 6, 8 and 10.

All values of the group equal: the share is `equal`.
"""

from collections.abc import Mapping
from decimal import Decimal

from duban.scoring.method import Given, Parameter, Takes
from duban.scoring.reading import Direction, Group, Seen

PARAMETERS = {
    "lowest": Parameter(Takes.NUMBER, Decimal(0)),
    "equal": Parameter(Takes.NUMBER, Decimal(1)),
}
DIRECTIONS = tuple(Direction)
NEEDS = ()


def score(one: Seen, group: Group, given: Given) -> Decimal:
    """The share of the weight."""
    if group.best == group.worst:
        return given.numbers["equal"]
    lowest = given.numbers["lowest"]
    part = (one.value - group.worst) / (group.best - group.worst)
    return lowest + (1 - lowest) * part


def seen(one: Seen, group: Group, given: Given) -> Mapping[str, Decimal]:
    """Both ends of the group."""
    del one, given
    return {"best": group.best, "worst": group.worst}
