"""Other rates and ratios that are levels: `办结率达到82%`, `完成工程总量的60%`, `完成年度任务的92.35%`, `收入比2.05:1`, `容积率2.5倍`."""

import re

from duban.facts.model import Measure
from duban.facts.readers.words import is_planned
from duban.facts.seen import Claim, Seen
from duban.facts.subject import subject
from duban.text.quantities import Shape

PRIORITY = 60
DONE = re.compile(r"完成[^，,]{0,16}?(?:工程量?|总量|任务|目标|计划|指标|进度)[^，,]{0,4}的?$")
QUOTA = re.compile(r"任务|目标|计划|指标")


def read(seen: Seen) -> Claim | None:
    """Claim a rate."""
    quantity = seen.quantity
    if quantity.shape not in {Shape.PERCENT, Shape.RATIO, Shape.TIMES}:
        return None
    planned = is_planned(seen.before, seen.after)
    measure = Measure.TARGET if planned else Measure.RATE
    names = subject(seen)
    if DONE.search(seen.before):
        names = _completion(seen, names)
    return Claim(measure, quantity.value, quantity.unit, names)


def _completion(seen: Seen, own: tuple[str, ...]) -> tuple[str, ...]:
    """完成…的60%: of the thing before 完成, else of the thing carried over."""
    head = re.sub(r"(?:已|已经|预计.*?可)?完成.*$", "", seen.before).strip()
    thing = head or (seen.carried.indicator if seen.carried else "")
    ending = "指标完成率" if QUOTA.search(seen.before) else "完成比例"
    return tuple(dict.fromkeys((thing + ending, thing + "完成率", *own)))
