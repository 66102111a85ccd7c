"""A headline must say what the body says.

Finds a figure in the title (a short first line, or a line without a full stop before its section) whose indicator the body gives
with another value.

Why: the headline is typed from an earlier draft, and it is what most people read.

Wrong: 我县一季度固定资产投资增长5.7%（换行）一季度，全县固定资产投资同比增长7.5%。
Right: 我县一季度固定资产投资增长7.5%（换行）一季度，全县固定资产投资同比增长7.5%。
"""

import re
from collections.abc import Iterator

from duban.checks.base import Finding, comparable, finding, printed
from duban.checks.interval import Interval
from duban.facts import Fact, Reading
from duban.facts.model import Measure
from duban.facts.names import exact_name

HEADLINE = re.compile(r"^[^\n]*", re.MULTILINE)
ENDS = re.compile("[。；;，,：:|]\\s*$")
LONGEST = 60
LINES = 3  # a title, its second line, a deck
MEASURES = {Measure.VALUE, Measure.GROWTH, Measure.COUNT}


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every standard indicator of the headline."""
    end = _end_of_headline(reading.clean.text)
    if not end:
        return
    body = [f for f in reading.facts if f.start >= end and f.measure in MEASURES and exact_name(f.indicator)]
    for fact in reading.facts:
        if fact.start >= end or fact.measure not in MEASURES or not exact_name(fact.indicator):
            continue
        same = [f for f in body if _is_same(fact, f)]
        if same:
            holding = [f for f in same if _meet(fact, f)]
            other = holding[0] if holding else same[0]
            yield finding(
                reading, "headline_and_body", (fact, other), holds=bool(holding), computed=printed(other), stated=printed(fact),
                name=fact.indicator, first=printed(fact), second=printed(other),
            )  # fmt: skip


def _end_of_headline(text: str) -> int:
    """Where the title ends: after the first line or the first few, if they are short and close with no full stop; else 0."""
    end = 0
    for number, line in enumerate(HEADLINE.finditer(text)):
        words = line[0].strip()
        if not words:
            continue
        if number >= LINES or len(words) > LONGEST or ENDS.search(words):
            break
        end = line.end()
    return end


def _is_same(title: Fact, other: Fact) -> bool:
    """One indicator, measured alike, of the same place; the title often leaves its period out."""
    if (
        title.indicator != other.indicator
        or title.measure is not other.measure
        or title.region != other.region
    ):
        return False
    if title.period and other.period and title.period != other.period:
        return False
    return (comparable(title, other) or title.unit == other.unit == "%") and (title.base or "同比") == (
        other.base or "同比"
    )


def _meet(title: Fact, other: Fact) -> bool:
    """A title may say less: 突破20亿 is true of 21.4亿元, but not of 19亿元."""
    if title.approximate and title.value <= other.value:
        return True
    return Interval.of(title).meets(Interval.of(other))
