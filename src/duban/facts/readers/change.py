"""Absolute changes: `较年初增加137.14亿元`, `项目数量增加6个`, `减少要件192件`, `压缩1843天`.

新增 alone is a level (so many new things); 增加 and 减少 are changes. A saving said as a cut is negative.

Right: 较年初增加137.14亿元 → change 137.14亿元，比年初.
Wrong: 新增市场主体300户 is so many new ones: a count, no change.
"""

import re
from decimal import Decimal

from duban.facts.model import Measure
from duban.facts.readers.words import is_planned, sign
from duban.facts.seen import Claim, Seen
from duban.text.quantities import Shape

PRIORITY = 50
SHAPES = {Shape.AMOUNT}
CUT = re.compile(
    r"(?P<verb>减少|压缩|精简|缩减|压减|取消|核减|节约|节省|减免|多了|少了)了?(?:近|约)?(?P<what>[\u4e00-\u9fff]{0,4})$"
)
EACH = re.compile("(?P<each>[人户亩村]均)(?:年均?)?(?:纯收入)?(?:增收|增加收入)(?:约|近|达|超过?)?$")
NO_CHANGE = re.compile("提前$|提早$|取消|减免")


def read(seen: Seen) -> Claim | None:
    """Claim an absolute change."""
    quantity, lead = seen.quantity, seen.lead
    each = EACH.search(lead.words)
    if each:
        names = (f"{lead.noun.removesuffix(each['each'])}{each['each']}收入", f"{each['each']}增收")
        return Claim(Measure.CHANGE, quantity.unit, names=names, base=lead.base)
    if lead.verb in {"rise", "fall"} and not NO_CHANGE.search(lead.words):
        if is_planned(seen):
            return Claim(Measure.TARGET, quantity.unit, Decimal(sign(lead)))
        return Claim(
            Measure.CHANGE, quantity.unit, Decimal(sign(lead)), base=lead.base, templates=("{}", "{}数")
        )
    cut = CUT.search(lead.words)
    if cut and cut["what"] and not NO_CHANGE.search(cut["verb"]):
        return Claim(
            Measure.CHANGE,
            quantity.unit,
            Decimal(-1),
            names=(cut["what"] + "数", cut["what"], lead.noun),
            base=lead.base,
        )
    return None
