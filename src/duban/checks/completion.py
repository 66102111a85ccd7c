"""A completion rate must follow from the plan and what is done.

Finds `计划铺设管线18公里，已完成12公里，完成率66.7%` and `年度计划改造1200户，完成900户，占年度计划的75%`.

Why: plan and progress are updated by different people; the rate is what a light is judged by.

Wrong: 计划铺设管线18公里，已完成12公里，完成计划的76.7%。
Right: 计划铺设管线18公里，已完成12公里，完成计划的66.7%。
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from duban.checks.base import Finding, comparable, finding, printed
from duban.checks.interval import Interval, rounded
from duban.checks.relations import before, by_sentence, levels
from duban.facts import Fact, Reading
from duban.facts.model import Measure
from duban.text.units import in_base

PLAN = re.compile(r"计划|任务|目标")
DONE = re.compile(r"完成|已|累计|实现")
RATE_WORDS = re.compile(
    r"完成率|完成[^，,]{0,6}(?:计划|任务|目标|总量)[^，,]{0,3}的?$|占[^，,]{0,4}(?:计划|任务|目标)[^，,]{0,4}的?$|完成比例"
)


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every plan, what is done, and the rate said of them in one sentence."""
    for _, facts in by_sentence(reading):
        amounts = levels(facts)
        for rate in facts:
            if rate.unit != "%" or rate.measure not in {Measure.RATE, Measure.SHARE} or rate.approximate:
                continue
            if not RATE_WORDS.search(before(reading, rate, 20)):
                continue
            found = _plan_and_done(reading, [f for f in amounts if f.end <= rate.start])
            if found is not None:
                yield _finding(reading, *found, rate)


def _plan_and_done(reading: Reading, amounts: list[Fact]) -> tuple[Fact, Fact] | None:
    for plan, done in zip(amounts[-2:], amounts[-1:], strict=False):
        says_plan = plan.measure is Measure.TARGET or PLAN.search(before(reading, plan, 12))
        if (
            says_plan
            and DONE.search(before(reading, done, 8))
            and comparable(plan, done)
            and plan is not done
        ):
            return plan, done
    return None


def _finding(reading: Reading, plan: Fact, done: Fact, rate: Fact) -> Finding:
    share = Interval.of(done).over(Interval.of(plan))
    percent = (
        Interval(Fraction(0), Fraction(0)) if share is None else Interval(share.low * 100, share.high * 100)
    )
    middle = (
        rounded(
            Fraction(in_base(done.value, done.unit)[0]) / Fraction(in_base(plan.value, plan.unit)[0]) * 100
        )
        if share
        else "—"
    )
    holds = percent.meets(Interval.printed(rate.value, rate.step))
    return finding(reading, "completion", (plan, done, rate), holds=holds, computed=f"{middle}%", stated=printed(rate),
                   plan=printed(plan), done=printed(done), rate=f"{middle}%", printed=printed(rate))  # fmt: skip
