"""A number of days must follow from its two dates.

Finds `从9月21日到12月20日，这91天`. Both ends counted, or only one of them: either reading is accepted.

Why: a campaign's length is said again and again, and one bulletin's last day becomes the next one's.

Wrong: 从9月21日到12月20日，这102天
Right: 从9月21日到12月20日，这91天
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from duban.checks.base import Finding, Verdict, figure
from duban.facts import Fact, Reading
from duban.text import dates

LINK = re.compile(r"^[期间内，,、的共总计历时这为时间只有仅短\u4e00-\u9fff“”]{0,16}$")
OTHER_SPAN = re.compile(r"提前|推迟|每|第|之前|前|后|还有|倒计时|休假|工作日")
LOOKED_BACK = 80
ANY_YEAR = 2023  # only for texts that name none: no leap day, so a span over February may be a day short


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every span of dates with a number of days right after it."""
    text = reading.clean.text
    year = int(reading.published[:4]) if reading.published else ANY_YEAR
    days = {
        fact.start: fact
        for fact in reading.facts
        if fact.unit == "天" and not fact.approximate and fact.value == int(fact.value)
    }
    for mention in _near(text, days, year):
        if "/" not in mention.period.iso or len(mention.period.iso) < len("2020-09-21/2020-12-20"):
            continue
        fact = _following(days, mention.end, text)
        if fact is not None:
            yield _finding(text, mention, fact)


def _near(text: str, days: dict[int, Fact], year: int) -> Iterator[dates.Mention]:
    """The spans named just before a number of days; the rest of the paper needs no look."""
    end = 0
    for start in sorted(days):
        first = max(end, start - LOOKED_BACK)
        end = start
        for mention in dates.mentions(text[first:end], year=year):
            yield replace(mention, start=mention.start + first, end=mention.end + first)


def _following(days: dict[int, Fact], at: int, text: str) -> Fact | None:
    near = [start for start in days if at <= start <= at + 20]
    if not near:
        return None
    words = text[at : min(near)]
    return days[min(near)] if LINK.match(words) and not OTHER_SPAN.search(words) else None


def _finding(text: str, mention: dates.Mention, fact: Fact) -> Finding:
    both = (mention.period.last - mention.period.first).days + 1
    holds = int(fact.value) in {both, both - 1}
    fields = (("span", mention.words), ("days", str(both)), ("printed", str(int(fact.value))))
    return Finding("day_count", Verdict.HOLDS if holds else Verdict.BREAKS, text[mention.start : fact.end], mention.start, fact.end,
                   (figure(fact),), f"{both}天", f"{int(fact.value)}天", fields)  # fmt: skip
