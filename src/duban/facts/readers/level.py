"""Levels and counts: `地区生产总值完成47.8亿元`, `新增市场主体300余户`, `30项具体任务`, `计划投资7亿元` (a target).

Discrete units (家 户 件 项 …) make a count, the others a value.
"""

import re

from duban.facts.model import Measure
from duban.facts.readers.words import is_planned
from duban.facts.seen import Claim, Seen
from duban.facts.subject import noun_after, subject
from duban.text.quantities import Shape, family

PRIORITY = 90
STAYS_VALUE = re.compile(r"总投资(?:额)?(?:约|达|为)?$|惠及|预计实现")


def read(seen: Seen) -> Claim | None:
    """Claim whatever is left with a unit."""
    quantity = seen.quantity
    if quantity.shape is not Shape.AMOUNT:
        return None
    discrete = family(quantity) == "discrete"
    measure = Measure.COUNT if discrete else Measure.VALUE
    if is_planned(seen.before, seen.after) and (
        not STAYS_VALUE.search(seen.before) or re.search("计划总?投资", seen.before)
    ):
        measure = Measure.TARGET
    names = (
        (*noun_after(seen), *subject(seen))
        if _noun_follows(seen, discrete=discrete)
        else (*subject(seen), *noun_after(seen))
    )
    return Claim(measure, quantity.value, quantity.unit, tuple(dict.fromkeys(names)))


def _noun_follows(seen: Seen, *, discrete: bool) -> bool:
    return bool(re.match(r"的?[\u4e00-\u9fff“]{2}", seen.after)) and (discrete or seen.after.startswith("的"))
