"""So many times another figure must follow from the two.

Finds `由3亿元增加到12亿元，是2015年的4倍` and `产值12亿元，是上年同期（3亿元）的4倍`.

Why: 增长3倍 and 是…的4倍 are mistaken for one another.

Wrong: 产值由3亿元增加到12亿元，是2015年的3倍。
Right: 产值由3亿元增加到12亿元，是2015年的4倍。
"""

import re
from collections.abc import Iterator

from duban.checks.base import Finding, comparable, finding, printed
from duban.checks.interval import Interval, rounded
from duban.checks.relations import before, between, by_sentence, from_to, levels, quotient
from duban.facts import Fact, Reading
from duban.facts.model import Measure

TIMES_OF = re.compile(r"(?:是|为|相当于|达到?)[^，,是]{0,16}的$|[是为][^，,是]{0,10}[）)]的$")
BRACKET = re.compile(r"[（(][^（()）]{0,6}$")
TWO = 2


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every multiple behind two amounts of one thing."""
    for _, facts in by_sentence(reading):
        for at, times in enumerate(facts):
            if times.unit != "倍" or times.measure is not Measure.RATE or at < TWO or times.approximate:
                continue
            if not TIMES_OF.search(before(reading, times, 30)):
                continue
            found = _ends(reading, levels(facts[:at]))
            if found:
                yield from _finding(reading, *found, times)


def _ends(reading: Reading, amounts: list[Fact]) -> tuple[Fact, Fact] | None:
    """The smaller and the greater end: from … to, or a figure and the one in brackets with which it is compared."""
    if len(amounts) < TWO or not comparable(*amounts[-2:]):
        return None
    one, other = amounts[-2:]
    if from_to(reading, one, other):
        return one, other
    if BRACKET.search(between(reading, one, other)):
        return other, one
    return None


def _finding(reading: Reading, old: Fact, new: Fact, times: Fact) -> Iterator[Finding]:
    ratio = Interval.of(new).over(Interval.of(old))
    if ratio is None:
        return
    middle = rounded(quotient(new, old)) + "倍"
    yield finding(
        reading, "multiples", (old, new, times), holds=ratio.meets(Interval.printed(times.value, times.step)), computed=middle,
        stated=printed(times), first=printed(new), second=printed(old), times=middle, printed=printed(times),
    )  # fmt: skip
