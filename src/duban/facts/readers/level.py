"""Levels and counts: `地区生产总值完成47.8亿元`, `新增市场主体300余户`, `30项具体任务`, `计划投资7亿元` (a target).

Discrete units (家 户 件 项 …) make a count, the others a value.

Right: 地区生产总值完成47.8亿元 → value 47.8亿元.
Wrong: 增加5个项目 is a change.
"""

import re

from duban.facts.model import Measure
from duban.facts.readers.words import is_planned
from duban.facts.seen import Claim, Seen
from duban.facts.subject import noun_after
from duban.text.quantities import Shape, family

PRIORITY = 90
SHAPES = {Shape.AMOUNT}
STAYS_VALUE = re.compile(r"(?<!计划)总投资(?:额)?(?:约|达|为)?$|惠及|预计实现|协议投资|协议资金")
NOUN = re.compile(r"的?[\u4e00-\u9fff“]{2}")
NO_NOUN = re.compile(
    "^(?:增长|增加|下降|减少|提高|上升|降低|上涨|增|降|减(?!排|税|负)|比|较|以上|以下|以内|左右|上下|分别|其中|[,，、])"
)


def read(seen: Seen) -> Claim | None:
    """Claim whatever is left with a unit."""
    quantity = seen.quantity
    discrete = family(quantity) == "discrete"
    measure = Measure.COUNT if discrete else Measure.VALUE
    if is_planned(seen) and not STAYS_VALUE.search(seen.before):
        measure = Measure.TARGET
    follows = (
        NOUN.match(seen.after)
        and not NO_NOUN.match(seen.after)
        and (discrete or seen.after.startswith("的") or not seen.lead.noun)
    )
    return Claim(measure, quantity.unit, names=noun_after(seen) if follows and seen.size == 1 else ())
