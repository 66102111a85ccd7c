"""Shares of a whole: `占园区总面积的33%`, `比重达42.1%`, `近半数货车营地`, `99%乡镇通三级公路`, `三次产业之比8.5:37.0:54.5`.

`占年度计划的60%` is a share; `完成年度计划的60%` is a rate and left to that reader.

Right: 占园区总面积的33% → share 33 %.
Wrong: 完成年度任务的33% is a rate.
"""

import re

from duban.facts.model import Measure
from duban.facts.readers.words import is_planned
from duban.facts.seen import Claim, Seen
from duban.facts.subject import verbal_noun
from duban.text.quantities import Shape

PRIORITY = 30
SHAPES = {Shape.PERCENT}
OF_WHOLE = re.compile(
    r"^(?P<part>.*?)(?:约|仅|总量|已|数)?占(?:到|据|了|比)?(?P<whole>[^，,]*?)(?:的)?(?:比重|比例|份额|比率|比)?(?:由|从|为|达到?|约|接近|近|超过?|仅|的|提高到|上升到)*$"
)
ARRIVES = re.compile("(?:上升|下降|提高|降低|增加|减少|升|降)(?:为|到|至)了?$")
# 工业所占的比重，一九五二年为41.5%: the clause before says of what
WEIGHT_BEFORE = re.compile(
    r"(?:^|[，,。])(?P<part>[^，,。]{2,16}?)(?:所占的?|的)?(?:比重|占比|比例)[，,](?:[一二\d][^，,]{3}年)?[上升到降为达是下至已提高增加减少]{0,5}$"
)
SAID_WEIGHT = re.compile(r"压缩|合格|达标|控股|占有率|占补")
PART_BEFORE = re.compile(r"^的?[\u4e00-\u9fff“]{2,}")
NOT_PART = re.compile(
    r"^(?:以[上下内]|左右|的?(?:增|速度|目标|水平|比例|高|大关|任务|幅度|贷款贴息|税率|标准)|上下|和|与|及|提高|增长|下降|上升|降)"
)


def read(seen: Seen) -> Claim | None:
    """Claim a share."""
    quantity = seen.quantity
    if quantity.part:
        return _industry(seen)
    if (
        not seen.lead.noun
        and not seen.lead.verb
        and PART_BEFORE.match(seen.after)
        and not NOT_PART.match(seen.after)
        and not seen.bracketed
    ):
        return Claim(Measure.SHARE, "%", names=verbal_noun(seen), keeps_subject=True)
    words = seen.lead.words
    if (
        seen.last is not None
        and seen.last.measure is Measure.SHARE
        and not seen.lead.noun
        and ARRIVES.search(words)
    ):
        return Claim(Measure.SHARE, "%", names=seen.last.indicators, keeps_subject=True)
    if ("占" not in words and not seen.lead.has("weight")) or SAID_WEIGHT.search(words):
        named = None if seen.lead.noun else WEIGHT_BEFORE.search(seen.sentence_before)
        return (
            Claim(Measure.SHARE, "%", noun=named["part"], templates=("{}比重", "{}占比", "{}"))
            if named
            else None
        )
    measure = Measure.TARGET if is_planned(seen) and seen.planned else Measure.SHARE
    found = OF_WHOLE.match(words) if "占" in words else None
    if found is None:
        return Claim(measure, "%", templates=("{}比重", "{}占比", "{}"))
    whole = re.sub("^全[县市区省国州]的?", "", found["whole"])
    part = re.sub(r"^(?:其中|分别|,|，|、)+|分别$|的$|所$", "", found["part"])
    return Claim(
        measure, "%", noun=part, templates=(f"{{}}占{whole}比重" if whole else "{}比重", "{}占比", "{}")
    )


def _industry(seen: Seen) -> Claim | None:
    """三次产业之比 8.5:37.0:54.5 gives the shares of the three industries in the gross product."""
    name = "第" + "一二三"[seen.quantity.part - 1] + "产业增加值占地区生产总值比重"
    return Claim(Measure.SHARE, "%", names=(name,), keeps_subject=True)
