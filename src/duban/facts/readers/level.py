"""Levels and counts: `地区生产总值完成47.8亿元`, `新增市场主体300余户`, `30项具体任务`, `计划投资7亿元` (a target).

Discrete units (家 户 件 项 …) make a count, the others a value.

Right: 地区生产总值完成47.8亿元 → value 47.8亿元.
Wrong: 增加5个项目 is a change.
"""

import re

from duban.facts.model import Measure
from duban.facts.readers.words import is_planned
from duban.facts.seen import Claim, Seen
from duban.facts.subject import OF_AGE, noun_after
from duban.text.quantities import Shape, family

PRIORITY = 90
SHAPES = {Shape.AMOUNT}
STAYS_VALUE = re.compile(r"(?<!计划)总投资(?:额)?(?:约|达|为)?$|惠及|预计实现|协议投资|协议资金")
NOUN = re.compile(rf"的?(?:{OF_AGE})?[\u4e00-\u9fff“]{{2}}")
BARE = {"万", "千", "百万", "十万"}  # 3.78万农牧民
AHEAD_OF_TIME = re.compile("(?P<word>提前|提早|推迟|延后|缩短)(?:了|近|约)?$")
YEARLY = re.compile("年产$|年产量?(?:达到?|为|约)?$")
PROJECT = re.compile("(?:生产)?(?:项目|生产线|基地).*$")
NO_NOUN = re.compile(
    "^(?:增长|增加|下降|减少|提高|上升|降低|上涨|增|降|减(?!排|税|负)|比|较|以上|以下|以内|左右|上下|分别|其中|[,，、])"
)


def read(seen: Seen) -> Claim | None:
    """Claim whatever is left with a unit."""
    quantity = seen.quantity
    discrete = family(quantity) == "discrete" or quantity.unit in BARE
    measure = Measure.COUNT if discrete else Measure.VALUE
    if is_planned(seen) and not STAYS_VALUE.search(seen.before):
        measure = Measure.TARGET
    follows = (
        NOUN.match(seen.after)
        and not NO_NOUN.match(seen.after)
        and (discrete or seen.after.startswith("的") or not seen.lead.noun)
    )
    names = _of_time(seen) or _capacity(seen) or (noun_after(seen) if follows and seen.size == 1 else ())
    return Claim(measure, quantity.unit, names=names)


def _of_time(seen: Seen) -> tuple[str, ...]:
    """提早三天完成: how many days ahead."""
    found = AHEAD_OF_TIME.search(seen.lead.words) if family(seen.quantity) == "time" else None
    if found is None or found["word"] == "缩短":
        return ()
    what = found["word"].replace("提早", "提前") + ("天数" if seen.quantity.unit in {"天", "日"} else "时间")
    return (f"{seen.lead.noun}{what}", what) if seen.lead.noun else (what,)


def _capacity(seen: Seen) -> tuple[str, ...]:
    """年产3000台中央空调项目: a yearly output of air conditioners."""
    if not YEARLY.search(seen.lead.words):
        return ()
    things = PROJECT.sub("", noun_after(seen)[0] if noun_after(seen) else "").removeprefix(seen.lead.noun)
    things = things or seen.after.partition("项目")[0][:8]
    return (f"{things}年产量", f"{things}年产能", "年产能") if things else ()
