"""Figures to reach in an item's words: 改造老旧小区34个、2860户. Not the frequency (每季度1次), not dates, not numbers of names."""

import re

from duban.facts.grammar import lead_of
from duban.plans.task import Goal
from duban.text.quantities import Quantity, Shape, quantities

FREQUENCY = re.compile(r"每(?:年|月|季度?|周|天|日|个月|半年)[^，,。；;]{0,12}$|不少于$")
TIMES = {"次", "轮", "次以上"}
DATED = re.compile(r"^(?:月|年(?!产)|日(?!供|均))")
AGE = re.compile("周?岁|周年")
TIMED = {"年", "年度", "个月", "期", "级", "届", "大", "天前"}
PUNCTUATION = re.compile("[，,。；;：:、（(]")


def goals_of(text: str) -> tuple[Goal, ...]:
    """All targets of a text, in order, each once."""
    found: list[Goal] = []
    end = 0
    for quantity in quantities(text):
        if not _is_goal(quantity, text):
            end = quantity.end
            continue
        goal = Goal(
            _what(text[end : quantity.start], text[quantity.end :]), abs(quantity.value), quantity.unit
        )
        end = quantity.end
        if goal not in found:
            found.append(goal)
    return tuple(found)


def _is_goal(quantity: Quantity, text: str) -> bool:
    if quantity.shape not in {Shape.AMOUNT, Shape.PERCENT, Shape.POINTS, Shape.TIMES} or quantity.part:
        return False
    if quantity.unit in TIMED or AGE.match(text[quantity.end : quantity.end + 2]):
        return False
    before = text[max(0, quantity.start - 16) : quantity.start]
    return not (quantity.unit in TIMES and (FREQUENCY.search(before) or quantity.value == 1))


def _what(before: str, after: str) -> str:
    clause = PUNCTUATION.split(before)[-1]
    noun = lead_of(clause).noun or lead_of(before[-20:]).noun
    if noun:
        return noun
    found = re.match("的?([\u4e00-\u9fff]{2,12})", after)
    return found[1] if found else clause.strip()
