"""Words like 超额完成 must fit the plan and the result that stand beside them.

Finds a target and a result of one indicator and place, near one another, with a claim that the target was reached, passed or missed.

Why: the judgement is written first and the figure filled in later.

Wrong: 全年一般公共预算收入目标10亿元，实际完成9.2亿元，超额完成目标。
Right: 全年一般公共预算收入目标10亿元，实际完成10.4亿元，超额完成目标。
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from duban.checks.base import Finding, comparable, finding, printed
from duban.checks.interval import Interval
from duban.checks.relations import by_sentence
from duban.facts import Fact, Reading
from duban.facts.model import Measure

PASSED = re.compile(
    "超额(?:\\d+(?:\\.\\d+)?%)?完成|超过?(?:了)?(?:预期|年度|全年)?目标|超出(?:预期|年度)?目标"
)
REACHED = re.compile(
    "(?<![未没])(?:圆满|全面|如期|顺利|提前)?完成(?:了)?(?:全年|年度|预期|既定|当年)?(?:目标|任务)(?!的)"
)
MISSED = re.compile("(?:未能?|没有|尚未)(?:如期)?(?:完成|达到|实现)|低于(?:预期|年度)?目标|未达标")
AFTER = 24
RESULTS = {Measure.VALUE, Measure.COUNT}


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every claim behind a target and a result."""
    for _, facts in by_sentence(reading):
        for target, result in pairwise(facts):
            if (
                target.measure is not Measure.TARGET
                or result.measure not in RESULTS
                or not comparable(target, result)
            ):
                continue
            if not set(target.indicators) & set(result.indicators) or target.region != result.region:
                continue
            yield from _claimed(reading, target, result)


def _claimed(reading: Reading, target: Fact, result: Fact) -> Iterator[Finding]:
    words = reading.clean.text[result.end : result.end + AFTER].partition("。")[0]
    plan, done = Interval.of(target), Interval.of(result)
    for pattern, holds in (
        (MISSED, done.low < plan.high),
        (PASSED, done.high > plan.low),
        (REACHED, done.high >= plan.low),
    ):
        claim = pattern.search(words)
        if claim:
            yield finding(
                reading, "plan_and_result", (target, result), holds=holds, computed=printed(target), stated=claim[0],
                name=result.indicator, plan=printed(target), done=printed(result), claim=claim[0],
            )  # fmt: skip
            return
