"""What the text says must stand in the table so.

Finds a standard indicator that a table of the paper and a sentence of it give for the same place and period.

Why: the table is exported again on the last day, the text is not.

Wrong: 一季度，固定资产投资完成22.1亿元。 with 固定资产投资 | 21.2 in the table.
Right: 一季度，固定资产投资完成22.1亿元。 with 固定资产投资 | 22.1 in the table.
"""

from collections.abc import Iterator

from duban.checks.base import Finding, comparable, finding, printed
from duban.checks.interval import Interval
from duban.facts import Fact, Reading
from duban.facts.model import Measure
from duban.facts.names import exact_name

GIVEN = {Measure.VALUE, Measure.GROWTH, Measure.RATE}
TABLE = "table"


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every figure of a table that a sentence gives too."""
    cells: dict[tuple[object, ...], Fact] = {}
    for fact in reading.facts:
        if fact.reader == TABLE and _is_standard(fact):
            cells.setdefault(_key(fact), fact)
    for fact in reading.facts if cells else ():
        cell = (
            cells.get(_key(fact))
            if fact.reader != TABLE and _is_standard(fact) and not fact.approximate
            else None
        )
        if cell is None or not (comparable(cell, fact) or cell.unit == fact.unit == "%"):
            continue
        yield finding(
            reading, "text_against_table", (cell, fact), holds=Interval.of(cell).meets(Interval.of(fact)), computed=printed(cell),
            stated=printed(fact), name=fact.indicator, table=printed(cell), text=printed(fact),
        )  # fmt: skip


def _is_standard(fact: Fact) -> bool:
    return fact.measure in GIVEN and exact_name(fact.indicator) is not None and fact.period is not None


def _key(fact: Fact) -> tuple[object, ...]:
    return fact.indicator, fact.measure, fact.base, fact.region, fact.period
