"""A change in percentage points must follow from the two rates.

Finds `城镇化率由66.3%提高到69.1%，提高2.8个百分点`, and `增长7.4%(全市7.2%)，高于全市平均0.2个百分点`.

Why: the rates come from two years' tables and the difference is worked out in the head.

Wrong: 常住人口城镇化率由66.3%提高到69.1%，提高3.8个百分点。
Right: 常住人口城镇化率由66.3%提高到69.1%，提高2.8个百分点。
"""

import re
from collections.abc import Iterator

from duban.checks.base import Finding, finding, printed
from duban.checks.interval import Interval, rounded
from duban.checks.relations import before, by_sentence, from_to
from duban.facts import Fact, Reading
from duban.facts.model import Measure

THAN_MEAN = re.compile(
    r"(?:高于|低于|快于|慢于|高出|低出|比)全[市省国][\u4e00-\u9fff]{0,6}$|比全[市省国](?:平均)?(?:水平)?[高低快慢]$"
)
TWO_ENDS = 2
RATES = {Measure.RATE, Measure.SHARE, Measure.GROWTH}
COMPARED = {"全市", "全省", "全国"}


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every change in points that stands behind two rates."""
    for _, facts in by_sentence(reading):
        for at, points in enumerate(facts):
            if (
                points.unit != "个百分点"
                or points.measure is not Measure.CHANGE
                or at < TWO_ENDS
                or points.approximate
            ):
                continue
            yield from _two_ends(reading, facts[at - 2], facts[at - 1], points)
            yield from _than_mean(reading, facts[at - 2], facts[at - 1], points)


def _two_ends(reading: Reading, old: Fact, new: Fact, points: Fact) -> Iterator[Finding]:
    if old.measure is not new.measure or new.measure not in RATES or not old.unit == new.unit == "%":
        return
    if from_to(reading, old, new):
        yield _finding(reading, old, new, points)


def _than_mean(reading: Reading, own: Fact, other: Fact, points: Fact) -> Iterator[Finding]:
    """The comparator stands in brackets right behind the own rate."""
    if (
        own.measure is not Measure.GROWTH
        or other.measure is not Measure.GROWTH
        or other.region not in COMPARED
    ):
        return
    if own.indicator == other.indicator and THAN_MEAN.search(before(reading, points, 14)):
        yield _finding(reading, other, own, points)


def _finding(reading: Reading, old: Fact, new: Fact, points: Fact) -> Finding:
    difference = Interval.of(new) - Interval.of(old)
    middle = rounded((difference.low + difference.high) / 2) + "个百分点"
    return finding(
        reading, "points_and_ends", (old, new, points), holds=difference.meets(Interval.of(points)), computed=middle, stated=printed(points),
        first=printed(old), second=printed(new), points=middle, printed=printed(points),
    )  # fmt: skip
