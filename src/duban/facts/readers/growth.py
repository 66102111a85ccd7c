"""Rates of change: `同比增长3.3%`, `下降7.7%`, `增速达到了45.8%`, `增长2.9倍`, `翻番`, `增速从1%上升到5.5%`, `增长7.4%（全市7.2%）`.

增长 alone means 同比 (so the statistical offices' yearbooks use it). 增长2.9倍 is 290 %.

Right: 同比增长3.3% → growth 3.3 %，同比.
Wrong: 办结率82% is a level in %: a rate.
"""

import re
from decimal import Decimal

from duban.facts.grammar import measured_end
from duban.facts.model import Measure
from duban.facts.readers.words import is_planned, sign
from duban.facts.seen import Claim, Seen
from duban.text.quantities import Shape

PRIORITY = 40
SHAPES = {Shape.FOLD, Shape.PERCENT, Shape.TIMES}
BACKWARDS = re.compile(r"^(?:以上|左右|以内)?的?(?:速度|增速|增幅|增长|涨幅|年均增|降幅)")
FALLING_BEHIND = re.compile(r"^(?:以上|左右)?的?降幅")
RATE = re.compile(r"率$|指数$|比$|面$")
OF_PLAN = {"比序时进度", "比计划"}
FLOWS = {
    "支出",
    "收入",
    "投资",
    "产值",
    "产量",
    "销售额",
    "零售额",
    "出口",
    "进口",
    "增加值",
    "营业额",
    "利润",
    "税收",
    "营业收入",
}
HUNDRED = {Shape.TIMES: 100}
DOUBLED = 100


def read(seen: Seen) -> Claim | None:
    """Claim a growth rate."""
    quantity, lead = seen.quantity, seen.lead
    if quantity.shape is Shape.FOLD:
        yearly = None if quantity.value > DOUBLED else "同比"  # 翻两番 is told of decades
        return Claim(Measure.GROWTH, "%", base=lead.base or yearly)
    if quantity.unit == "‰" or not _is_growth(seen):
        return None
    factor = Decimal(
        HUNDRED.get(quantity.shape, 1) * (-1 if FALLING_BEHIND.match(seen.after) else sign(lead))
    )
    if quantity.value < 0:
        factor = abs(factor)
    base = lead.base or (seen.last.base if _is_comparator(seen) and seen.last else None)
    if base in OF_PLAN:
        return Claim(Measure.CHANGE, "%", factor, base=base)
    if is_planned(seen):
        return Claim(Measure.TARGET, "%", factor, templates=("{}", "{}增速"))
    return Claim(Measure.GROWTH, "%", factor, base=base or "同比")


def _is_comparator(seen: Seen) -> bool:
    """增长7.4%（全市7.2%）, 比一季度（-10.8%）: a bare figure in brackets says again what the figure before said."""
    return (
        seen.bracketed
        and not seen.lead.verb
        and seen.last is not None
        and seen.last.measure is Measure.GROWTH
    )


def _goes_on_growing(seen: Seen) -> bool:
    """教育支出增长70.9%, 农林水支出20.7%: the verb of the figure before is left out."""
    return (
        seen.last is not None
        and seen.last.measure is Measure.GROWTH
        and measured_end(seen.lead.noun) in FLOWS
    )


def _is_growth(seen: Seen) -> bool:
    lead = seen.lead
    if lead.has("speed", "slump") or BACKWARDS.match(seen.after) or _is_comparator(seen):
        return True
    if RATE.search(lead.noun) and not lead.noun.endswith("价格指数"):
        return False
    if not lead.roles and _goes_on_growing(seen):
        return True
    said = lead.verb
    if said == "than":
        return True if "arrive" not in lead.roles else bool(re.search("同比|环比", lead.words))
    return said in {"rise", "fall"}
