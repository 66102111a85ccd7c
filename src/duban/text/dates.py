"""Periods and days that a clean text names: `今年一季度`, `1-6月`, `截至7月18日`, `2022年年底`, `从9月21日到12月20日`."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from duban.calendar.periods import MONTHS_OF_QUARTER, Period, last_day
from duban.text.numerals import WIDE, NotANumeralError, parse_number

YEAR = r"(?:(?P<year>\d{4}|[一二][零〇一二三四五六七八九]{3})年度?|(?P<relative>今年|本年|去年|上年|前年|明年|同年|当年))?"
NUM = r"\d{1,2}|十[一二]?|[一二三四五六七八九]"
DASH = r"[-－—~～至到]+"
SPAN = re.compile(
    rf"(?:从|自)?{YEAR}(?P<m1>{NUM})月(?P<d1>\d{{1,2}})日?[以]?[来]?{DASH}(?:(?P<m2>{NUM})月)?(?P<d2>\d{{1,2}})日"
)
MONTH_SPAN = re.compile(rf"{YEAR}(?P<a>{NUM})月?(?:份)?{DASH}(?P<b>{NUM})月(?:份)?(?!\d)")
DAY = re.compile(rf"(?P<until>截至|截止|到|至)?(?:目前)?{YEAR}(?P<month>{NUM})月(?P<day>\d{{1,2}})[日号]")
MONTH = re.compile(
    rf"(?P<until>截至|截止|到|至)?{YEAR}(?P<month>{NUM})月(?:份)?(?P<end>末|底|中旬|上旬|下旬|初)?(?!\d)"
)
QUARTER = re.compile(
    rf"{YEAR}(?:第)?(?P<quarter>[一二三四1-4])季度(?P<end>末)?|{YEAR.replace('year', 'year2').replace('relative', 'relative2')}首季"
)
QUARTERS = re.compile(rf"{YEAR}前(?P<quarter>[二三两23])个?季度")
HALF = re.compile(rf"{YEAR}(?P<half>上|下)半年")
FIRST_MONTHS = re.compile(rf"{YEAR}前(?P<months>{NUM})个月")
WHOLE = re.compile(
    r"(?:截至|截止|到|至)?(?:(?P<year>\d{4}|[一二][零〇一二三四五六七八九]{3})年度?|(?P<relative>今年|本年|去年|上年|前年|当年))(?P<end>年?[底末]|以来|全年|来)?|(?P<all>全年)"
)
PATTERNS = (
    ("span", SPAN), ("months", MONTH_SPAN), ("quarters", QUARTERS), ("first", FIRST_MONTHS), ("quarter", QUARTER),
    ("half", HALF), ("day", DAY), ("month", MONTH), ("whole", WHOLE),
)  # fmt: skip
# 比上年, 较去年同期: what is compared with, not what is measured
COMPARISON_BEFORE = re.compile(r"[比较与跟]$")
COMPARISON_AFTER = re.compile(r"同期|同月")
RELATIVE = {"今年": 0, "本年": 0, "当年": 0, "同年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}


@dataclass(frozen=True, slots=True)
class Mention:
    """A period where the text names it. `stated_year`: the words name a year; `until`: a state as of its last day."""

    start: int
    end: int
    words: str
    period: Period
    stated_year: bool


def mentions(text: str, *, year: int | None) -> Iterator[Mention]:
    """All periods of a clean text in order, longest reading first.

    Without a year in the text `year` holds; without either, only mentions that state their year are returned.
    """
    half_width = text.translate(WIDE)
    taken: list[tuple[int, int]] = []
    found: list[Mention] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(half_width):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if COMPARISON_AFTER.match(half_width, match.end()) or COMPARISON_BEFORE.search(
                half_width[max(0, match.start() - 3) : match.start()]
            ):
                continue
            mention = _mention(kind, match, year)
            if mention is not None:
                taken.append(match.span())
                found.append(mention)
    yield from sorted(found, key=lambda m: m.start)


def _mention(kind: str, match: re.Match[str], year: int | None) -> Mention | None:
    groups = match.groupdict()
    stated = groups.get("year") or groups.get("year2")
    relative = groups.get("relative") or groups.get("relative2")
    if stated:
        which: int | None = int(parse_number(stated))
    else:
        which = None if year is None else year + RELATIVE.get(relative or "", 0)
    if which is None or not 1900 < which < 2100:  # noqa: PLR2004 the years that papers speak of
        return None
    try:
        period = READERS[kind](which, groups)
    except (ValueError, NotANumeralError):
        return None  # 13月, 2月30日: not a date
    return Mention(match.start(), match.end(), match[0], period, bool(stated))


def _n(words: str) -> int:
    return int(parse_number(words))


def _span(year: int, g: dict[str, str | None]) -> Period:
    m1, d1, d2 = _n(g["m1"] or ""), int(g["d1"] or 0), int(g["d2"] or 0)
    m2 = _n(g["m2"]) if g["m2"] else m1
    return Period.days(dt.date(year, m1, d1), dt.date(year, m2, d2))


def _day(year: int, g: dict[str, str | None]) -> Period:
    return Period.day(dt.date(year, _n(g["month"] or ""), int(g["day"] or 0)))


TENDAYS = {"上旬": 10, "中旬": 20}


def _month(year: int, g: dict[str, str | None]) -> Period:
    month = _n(g["month"] or "")
    if g["end"] in TENDAYS:
        return Period.day(dt.date(year, month, TENDAYS[g["end"] or ""]))
    if g["end"] in {"末", "底"} or g["until"]:
        return Period.day(last_day(year, month))
    return Period.month(year, month)


def _quarter(year: int, g: dict[str, str | None]) -> Period:
    quarter = _n(g["quarter"]) if g["quarter"] else 1
    if g["end"]:
        return Period.day(last_day(year, quarter * MONTHS_OF_QUARTER))
    return Period.quarter(year, quarter)


def _whole(year: int, g: dict[str, str | None]) -> Period:
    if g["end"] and g["end"][-1] in "底末":
        return Period.day(dt.date(year, 12, 31))
    return Period.year(year)


READERS = {
    "span": _span,
    "months": lambda year, g: Period.months(year, _n(g["a"]), _n(g["b"])),
    "quarters": lambda year, g: Period.months(year, 1, _n(g["quarter"]) * MONTHS_OF_QUARTER),
    "first": lambda year, g: Period.months(year, 1, _n(g["months"])),
    "quarter": _quarter,
    "half": lambda year, g: Period.half(year, 1 if g["half"] == "上" else 2),
    "day": _day,
    "month": _month,
    "whole": _whole,
}
