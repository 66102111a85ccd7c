"""The parts of a structure add up to a hundred per cent.

Finds a structure printed as a ratio of three (`三次产业结构为8.5:37.0:54.5`) and `分别占16.2%、38.5%、45.3%` behind three industries.

Why: two of three figures are updated.

Wrong: 三次产业结构调整为8.5:37.0:56.5。
Right: 三次产业结构调整为8.5:37.0:54.5。
"""

import re
from collections.abc import Iterator
from functools import reduce
from itertools import groupby

from duban.checks.base import Finding, finding, printed
from duban.checks.interval import Interval, rounded
from duban.checks.relations import by_sentence
from duban.facts import Fact, Reading
from duban.facts.model import Measure

INDUSTRY = re.compile("第([一二三])产业")
ALL = {"一", "二", "三"}
HUNDRED = 100


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every group of shares that are all three industries of one place and time."""
    for _, facts in by_sentence(reading):
        shares = [f for f in facts if f.measure is Measure.SHARE and f.unit == "%" and _industry(f)]
        for _, group in groupby(shares, key=lambda f: (f.region, f.period, _whole(f))):
            three = list(group)
            if (
                len(three) == len(ALL)
                and {_industry(f) for f in three} == ALL
                and not any(f.approximate for f in three)
            ):
                yield _finding(reading, three)


def _industry(fact: Fact) -> str:
    found = INDUSTRY.search(fact.indicator)
    return found[1] if found else ""


def _whole(fact: Fact) -> str:
    return INDUSTRY.sub("", fact.indicator)


def _finding(reading: Reading, three: list[Fact]) -> Finding:
    total = reduce(lambda a, b: a + b, (Interval.printed(f.value, f.step) for f in three))
    middle = rounded((total.low + total.high) / 2) + "%"
    holds = total.low <= HUNDRED <= total.high
    return finding(
        reading, "shares_add_up", tuple(three), holds=holds, computed="100%", stated=middle, sum=" + ".join(map(printed, three)), total=middle,
    )  # fmt: skip
