"""Papers held against one another: the same figure given by two of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duban.checks.base import comparable
from duban.checks.interval import Interval
from duban.facts import Fact, Reading
from duban.facts.model import Measure
from duban.facts.names import exact_name

GIVEN = {Measure.VALUE, Measure.GROWTH}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A figure that two papers give differently: the running numbers of the papers and the fact of each."""

    first: int
    second: int
    one: Fact
    other: Fact


def disagreements(readings: Sequence[Reading]) -> Iterator[Disagreement]:
    """Every standard indicator of one place and period that a later paper states otherwise than an earlier one.

    Estimates (约, 左右) and figures whose period is not known are left alone.
    """
    seen: dict[tuple[object, ...], tuple[int, Fact]] = {}
    for number, reading in enumerate(readings):
        for fact in reading.facts:
            if (
                fact.measure not in GIVEN
                or fact.approximate
                or fact.period is None
                or fact.region is None
                or not exact_name(fact.indicator)
            ):
                continue
            key = (fact.indicator, fact.measure, fact.base, fact.region, fact.period)
            before, other = seen.setdefault(key, (number, fact))
            alike = comparable(other, fact) or other.unit == fact.unit == "%"
            if before != number and alike and not Interval.of(other).meets(Interval.of(fact)):
                yield Disagreement(before, number, other, fact)
