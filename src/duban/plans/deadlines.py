"""Deadlines as offices write them: `2023.6.30`, `10月底`, `三季度`, `11.30前`, `每月25日前`, `长期坚持`, `45291`."""

import datetime as dt
import re
from dataclasses import dataclass

from duban.calendar.periods import MONTHS_OF_QUARTER, last_day
from duban.text.numerals import NotANumeralError, parse_number
from duban.text.width import half_width

SERIAL = re.compile(r"^[34]\d{4}(?:\.0+)?$")
EXCEL_EPOCH = dt.date(1899, 12, 30)
FULL = re.compile(r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:\s+[\d:]+)?$")
YEAR_MONTH = re.compile(r"^(\d{4})[-./年](\d{1,2})月?(?:份)?$")
NUM = r"(\d{1,2}|十[一二]?|[一二三四五六七八九])"
MONTH_DAY = re.compile(rf"^(?:(\d{{4}})年)?{NUM}(?:月|[./-])(\d{{1,2}})[日号]?$")
MONTH = re.compile(rf"^(?:(\d{{4}})年)?{NUM}月份?(底|末|中旬|上旬|下旬|初)?$")
QUARTER = re.compile(r"^(?:(\d{4})年)?(?:第)?([一二三四1234])季度(?:末|底)?$")
HALF = re.compile(r"^(?:(\d{4})年)?(上|下)半年(?:末|底)?$")
YEAR_END = re.compile(r"^(?:(\d{4})年)?(?:全年|年底|年内|年末|年终|底|全年完成)?$")
RECURRING = (
    ("monthly", re.compile(r"每月|按月|逐月|月月")),
    ("quarterly", re.compile(r"每季|按季|每个季度")),
    ("long-term", re.compile(r"长期|持续|常态|每年|每天|每日|全年坚持|贯穿全年")),
)
AT_ONCE = re.compile(r"立行立改|立即|即知即改|立知立改")
NOTHING = {"", "-", "--", "—", "——", "／", "/", "无"}
TAIL = re.compile(r"(?:之?前|以前|前完成|完成|止)$")
TENDAYS = {"上旬": 10, "中旬": 20}


@dataclass(frozen=True, slots=True)
class Due:
    """A date, or a rhythm, or neither (立行立改).

    `readable` is False where the words are no date at all, or one that cannot be (`impossible`: 2月30日).
    """

    day: dt.date | None = None
    recurring: str | None = None
    readable: bool = True
    impossible: bool = False


def read_due(words: str | None, *, year: int | None, start: bool = False) -> Due:
    """The last day of the stated span; with `start` the first one. The year comes from the words, else from `year`."""
    text = half_width(words or "").replace(" ", "")
    if text in NOTHING or AT_ONCE.search(text):
        return Due()
    for name, pattern in RECURRING:
        if pattern.search(text):
            return Due(recurring=name)
    text = TAIL.sub("", text)
    for reader in (_serial, _full, _year_month, _month_day, _month, _quarter, _half, _year_end):
        try:
            day = reader(text, year, start=start)
        except (ValueError, NotANumeralError):
            return Due(readable=False, impossible=year is not None)
        if day is not None:
            return Due(day)
    return Due(readable=False)


def _serial(text: str, _year: int | None, *, start: bool) -> dt.date | None:
    del start
    return EXCEL_EPOCH + dt.timedelta(days=int(float(text))) if SERIAL.match(text) else None


def _full(text: str, _year: int | None, *, start: bool) -> dt.date | None:
    del start
    found = FULL.match(text)
    return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _year_month(text: str, _year: int | None, *, start: bool) -> dt.date | None:
    found = YEAR_MONTH.match(text)
    return _edge(int(found[1]), int(found[2]), start=start) if found else None


def _edge(year: int, month: int, *, start: bool) -> dt.date:
    return dt.date(year, month, 1) if start else last_day(year, month)


def _stated(words: str | None, year: int | None) -> int:
    if words:
        return int(words)
    if year is None:
        raise ValueError("no year")
    return year


def _month_day(text: str, year: int | None, *, start: bool) -> dt.date | None:
    del start
    found = MONTH_DAY.match(text)
    return dt.date(_stated(found[1], year), int(parse_number(found[2])), int(found[3])) if found else None


def _month(text: str, year: int | None, *, start: bool) -> dt.date | None:
    found = MONTH.match(text)
    if not found:
        return None
    which, month = _stated(found[1], year), int(parse_number(found[2]))
    if found[3] in TENDAYS:
        return dt.date(which, month, TENDAYS[found[3]])
    return _edge(which, month, start=start or found[3] == "初")


def _quarter(text: str, year: int | None, *, start: bool) -> dt.date | None:
    found = QUARTER.match(text)
    if not found:
        return None
    end = int(parse_number(found[2])) * MONTHS_OF_QUARTER
    return _edge(_stated(found[1], year), end - 2 if start else end, start=start)


def _half(text: str, year: int | None, *, start: bool) -> dt.date | None:
    found = HALF.match(text)
    if not found:
        return None
    first = 1 if found[2] == "上" else 7
    return _edge(_stated(found[1], year), first if start else first + 5, start=start)


def _year_end(text: str, year: int | None, *, start: bool) -> dt.date | None:
    found = YEAR_END.match(text)
    if not found:
        return None
    return _edge(_stated(found[1], year), 1 if start else 12, start=start)
