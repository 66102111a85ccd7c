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

DAY = re.compile(r"月(?P<day>\d{1,2})[日号]")
MONTH_BEFORE = re.compile(r"(?<![\d.])(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})$")
LEAP = 2000  # a February without a year may have 29 days
MONTHS = 12
LEFT = 12


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every day that is named with its month."""
    text = reading.clean.text
    for found in DAY.finditer(text):
        before = MONTH_BEFORE.search(text, max(0, found.start() - LEFT), found.start())
        if before is None:
            continue
        year, month, day = int(before["year"] or LEAP), int(before["month"]), int(found["day"])
        if 1 <= month <= MONTHS and 1 <= day <= month_table.monthrange(year, month)[1]:
            continue
        last = f"{month}月{month_table.monthrange(year, month)[1]}日" if 1 <= month <= MONTHS else "—"
        words = text[before.start() : found.end()]
        quote = text[max(0, before.start() - LEFT) : found.end()].rpartition("\n")[2]
        fields = (("date", words), ("last", last))
        yield Finding(
            "impossible_date", Verdict.BREAKS, quote, before.start(), found.end(), (), last, words, fields
        )
