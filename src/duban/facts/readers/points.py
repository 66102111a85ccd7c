"""Percentage points: `提高13.2个百分点`, `拉动全市经济增长0.8个百分点`, `高于全省平均1.2个百分点`.

拉动 and 贡献 make a contribution; all else is an absolute change of a rate, negative for 低于, 回落, 收窄.
"""

import re

from duban.facts.model import Measure
from duban.facts.readers.words import FALLING, base_of
from duban.facts.seen import Claim, Seen
from duban.facts.subject import subject
from duban.text.quantities import Shape

PRIORITY = 20
PULL = re.compile(r"拉动|贡献")


def read(seen: Seen) -> Claim | None:
    """Claim percentage points."""
    quantity = seen.quantity
    if quantity.shape is not Shape.POINTS:
        return None
    if PULL.search(seen.before):
        return Claim(Measure.CONTRIBUTION, quantity.value, quantity.unit, subject(seen))
    sign = -1 if FALLING.search(seen.between) else 1
    base = base_of(seen.before) or base_of(seen.sentence_before[-20:])
    return Claim(Measure.CHANGE, sign * quantity.value, quantity.unit, _rate_name(seen), base=base)


def _rate_name(seen: Seen) -> tuple[str, ...]:
    own = subject(seen)
    if own or seen.carried is None:
        return own
    if seen.carried.measure is Measure.GROWTH:
        return (seen.carried.indicator + "增速", *seen.carried.indicators)
    return ()
