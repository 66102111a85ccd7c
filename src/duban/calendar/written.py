"""A period as people write it, and say it: in a form or above a column: 2020-Q3, 2020年三季度, 2020年1—9月, 2020.9, 2020年11月上旬, 2020年."""

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

from duban.calendar.periods import Period, last_day

QUARTERS, HALVES, TENDAYS = "一二三四", "上下", "上中下"
NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}
LAST_TENDAYS, DASHES_OF_DAYS = 2, 4
WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
MONTH, DAY, TO = r"(0?[1-9]|1[0-2])", r"(0?[1-9]|[12]\d|3[01])", r"[-—–~至到]"


def _number(words: str) -> int:
    return NUMBERS.get(words) or int(words)


def _months(year: int, first: str, last: str) -> Period | None:
    return Period.months(year, int(first), int(last)) if int(first) < int(last) else None


def _day(year: int, month: str, day: str) -> Period | None:
    try:
        return Period.day(dt.date(year, int(month), int(day)))
    except ValueError:
        return None


def _tendays(year: int, month: str, part: str) -> Period:
    """上旬 to the 10th, 中旬 to the 20th, 下旬 to the last day."""
    return _part_of_month(year, int(month), TENDAYS.index(part))


def _part_of_month(year: int, month: int, part: int) -> Period:
    end = last_day(year, month) if part == LAST_TENDAYS else dt.date(year, month, part * 10 + 10)
    return Period.days(dt.date(year, month, part * 10 + 1), end)


def _span(year: int, *rest: str) -> Period | None:
    """Days as they are kept: 2020-11-01/2020-11-10."""
    month, day, other, last_month, last = rest
    first, end = _day(year, month, day), _day(int(other), last_month, last)
    return Period.days(first.first, end.last) if first and end and first.first < end.last else None


SHAPES: tuple[tuple[str, Callable[..., Period | None]], ...] = (
    (r"年?(?:度|全年)?", Period.year),
    (r"(?:-?Q|年?第?)([1-4一二三四])(?:季度?)?", lambda year, n: Period.quarter(year, _number(n))),
    (r"(?:-?H|年?)([12上下])(?:半年)?", lambda year, n: Period.half(year, _number(n))),
    (r"年?前([二三])季度", lambda year, n: Period.months(year, 1, _number(n) * 3)),
    (rf"[-年./]{MONTH}月?(?:份)?", lambda year, month: Period.month(year, int(month))),
    (rf"[-年./]{MONTH}月?([上中下])旬", _tendays),
    (rf"-{MONTH}-{DAY}/(\d{{4}})-{MONTH}-{DAY}", _span),
    (rf"[-年./]{MONTH}[-月./]{DAY}日?", _day),  # before months, so that 2020-01-09 is a day
    (rf"[-年./]{MONTH}月?(?:{TO}|/\d{{4}}-){MONTH}月?(?:份)?", _months),
)
READERS = tuple((re.compile(r"((?:19|20)\d{2})" + shape), make) for shape, make in SHAPES)


@lru_cache(maxsize=4096)
def written_period(words: str) -> Period | None:
    """The period that the words say, None if they say none. A month written alone is that month, not the months up to it."""
    plain = re.sub(r"\s+", "", words.translate(WIDE))
    for shape, make in READERS:
        found = shape.fullmatch(plain)
        if found:
            return make(int(found[1]), *found.groups()[1:])
    return None


def period_words(iso: str) -> str:
    """2020-01/2020-10 as 2020年1—10月."""
    read = written_period(iso)
    if read is None:
        return iso
    return _named(read) or f"{read.first.year}年{read.first.month}—{read.last.month}月"


def _days(read: Period) -> str:
    """A span of days: one of the three parts of a month, or from day to day."""
    year, month = read.first.year, read.first.month
    for part, word in enumerate(TENDAYS):
        if read == _part_of_month(year, month, part):
            return f"{year}年{month}月{word}旬"
    until = "" if read.last.year == year else f"{read.last.year}年"
    return f"{year}年{month}月{read.first.day}日—{until}{read.last.month}月{read.last.day}日"


def _named(read: Period) -> str:
    year, iso = read.first.year, read.iso
    if "-Q" in iso:
        return f"{year}年{QUARTERS[int(iso[-1]) - 1]}季度"
    if "-H" in iso:
        return f"{year}年{HALVES[int(iso[-1]) - 1]}半年"
    if read == Period.year(year):
        return f"{year}年"
    if read.first == read.last:
        return f"{year}年{read.first.month}月{read.first.day}日"
    if iso.count("-") == DASHES_OF_DAYS:
        return _days(read)
    return f"{year}年{read.first.month}月" if read.first.month == read.last.month else ""
