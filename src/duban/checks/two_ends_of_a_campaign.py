"""A campaign has one first day, one last day and one length.

Finds two spans of a paper that begin on the same day and end on different ones, each with its number of days, and `大干一百天` where the
paper gives the span and it has another length.

Why: a campaign's length is said again and again, and one bulletin's last day becomes the next one's. Both may be meant (the
day of reporting, and the day on which it closes): then say which is which.

Wrong: 从9月21日到12月20日，这91天…。从9月21日到12月31日，百日会战的时间只有102天。
Right: 从9月21日到12月20日，这91天…。会战从9月21日到12月20日，为期91天。
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from duban.checks.base import Finding, Verdict
from duban.facts import Reading
from duban.text import dates

LIKELY = re.compile(
    r"\d[日号]?\s*[-－—~～至到]+\s*(?:(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月)?\d{1,2}[日号]"
)
LEFT = 14
HUNDRED_DAYS = re.compile(
    r"(?:大干|奋战|决战|苦战|攻坚|会战)(?P<days>一百|100|百|[一二三四五六七八九]十|\d{2,3})天"
)
WORDS = {"一百": 100, "百": 100}
TENS = {f"{digit}十": 10 * number for number, digit in enumerate("一二三四五六七八九", start=1)}
FEWEST = 30  # a campaign is no week of events
ANY_YEAR = 2023
FAR = 80


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every long span of days of a paper."""
    text = reading.clean.text
    year = int(reading.published[:4]) if reading.published else ANY_YEAR
    spans = [m for m in _spans(text, year) if _days(m) >= FEWEST and _counts(text, m)]
    by_start: dict[str, list[dates.Mention]] = {}
    for mention in spans:
        by_start.setdefault(mention.period.first.isoformat(), []).append(mention)
    for group in by_start.values():
        for one, other in pairwise(group):
            yield _two_ends(text, one, other)
    for named in HUNDRED_DAYS.finditer(text) if spans else ():
        yield _named(named, spans)


def _spans(text: str, year: int) -> Iterator[dates.Mention]:
    """The spans of days, each looked for where one may stand."""
    for likely in LIKELY.finditer(text):
        start = max(0, likely.start() - LEFT)
        for mention in dates.mentions(text[start : likely.end()], year=year):
            if mention.kind == "span":
                yield replace(mention, start=mention.start + start, end=mention.end + start)


def _days(mention: dates.Mention) -> int:
    return (mention.period.last - mention.period.first).days + 1


def _counts(text: str, mention: dates.Mention) -> bool:
    """Whether a number of days or the campaign's name stands beside the span."""
    return (
        re.search(r"天|会战|攻坚|行动|决战", text[mention.end : mention.end + FAR].partition("。")[0])
        is not None
    )


def _two_ends(text: str, one: dates.Mention, other: dates.Mention) -> Finding:
    holds = Verdict.HOLDS if one.period == other.period else Verdict.BREAKS
    fields = (
        ("first", one.words), ("days", str(_days(one))), ("second", other.words), ("others", str(_days(other))),
    )  # fmt: skip
    quote = text[other.start : other.end + FAR].partition("。")[0]
    return Finding(
        "two_ends_of_a_campaign",
        holds,
        quote,
        other.start,
        other.end,
        (),
        f"{_days(one)}天",
        f"{_days(other)}天",
        fields,
    )


def _named(named: re.Match[str], spans: list[dates.Mention]) -> Finding:
    words = named["days"]
    said = WORDS.get(words) or TENS.get(words) or int(words)
    lengths = list(dict.fromkeys(_days(m) for m in spans))
    holds = Verdict.HOLDS if any(said in {days, days - 1} for days in lengths) else Verdict.BREAKS
    computed = "、".join(f"{days}天" for days in lengths)
    fields = (
        ("first", spans[0].words),
        ("days", str(lengths[0])),
        ("second", named[0]),
        ("others", str(said)),
    )
    return Finding(
        "two_ends_of_a_campaign",
        holds,
        named[0],
        named.start(),
        named.end(),
        (),
        computed,
        f"{said}天",
        fields,
    )
