"""A change must be the difference of its two ends.

Finds `由66家增加到88家，增加22家` and `完成88亿元（上年同期66亿元），增加22亿元`.

Why: one end is corrected and the difference stays.

Wrong: 规上企业由66家增加到88家，净增32家。
Right: 规上企业由66家增加到88家，净增22家。
"""

import re
from collections.abc import Iterator

from duban.checks.base import Finding, comparable, finding, printed
from duban.checks.interval import Interval, rounded
from duban.checks.relations import between, by_sentence, from_to
from duban.facts import Fact, Reading
from duban.facts.model import Measure
from duban.text.units import is_discrete, measure

ENDS = {Measure.VALUE, Measure.COUNT, Measure.RATE, Measure.SHARE}
BRACKET = re.compile(r"^[（(](?:上年|去年|上年同期|去年同期|同期|上年末|年初)[^（()）]{0,4}$")
NO_PERIOD = re.compile(r"年均|平均|每年|其中|分别|月均")
TWO = 2


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every change behind its two ends."""
    for _, facts in by_sentence(reading):
        for at, change in enumerate(facts):
            if (
                at < TWO
                or change.measure is not Measure.CHANGE
                or change.unit == "个百分点"
                or change.approximate
            ):
                continue
            one, other = facts[at - 2 : at]
            if (
                not {one.measure, other.measure} <= ENDS
                or not comparable(one, other)
                or not comparable(other, change)
            ):
                continue
            if NO_PERIOD.search(between(reading, other, change)):
                continue
            ends = _ends(reading, one, other)
            if ends:
                yield _finding(reading, *ends, change)


def _ends(reading: Reading, one: Fact, other: Fact) -> tuple[Fact, Fact] | None:
    """What was before, and what is now."""
    if from_to(reading, one, other):
        return one, other
    return (other, one) if BRACKET.search(between(reading, one, other).strip()) else None


def _finding(reading: Reading, old: Fact, new: Fact, change: Fact) -> Finding:
    now, then = (
        Interval.exact(f) if is_discrete(f.unit) and not f.approximate else Interval.of(f) for f in (new, old)
    )
    difference = now - then
    middle = rounded((difference.low + difference.high) / 2 / measure(change.unit).magnitude) + change.unit
    return finding(
        reading, "difference_of_levels", (old, new, change), holds=difference.meets(Interval.of(change)), computed=middle,
        stated=printed(change), first=printed(old), second=printed(new), difference=middle, printed=printed(change),
    )  # fmt: skip
