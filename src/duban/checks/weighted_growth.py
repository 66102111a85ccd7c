"""The growth of a whole follows from the levels and growths of its parts.

Finds an indicator that the lexicon makes of parts, whose own rate and all its parts' levels and rates are given: each part's level a
year ago is its level over its growth, and the whole is what they add up to. Rates at constant prices may differ from that by what
prices did, so two points either way are left alone.

Why: it sees a slip that the mere span of the parts' rates (growth_of_parts) leaves room for.

Wrong: 地区生产总值增长12.3%。第一产业增加值2.55亿元，增长8.9%；第二产业增加值7.33亿元，增长82%；第三产业增加值17.67亿元，增长7.5%。
Right: 地区生产总值增长12.3%。第一产业增加值2.55亿元，增长8.9%；第二产业增加值7.33亿元，增长28%；第三产业增加值17.67亿元，增长7.5%。
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from duban.checks.base import Finding, comparable, finding, printed
from duban.checks.interval import Interval, rounded
from duban.checks.relations import in_sentences
from duban.facts import Fact, Reading
from duban.facts.model import Measure
from duban.facts.names import indicators
from duban.text.units import in_base

NEAR = 6  # sentences
PRICES = 2  # percentage points by which prices of the parts may move the whole
NOTHING_LEFT = -100


@dataclass(frozen=True, slots=True)
class Part:
    """The level and the rate of one part."""

    level: Fact
    rate: Fact

    @property
    def now(self) -> Fraction:
        """The amount in the base unit."""
        return Fraction(in_base(self.level.value, self.level.unit)[0])

    @property
    def before(self) -> Fraction:
        """The amount a year ago."""
        return self.now / (1 + Fraction(self.rate.value) / 100)


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every rate of an indicator whose parts are given with levels and rates."""
    for whole in reading.facts:
        standard = indicators().get(whole.indicator)
        if (
            standard is None
            or not standard.parts
            or whole.measure is not Measure.GROWTH
            or whole.approximate
            or whole.base != "同比"
        ):
            continue
        near = [
            f
            for f in in_sentences(reading, whole.sentence, whole.sentence + NEAR)
            if f.region == whole.region and f.period == whole.period
        ]
        found = [_part(name, whole, near) for name in standard.parts]
        parts = [part for part in found if part is not None]
        if len(parts) == len(standard.parts) and all(
            comparable(parts[0].level, part.level) for part in parts[1:]
        ):
            yield from _finding(reading, whole, parts)


def _part(name: str, whole: Fact, near: list[Fact]) -> Part | None:
    level = next((f for f in near if f.indicator == name and f.measure is Measure.VALUE), None)
    rate = next(
        (f for f in near if f.indicator == name and f.measure is Measure.GROWTH and f.base == whole.base),
        None,
    )
    if level is None or rate is None or rate.value <= NOTHING_LEFT:
        return None
    return Part(level, rate)


def _finding(reading: Reading, whole: Fact, parts: list[Part]) -> Iterator[Finding]:
    before = sum((part.before for part in parts), Fraction(0))
    if before <= 0:
        return
    growth = (sum((part.now for part in parts), Fraction(0)) / before - 1) * 100
    said = Interval.printed(whole.value, whole.step)
    holds = said.low - PRICES <= growth <= said.high + PRICES
    middle = rounded(growth, 1) + "%"
    facts = (whole, *(fact for part in parts for fact in (part.level, part.rate)))
    yield finding(
        reading, "weighted_growth", facts, holds=holds, computed=middle, stated=printed(whole), name=whole.indicator, growth=middle,
        printed=printed(whole),
    )  # fmt: skip
