"""Percentage points: `提高13.2个百分点`, `拉动全市经济增长0.8个百分点`, `高于全省平均1.2个百分点`, `比一季度回升2.1个百分点`.

拉动 and 贡献 make a contribution; all else is an absolute change of a rate, negative for 低于, 回落, 收窄. Behind a growth rate
the change is that of the rate: 地区生产总值增速.

Right: 低于全市平均1.2个百分点 → change -1.2个百分点，比全市平均.
Wrong: 拉动增长0.8个百分点 is a contribution, of the same reader.
"""

import re
from decimal import Decimal

from duban.facts.grammar import lead_of
from duban.facts.model import Measure
from duban.facts.readers.words import is_planned, sign
from duban.facts.seen import Claim, Seen
from duban.text.quantities import Shape

PRIORITY = 20
SHAPES = {Shape.POINTS}
PULL = re.compile(r"拉动|贡献|向上拉|带动.{0,10}增长")
PULLED = re.compile(
    r"^(?P<by>.*?)(?:分别|将|共|合计)?(?:对.{1,14}?的?贡献率?|(?:拉动|带动)(?P<what>.*?)(?:增长|上升|回升|增速)?|贡献.*)$"
)


def read(seen: Seen) -> Claim | None:
    """Claim percentage points."""
    quantity = seen.quantity
    if PULL.search(seen.before):
        found = PULLED.match(seen.before)
        what = (found["what"] or "") if found else ""
        return Claim(
            Measure.CONTRIBUTION, quantity.unit, noun=lead_of(found["by"].strip()).noun if found else "",
            templates=(f"{{}}拉动{what}增长", "{}拉动增长", "{}"), keeps_subject=True,
        )  # fmt: skip
    lead = seen.lead
    templates: tuple[str, ...] = ("{}",)
    if lead.has("weight"):
        templates = ("{}占比", "{}比重", "{}")
    elif lead.has("speed", "slump") or _after_growth(seen):
        templates = ("{}增速", "{}")
    if seen.planned and is_planned(seen):
        return Claim(Measure.TARGET, quantity.unit, Decimal(sign(lead)), templates=templates)
    return Claim(
        Measure.CHANGE,
        quantity.unit,
        Decimal(sign(lead)),
        templates=templates,
        base=lead.base or _base_before(seen),
    )


def _after_growth(seen: Seen) -> bool:
    return (
        not seen.lead.noun and seen.last is not None and seen.last.measure in {Measure.GROWTH, Measure.TARGET}
    )


def _base_before(seen: Seen) -> str | None:
    """比上年末 may stand a clause before, and 同比 in the sentence holds on for 同比提高…、…个百分点."""
    return "同比" if "同比" in seen.sentence_before[-20:] else None
