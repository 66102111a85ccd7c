"""万 and 亿 must not be mixed up.

Finds an indicator that is given twice with values a hundred, a thousand or ten thousand times apart, and a part that is more than a
thousand times its whole.

Why: columns in 万元 are copied into sentences in 亿元; the digits look right.

Wrong: 一季度一般公共预算收入7.55亿元。一季度，全县一般公共预算收入7.55万元。
Right: 一季度一般公共预算收入7.55亿元。一季度，全县一般公共预算收入75500万元。
"""

from collections.abc import Iterator

from duban.checks.base import Finding, comparable, finding, printed
from duban.checks.relations import by_sentence, is_slip_of_unit, levels, same_thing
from duban.facts import Fact, Reading
from duban.facts.model import Measure
from duban.facts.names import exact_name
from duban.text.units import in_base

THOUSAND = 1000


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every indicator given twice, and at each change beside its level."""
    first: dict[tuple[object, ...], Fact] = {}
    for fact in reading.facts:
        if fact.measure is not Measure.VALUE or not exact_name(fact.indicator) or fact.period is None:
            continue
        other = first.setdefault((fact.indicator, fact.region, fact.period), fact)
        if other is not fact and comparable(other, fact) and is_slip_of_unit(other, fact):
            yield _finding(reading, other, fact)
    for _, facts in by_sentence(reading):
        for level in levels(facts):
            for change in facts:
                if (
                    change.measure is Measure.CHANGE
                    and same_thing(level, change)
                    and comparable(level, change)
                    and _dwarfs(change, level)
                ):
                    yield _finding(reading, level, change)


def _dwarfs(part: Fact, whole: Fact) -> bool:
    return abs(in_base(part.value, part.unit)[0]) > THOUSAND * abs(in_base(whole.value, whole.unit)[0]) > 0


def _finding(reading: Reading, one: Fact, other: Fact) -> Finding:
    return finding(
        reading, "unit_magnitude", (one, other), holds=False, computed=printed(one), stated=printed(other), name=other.indicator,
        first=printed(one), second=printed(other),
    )  # fmt: skip
