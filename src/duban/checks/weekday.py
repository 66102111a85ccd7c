"""A day of the week must be that of its date.

Finds `2023年4月20日（星期四）` and, where the paper's year is known, `4月20日（周四）`.

Why: last year's notice of a meeting is used again, and eighty people come a day late.

Wrong: 定于2023年4月20日（星期三）召开。
Right: 定于2023年4月20日（星期四）召开。
"""

import datetime as dt
import re
from collections.abc import Iterator

from duban.checks.base import Finding, Verdict
from duban.facts import Reading

DAYS = "一二三四五六日"
DATED = re.compile(r"月(?P<day>\d{1,2})[日号]\s*[（(，, ]?\s*(?:星期|周|礼拜)(?P<said>[一二三四五六日天])")
MONTH_BEFORE = re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})$")
LEFT = 8


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every date with its day of the week."""
    text = reading.clean.text
    known = reading.published[:4] if reading.published else ""
    for found in DATED.finditer(text):
        before = MONTH_BEFORE.search(text, max(0, found.start() - LEFT), found.start())
        year = (before["year"] or known) if before else ""
        if before is None or not year:
            continue
        try:
            day = dt.date(int(year), int(before["month"]), int(found["day"]))
        except ValueError:
            continue  # the business of impossible_date
        said, true = found["said"].replace("天", "日"), DAYS[day.weekday()]
        holds = Verdict.HOLDS if said == true else Verdict.BREAKS
        fields = (
            ("date", f"{year}年{day.month}月{day.day}日"),
            ("weekday", f"星期{true}"),
            ("printed", f"星期{said}"),
        )
        quote = text[before.start() : found.end()]
        yield Finding(
            "weekday", holds, quote, before.start(), found.end(), (), f"星期{true}", f"星期{said}", fields
        )
