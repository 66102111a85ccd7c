"""A figure that a paper gives twice must be the same both times.

Finds a standard indicator whose level or rate stands in the headline and again in the body, for the same place and the same period.

Why: the headline is typed from an earlier draft, and nobody looks at it again.

Wrong: 一季度固定资产投资完成22.1亿元。一季度，全县固定资产投资完成21.2亿元。
Right: 一季度固定资产投资完成22.1亿元。一季度，全县固定资产投资完成22.1亿元。
"""

from collections.abc import Iterator

from duban.checks.base import Finding, comparable, finding, printed
from duban.checks.interval import Interval
from duban.checks.relations import is_slip_of_unit
from duban.facts import Fact, Reading
from duban.facts.model import Measure
from duban.facts.names import exact_name

GIVEN = {Measure.VALUE, Measure.GROWTH}


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every standard indicator that is given more than once."""
    first: dict[tuple[object, ...], Fact] = {}
    for fact in reading.facts:
        if (
            fact.measure not in GIVEN
            or fact.approximate
            or not exact_name(fact.indicator)
            or fact.period is None
        ):
            continue
        key = (fact.indicator, fact.measure, fact.base, fact.region, fact.period)
        other = first.setdefault(key, fact)
        if other.sentence == fact.sentence or not (comparable(other, fact) or other.unit == fact.unit == "%"):
            continue
        if is_slip_of_unit(other, fact):
            continue
        holds = Interval.of(other).meets(Interval.of(fact))
        yield finding(
            reading, "restated", (other, fact), holds=holds, computed=printed(other), stated=printed(fact), name=fact.indicator,
            first=printed(other), second=printed(fact),
        )  # fmt: skip
