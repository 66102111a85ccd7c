"""Rates of change: `同比增长3.3%`, `下降7.7%`, `增速达到了45.8%`, `增长2.9倍`, `翻番`, `增速从1%上升到5.5%`, `增长7.4%（全市7.2%）`.

增长 alone means 同比 (so the statistical offices' yearbooks use it). 增长2.9倍 is 290 %.
"""

import re

from duban.facts.model import Measure
from duban.facts.readers.words import CHANGED, FALL, FALLING, base_of, is_planned
from duban.facts.seen import Claim, Seen
from duban.facts.subject import subject
from duban.text.quantities import Shape

PRIORITY = 40
SPEED = re.compile(
    r"(?:增速|增幅|增长率|涨幅|降幅)(?:为|达到?了?|在|保持在|由|从|至|到|上升到了?|回升[到至]|提高[到至]|[\d年的.%至]|同比)*$"
)
BACKWARDS = re.compile(rf"^(?:以上|左右)?的?(?:速度|增速|增幅|{FALL})")
LEVEL_WORDS = re.compile(r"(?:增长|提高|上升|下降|降低|提升|降|升)[到至]$|[^长]至$")


def read(seen: Seen) -> Claim | None:
    """Claim a growth rate."""
    quantity = seen.quantity
    if quantity.shape is Shape.FOLD:
        return Claim(Measure.GROWTH, quantity.value, "%", subject(seen), base=base_of(seen.before) or "同比")
    if quantity.shape not in {Shape.PERCENT, Shape.TIMES}:
        return None
    if not _is_growth(seen):
        return None
    value = quantity.value * 100 if quantity.shape is Shape.TIMES else quantity.value
    if FALLING.search(seen.between) and not re.search(r"降幅收窄|由降转升", seen.between):
        value = -value
    if is_planned(seen.before, seen.after) and not re.search("预计", seen.sentence_before):
        return Claim(Measure.TARGET, value, "%", subject(seen))
    return Claim(
        Measure.GROWTH,
        value,
        "%",
        subject(seen),
        base=base_of(seen.before) or base_of(seen.after[:4]) or "同比",
    )


def _is_growth(seen: Seen) -> bool:
    if (
        seen.bracketed
        and seen.earlier
        and seen.earlier[-1].measure is Measure.GROWTH
        and re.search(r"全[市省国区县]", seen.before)
    ):
        return True
    before = re.sub(r"^.*(?=由|从)", "", seen.before) if SPEED.search(seen.before) else seen.before
    if LEVEL_WORDS.search(seen.before) and not SPEED.search(seen.before):
        return False
    own_words = re.search(r"率[^率增]{0,6}(?:由|从|至|到|达|为)", seen.before)
    return (
        bool(CHANGED.search(before) or SPEED.search(seen.before) or BACKWARDS.search(seen.after))
        and not own_words
    )
