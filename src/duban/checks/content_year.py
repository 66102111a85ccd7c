"""A page's date must fit what it tells.

Finds a page that is dated years after the latest year it names, or after the years in which its words were current (a county in
lock-down on a page of 2023): a copy, put up again.

Why: 今年 on such a page is not the year of its date, and every figure would be taken a year too late.

Wrong: 更新时间：2023-06-06 … 3月13日至30日全域封控，流调溯源、核酸检测连夜进行
Right: 更新时间：2022-04-26 … 3月13日至30日全域封控，流调溯源、核酸检测连夜进行
"""

import datetime as dt
import re
from collections.abc import Iterator

from duban.checks.base import Finding, Verdict
from duban.facts import Reading
from duban.facts.eras import era_of

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
APART = 2


def check(reading: Reading) -> Iterator[Finding]:
    """Look at the page as a whole."""
    if not reading.published:
        return
    published, text = dt.date.fromisoformat(reading.published), reading.clean.text
    era = era_of(text, published)
    if era is not None:
        word = next(word for word in era.words if word in text)
        yield _finding(text.index(word), word, published, era.last.year)
        return
    years = list(YEAR.finditer(text))
    latest = max(years, key=lambda found: int(found[1]), default=None)
    if latest is not None and published.year - int(latest[1]) >= APART:
        yield _finding(latest.start(), latest[0], published, int(latest[1]))


def _finding(at: int, words: str, published: dt.date, year: int) -> Finding:
    fields = (("published", published.isoformat()), ("words", words), ("year", str(year)))
    return Finding(
        "content_year",
        Verdict.BREAKS,
        words,
        at,
        at + len(words),
        (),
        f"{year}年",
        f"{published.year}年",
        fields,
    )
