"""A named ratio must follow from the two amounts that it is made of.

Finds 存贷比 (loans to deposits) and 城乡居民收入比 (town to country) where both amounts are given for the same place and time.

Why: the ratio is copied from last month while the amounts are new.

Wrong: 金融机构各项存款余额230亿元，各项贷款余额135亿元，存贷比为68.6%。
Right: 金融机构各项存款余额230亿元，各项贷款余额135亿元，存贷比为58.7%。
"""

from collections.abc import Iterator, Sequence

from duban.checks.base import Finding, comparable, finding, printed
from duban.checks.interval import Interval, rounded
from duban.checks.relations import in_sentences
from duban.facts import Fact, Reading
from duban.facts.model import Measure
from duban.facts.names import indicators

NEAR = 3  # sentences


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every ratio that the lexicon makes of two indicators."""
    for ratio in reading.facts:
        standard = indicators().get(ratio.indicator)
        if standard is None or not standard.ratio or ratio.measure is not Measure.RATE or ratio.approximate:
            continue
        near = in_sentences(reading, ratio.sentence - NEAR, ratio.sentence)
        top, bottom = (_given(name, ratio, near) for name in standard.ratio)
        if top is None or bottom is None or not comparable(top, bottom):
            continue
        share = Interval.of(top).over(Interval.of(bottom))
        if share is None:
            continue
        times = 100 if ratio.unit == "%" else 1
        shown = Interval(share.low * times, share.high * times)
        middle = rounded((shown.low + shown.high) / 2) + ratio.unit
        holds = shown.meets(Interval.printed(ratio.value, ratio.step))
        yield finding(
            reading, "ratio_of_two", (top, bottom, ratio), holds=holds, computed=middle, stated=printed(ratio), name=ratio.indicator,
            first=printed(top), second=printed(bottom), ratio=middle, printed=printed(ratio),
        )  # fmt: skip


def _given(name: str, ratio: Fact, near: Sequence[Fact]) -> Fact | None:
    found = [
        f
        for f in near
        if f.measure is Measure.VALUE
        and name in f.indicators
        and f.region == ratio.region
        and f.end <= ratio.start
    ]
    same_time = [f for f in found if f.period == ratio.period]
    return same_time[-1] if same_time else None
