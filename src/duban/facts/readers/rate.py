"""Other rates and ratios that are levels: `办结率达到82%`, `完成工程总量的60%`, `完成年度任务的92.35%`, `收入比2.05:1`, `容积率2.5倍`.

Right: 手续办结率达到82% → rate 82 %.
Wrong: 占总面积的33% is a share.
"""

import re

from duban.facts.model import Measure
from duban.facts.readers.words import is_planned
from duban.facts.seen import Claim, Seen
from duban.text.quantities import Shape

PRIORITY = 60
SHAPES = {Shape.PERCENT, Shape.RATIO, Shape.TIMES}
COMPLETED = re.compile(
    r"^(?P<thing>.*?)(?:已经|已|预计|共|累计|可)*(?:(?:超额)?完成了?(?P<quota>[^，,]{0,16}?(?:工程量?|总量|任务|目标|计划|指标|进度|预算)[^，,]{0,4}?)|(?:占|达到?)(?P<year>[^，,]{0,6}(?:任务|目标|预算)[^，,]{0,4}?))的?$"
)
OF_LAST_YEAR = re.compile("(?:接近|相当于|达到?|超过?|是|为|占)(?:上年|去年|前年)(?:全年|同期|总量)?的?$")
WORK = re.compile("工程|总量")
CONTRIBUTION = re.compile(r"^(.*?)对.{1,14}?的?贡献率$")


def read(seen: Seen) -> Claim | None:
    """Claim a rate."""
    quantity = seen.quantity
    measure = Measure.TARGET if is_planned(seen) else Measure.RATE
    if "贡献率" in seen.lead.words and measure is Measure.RATE:
        return Claim(
            Measure.CONTRIBUTION,
            quantity.unit,
            noun=CONTRIBUTION.sub(r"\1", seen.lead.noun),
            templates=("{}贡献率", "{}对经济增长的贡献率", "{}"),
        )
    if OF_LAST_YEAR.search(seen.lead.words):
        return Claim(measure, quantity.unit, noun="", keeps_subject=True)
    done = COMPLETED.match(seen.lead.words)
    if done:
        ending = ("完成比例", "完成率") if WORK.search(done["quota"] or "") else ("指标完成率", "完成率")
        return Claim(
            measure,
            quantity.unit,
            noun=done["thing"],
            templates=(*("{}" + e for e in ending), "{}"),
            keeps_subject=True,
        )
    if quantity.shape is Shape.RATIO:
        return Claim(
            measure, quantity.unit, templates=("{}",) if seen.lead.noun.endswith("比") else ("{}比", "{}")
        )
    return Claim(measure, quantity.unit)
