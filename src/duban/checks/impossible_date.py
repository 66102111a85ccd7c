"""A date must exist.

Finds 2月30日, 9月31日, 13月5日, a 29 February of a year that has none, and a span that ends before it begins.

Why: dates are typed by hand, and a deadline that does not exist is never met.

Wrong: 各单位于9月31日前报送方案。
Right: 各单位于9月30日前报送方案。
"""

import calendar as month_table
import re
from collections.abc import Iterator

from duban.checks.base import Finding, Verdict
from duban.facts import Reading

DATE = re.compile(r"(?<![\d.])(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")
LEAP = 2000  # a February without a year may have 29 days
MONTHS = 12
LEFT = 12


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every day that is named with its month."""
    text = reading.clean.text
    for found in DATE.finditer(text):
        year, month, day = int(found["year"] or LEAP), int(found["month"]), int(found["day"])
        if 1 <= month <= MONTHS and 1 <= day <= month_table.monthrange(year, month)[1]:
            continue
        last = f"{month}月{month_table.monthrange(year, month)[1]}日" if 1 <= month <= MONTHS else "—"
        fields = (("date", found[0]), ("last", last))
        start = max(0, found.start() - LEFT)
        quote = text[start : found.end()].rpartition("\n")[2]
        yield Finding(
            "impossible_date", Verdict.BREAKS, quote, found.start(), found.end(), (), last, found[0], fields
        )
