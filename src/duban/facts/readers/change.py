"""Absolute changes: `较年初增加137.14亿元`, `项目数量增加6个`, `减少要件192件`, `压缩1843天`.

新增 alone is a level (so many new things); 增加 and 减少 are changes. A saving said as a cut is negative.
"""

import re

from duban.facts.model import Measure
from duban.facts.readers.words import base_of
from duban.facts.seen import Claim, Seen
from duban.facts.subject import subject
from duban.text.quantities import Shape

PRIORITY = 50
MORE = re.compile(r"(?<!到)(?:增加|净增|增收|多收|同比增|提前|多出|增长)(?:了|近|约|出|超)?$")
LESS = re.compile(
    r"(?:减少|压缩|精简|减|降低|缩短|下降|少收|压减|节约|节省|省出)了?(?:近|约)?(?P<what>[\u4e00-\u9fff]{0,4})$"
)
LEVEL_AFTER = re.compile(r"[到至为]$")


def read(seen: Seen) -> Claim | None:
    """Claim an absolute change."""
    quantity = seen.quantity
    if quantity.shape is not Shape.AMOUNT or LEVEL_AFTER.search(seen.between):
        return None
    fell = LESS.search(seen.between)
    if fell and not re.search("[到至为]", fell["what"]):
        value = -quantity.value
    elif MORE.search(seen.between) and not re.search("提前$", seen.between):
        value = quantity.value
    else:
        return None
    base = base_of(seen.before) or base_of(seen.sentence_before[-24:])
    names = subject(seen)
    if fell and fell["what"]:
        names = (fell["what"] + "数", *names)
    return Claim(Measure.CHANGE, value, quantity.unit, names, base=base)
