"""What is counted from January on does not fall within a year.

Finds a standard flow (investment, revenue, retail sales) given for two spans of one year of which one holds the other.

Why: a line of last month's report is left standing in this month's.

Wrong: 1-5月固定资产投资完成74.5亿元。1-6月固定资产投资完成68.2亿元。
Right: 1-5月固定资产投资完成74.5亿元。1-6月固定资产投资完成88.2亿元。
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from duban.checks.base import Finding, comparable, finding, printed
from duban.checks.interval import Interval
from duban.facts import Fact, Reading
from duban.facts.model import Measure
from duban.facts.names import exact_name, is_stock

FROM_JANUARY = re.compile(r"^(?P<year>\d{4})(?:-(?:Q1|H1|01/\d{4}-(?P<month>\d\d)|01))?$")
MONTHS = {"Q1": 3, "H1": 6}
STOCK = re.compile("余额|人口|率|面积|主体|价格|指数|企业")


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every flow that is given for two spans of one year: each span's first figure against the next longer one's."""
    given: dict[tuple[str, str | None, str], dict[int, Fact]] = {}
    for fact in reading.facts:
        if fact.measure is Measure.VALUE and not fact.approximate and is_flow(fact.indicator):
            months = months_counted(fact.period)
            if months:
                given.setdefault((fact.indicator, fact.region, (fact.period or "")[:4]), {}).setdefault(
                    months, fact
                )
    for spans in given.values():
        for (_, short), (_, long) in pairwise(sorted(spans.items())):
            if comparable(short, long):
                yield _finding(reading, short, long)


def _finding(reading: Reading, short: Fact, long: Fact) -> Finding:
    holds = Interval.of(short).low <= Interval.of(long).high
    return finding(
        reading, "cumulative_over_time", (short, long), holds=holds, computed=f"≥{printed(short)}", stated=printed(long), name=long.indicator,
        first=f"{short.period}：{printed(short)}", second=f"{long.period}：{printed(long)}",
    )  # fmt: skip


def is_flow(name: str) -> bool:
    """Whether an indicator's figures are counted from January on: a standard one that is no stock, rate or price."""
    return exact_name(name) is not None and not STOCK.search(name) and not is_stock(name)


def months_counted(period: str | None) -> int:
    """How many months from January on a span holds; 0 for any other span."""
    found = FROM_JANUARY.match(period or "")
    if not found:
        return 0
    tail = (period or "")[5:]
    if not tail:
        return 12
    return MONTHS.get(tail) or int(found["month"] or 1)
