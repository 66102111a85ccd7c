"""Shares of a whole: `占园区总面积的33%`, `比重达42.1%`, `近半数货车营地`, `完成年度计划的60%` is a rate and left to that reader."""

import re

from duban.facts.model import Measure
from duban.facts.seen import Claim, Seen
from duban.facts.subject import noun_after, subject
from duban.text.quantities import Shape

PRIORITY = 30
OF_WHOLE = re.compile(
    r"占(?:到|据|了)?(?:全[县市区省国]的?)?(?P<whole>[\u4e00-\u9fff“”A-Z]{0,16}?)(?:的)?(?:比重|比例|份额|比)?(?:为|达到?|约|近|超过?|仅|提高到|上升到|的)*$"
)
WEIGHT = re.compile(r"(?:比重|占比|比例)(?:为|达到?|提高到|提升到|上升到|约|近|超过?|由)*$")
SAID_WEIGHT = re.compile(r"压缩|合格|达标")


def read(seen: Seen) -> Claim | None:
    """Claim a share."""
    quantity = seen.quantity
    if quantity.shape is not Shape.PERCENT:
        return None
    if quantity.part:
        return _industry(seen)
    if not re.search(r"\d|百分之", quantity.words):
        return Claim(Measure.SHARE, quantity.value, "%", noun_after(seen) or subject(seen))
    whole = OF_WHOLE.search(seen.before)
    if whole is None and not WEIGHT.search(seen.before):
        return None
    if SAID_WEIGHT.search(seen.before):
        return None
    own = subject(seen)
    part = own[0] if own else (seen.carried.indicator if seen.carried else "")
    named = whole["whole"] if whole else ""
    full = f"{part}占{named}比重" if named else f"{part}比重"
    return Claim(
        Measure.SHARE, quantity.value, "%", tuple(dict.fromkeys((full, part + "占比", part))) if part else ()
    )


def _industry(seen: Seen) -> Claim | None:
    """三次产业之比 8.5:37.0:54.5 gives the shares of the three industries in the gross product."""
    if not re.search(r"产业", seen.before[-16:]):
        return None
    name = "第" + "一二三"[seen.quantity.part - 1] + "产业增加值占地区生产总值比重"
    return Claim(Measure.SHARE, seen.quantity.value, "%", (name,))
