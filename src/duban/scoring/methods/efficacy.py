"""Efficacy coefficient (功效系数法): from the value that must not be fallen below to the satisfactory one.

Formula: d = (value − allowed) ÷ (satisfactory − allowed) × `span` + `base`; share = d ÷ 100, not below 0 and not above `cap`. The
satisfactory value is a number of the scheme, or `best` of the group; the allowed value a number, or `worst` of the group. Which is larger
does not matter, so less may be better.

Source: the efficacy coefficient of multi-objective planning as the Ministry of Finance uses it in the assessment of enterprises
(综合绩效评价), with 60 points for the allowed value and 40 to gain.

Example: weight 10, value 8.2, satisfactory 9.0, allowed 5.0: d = 3.2 ÷ 4 × 40 + 60 = 92, points 9.20.

All values of the group equal: the share is `equal`. A satisfactory value equal to the allowed one in the scheme is refused.
"""

from collections.abc import Mapping
from decimal import Decimal

from duban.scoring.method import Given, Parameter, Takes, within
from duban.scoring.reading import Direction, Group, ScoreError, Seen

PARAMETERS = {
    "satisfactory": Parameter(Takes.NUMBER, "best", words=("best",)),
    "allowed": Parameter(Takes.NUMBER, "worst", words=("worst",)),
    "base": Parameter(Takes.NUMBER, Decimal(60)),
    "span": Parameter(Takes.NUMBER, Decimal(40)),
    "cap": Parameter(Takes.NUMBER, Decimal(1)),
    "equal": Parameter(Takes.NUMBER, Decimal(1)),
}
DIRECTIONS = tuple(Direction)
NEEDS = ()
HUNDRED = Decimal(100)


def score(one: Seen, group: Group, given: Given) -> Decimal:
    """The share of the weight."""
    high, low = _ends(group, given)
    if high == low:
        if not given.words:
            raise ScoreError("ends-equal", value=high)
        return given.numbers["equal"]
    d = (one.value - low) / (high - low) * given.numbers["span"] + given.numbers["base"]
    return within(d / HUNDRED, Decimal(0), given.numbers["cap"])


def _ends(group: Group, given: Given) -> tuple[Decimal, Decimal]:
    return given.numbers.get("satisfactory", group.best), given.numbers.get("allowed", group.worst)


def seen(one: Seen, group: Group, given: Given) -> Mapping[str, Decimal]:
    """Both ends and the coefficient."""
    high, low = _ends(group, given)
    return {"satisfactory": high, "allowed": low, "coefficient": score(one, group, given) * HUNDRED}
