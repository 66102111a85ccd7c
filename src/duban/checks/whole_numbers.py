"""Things that are counted one by one come in whole numbers.

Finds a count with its year-on-year growth where no whole number of things a year ago gives that rate, and a rate of a counted
whole where no whole number of things gives it (17 projects, 85 %).

Why: the rate and the count were taken on different days, or one was mistyped.

Wrong: 备案入库157家，同比增长133%。 (67 firms would give 134.3 %, 68 would give 130.9 %)
Right: 备案入库157家，同比增长134.3%。
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from duban.checks.base import Finding, finding, printed
from duban.checks.interval import ONE, PERCENT, Interval, rounded
from duban.checks.relations import before, between, by_sentence, growths
from duban.facts import Fact, Reading
from duban.facts.model import Measure
from duban.text.units import is_discrete

YEAR_ON_YEAR = {"同比", "环比", "比年初", "比上年末"}
COUNTED_RATE = re.compile(r"(?:办结率|完成率|开工率|竣工率|解决率|签约率|合格率|达标率|覆盖率|投产率)")
MOST = 200


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every counted thing with a rate."""
    for _, facts in by_sentence(reading):
        for fact in facts:
            if (
                fact.measure is not Measure.COUNT
                or not is_discrete(fact.unit)
                or fact.approximate
                or fact.value <= 0
            ):
                continue
            for rate in growths(fact, facts):
                if (
                    rate.base in YEAR_ON_YEAR
                    and not rate.approximate
                    and "分别" not in between(reading, fact, rate)
                ):
                    yield from _last_year(reading, fact, rate)
            yield from _rates(reading, fact, facts)


def _last_year(reading: Reading, fact: Fact, rate: Fact) -> Iterator[Finding]:
    factor = Interval.printed(rate.value, rate.step) * PERCENT + ONE
    if factor.low <= 0:
        return
    needed = Interval.exact(fact).over(factor)
    if needed is None:
        return
    whole = needed.whole_numbers()
    nearest = round((needed.low + needed.high) / 2)
    would = rounded((Fraction(fact.value) / nearest - 1) * 100) if nearest > 0 else "—"
    yield finding(reading, "whole_numbers", (fact, rate), holds=bool(whole), stated=printed(rate),
                  computed=f"{rounded(needed.low)}–{rounded(needed.high)}{fact.unit}",
                  count=printed(fact), rate=printed(rate), low=rounded(needed.low), high=rounded(needed.high) + fact.unit,
                  nearest=f"{nearest}{fact.unit}", would=f"{would}%")  # fmt: skip


def _rates(reading: Reading, fact: Fact, facts: list[Fact]) -> Iterator[Finding]:
    """17个项目手续办结率达到82%: some whole number of the 17 must give it."""
    following = facts[facts.index(fact) + 1 : facts.index(fact) + 2]
    for rate in following:
        if rate.measure is not Measure.RATE or rate.unit != "%" or rate.approximate or fact.value > MOST:
            continue
        if not COUNTED_RATE.search(before(reading, rate, 10)) or re.search(
            "[，,]", reading.clean.text[fact.end : rate.start]
        ):
            continue
        share = Interval.printed(rate.value, rate.step) * PERCENT * Interval.exact(fact)
        nearest = round((share.low + share.high) / 2)
        yield finding(reading, "whole_numbers", (fact, rate), holds=bool(share.whole_numbers()), stated=printed(rate),
                      computed=f"{rounded(share.low)}–{rounded(share.high)}{fact.unit}",
                      count=printed(fact), rate=printed(rate), low=rounded(share.low), high=rounded(share.high) + fact.unit,
                      nearest=f"{nearest}{fact.unit}", would=f"{rounded(Fraction(nearest) / Fraction(fact.value) * 100)}%")  # fmt: skip
