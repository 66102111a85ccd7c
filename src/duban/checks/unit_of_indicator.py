"""An indicator must be measured in its own kind of unit.

Finds a standard indicator whose amount has a unit of another family than the lexicon gives it: tons where money was meant, households
where hectares were.

A unit that fits is nothing to report, so only what breaks is said.

Why: two columns of a table change places, and both numbers look right.

Wrong: 粮食总产量达到14.4亿元。
Right: 粮食总产量达到14.4亿斤。
"""

from collections.abc import Iterator

from duban.checks.base import Finding, finding, printed
from duban.facts import Fact, Reading
from duban.facts.model import Measure
from duban.facts.names import indicators
from duban.text.units import measure

AMOUNTS = {Measure.VALUE, Measure.COUNT}
PERCENT = {"%", "‰"}
# each family by a unit that everybody knows
USUAL = {"money": "亿元", "area": "亩", "length": "公里", "mass": "吨", "energy": "千瓦时", "discrete": "个"}


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every amount of a standard indicator that the text names in full."""
    for fact in reading.facts:
        standard = indicators().get(fact.indicator)
        if (
            standard is None
            or not standard.unit
            or fact.measure not in AMOUNTS
            or fact.reader == "table"
            or not _is_named(fact)
        ):
            continue
        family = "percent" if fact.unit in PERCENT else measure(fact.unit).family
        if family not in USUAL or standard.unit not in USUAL or family == standard.unit:
            continue
        usual = USUAL[standard.unit]
        yield finding(
            reading, "unit_of_indicator", (fact,), holds=False, computed=usual, stated=printed(fact),
            name=fact.indicator, printed=printed(fact), usual=usual,
        )  # fmt: skip


def _is_named(fact: Fact) -> bool:
    """The quotation itself names the indicator right before the figure: nothing was carried over."""
    standard = indicators()[fact.indicator]
    return "carried" not in fact.reasons and any(
        name in fact.quote for name in (standard.name, *standard.aliases)
    )
