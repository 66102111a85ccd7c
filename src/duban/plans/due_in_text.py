"""The deadline that running text states: `9月底前建成`, `一季度新签约12个,全年落地30个以上` (the last), `每月调度`, `2012年起5年内`."""

import datetime as dt
import re
from dataclasses import dataclass

from duban.plans.deadlines import AT_ONCE, Due, read_due
from duban.text.numerals import NotANumeralError, parse_number
from duban.text.width import half_width

NUM = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])"
YEAR = r"(?:20\d\d年)"
PHRASE = re.compile(
    rf"{YEAR}?{NUM}月{NUM}[日号](?:之?前|以前)?|{YEAR}?{NUM}月(?:份)?(?:底|末|上旬|中旬|下旬)?(?:之?前|以前)?"
    rf"|{YEAR}?(?:第?[一二三四]季度)(?:末|底)?(?:前)?|{YEAR}?[上下]半年|{YEAR}?(?:年[底末](?:之?前)?|(?<!\d)年内|全年)|{YEAR}[-./]?\d{{1,2}}[-./]\d{{1,2}}"
    rf"|20\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}"
)
YEARS_FROM = re.compile(r"(?P<from>20\d\d)年起(?P<n>\d{1,2}|[一二三四五六七八九十])年(?:内|的时间)")
IN_YEARS = re.compile(r"(?P<n>\d{1,2}|[一二三四五六七八九十])年内")
RHYTHM = re.compile(
    r"每(?:个)?(?:月|季度?|年|周|天|日)(?:\d{1,2}日)?前?|按月|按季|(?:立行立改[、，,])?长期坚持|持续(?:推进|开展|巩固|实施)|常态化(?:开展|推进|坚持|管理)?|长期"
)
START_ONLY = re.compile("^(?:起|开始|以来)")
LATER = re.compile("以后每|此后每")
COLUMN_DATE = re.compile(r"(?<!\d)\d{1,2}[./]\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Stated:
    """What the words state and the words themselves."""

    due: Due
    words: str | None


def due_of(text: str, *, year: int | None, cell: bool = False, plan_start: int | None = None) -> Stated:
    """The deadline of an item's text, or of a cell of a deadline column. With several dates the last holds."""
    plain = half_width(text)
    if cell:
        whole = _cell(plain, year)
        if whole is not None:
            return Stated(whole, text.strip() or None)
    ahead = LATER.split(plain)[0]
    days = [(day, found) for found in PHRASE.finditer(ahead) if (day := _day(found, ahead, year)) is not None]
    rhythm = RHYTHM.search(ahead)
    if rhythm and (not days or cell):
        recurring = _recurring(rhythm[0])
        if recurring and not (recurring == "long-term" and days and not cell):
            return Stated(Due(recurring=recurring), text.strip() if cell else rhythm[0])
    years = _years(plain, plan_start)
    if not days and years is not None:
        return years
    if cell and not days:
        return Stated(Due(), text.strip() or None)
    if not days:
        return Stated(Due(), text.strip() if AT_ONCE.search(plain) and cell else None)
    last = max(days, key=lambda pair: pair[0])
    return Stated(Due(last[0]), text.strip() if cell else last[1][0])


def _recurring(words: str) -> str | None:
    """立行立改、长期坚持 is done at once and kept up: of the two the rhythm counts."""
    return read_due(AT_ONCE.sub("", words).strip("、，,"), year=None).recurring


def _cell(text: str, year: int | None) -> Due | None:
    due = read_due(text.replace("\n", ""), year=year)
    rhythm = RHYTHM.search(text) if AT_ONCE.search(text) else None
    if rhythm:
        return Due(recurring=_recurring(rhythm[0]))
    if due.day or due.recurring or AT_ONCE.search(text):
        return due
    short = COLUMN_DATE.search(text)
    return read_due(short[0], year=year) if short and len(text) < 8 else None  # noqa: PLR2004 11.30 alone, not a sum


def _day(found: re.Match[str], text: str, year: int | None) -> dt.date | None:
    if START_ONLY.match(text[found.end() :]) or text[found.end() : found.end() + 1] in {"至", "-", "—"}:
        return None
    words = re.sub("(?:之?前|以前)$", "", found[0])
    return read_due(words, year=year).day


def _years(text: str, plan_start: int | None) -> Stated | None:
    found = YEARS_FROM.search(text)
    start = int(found["from"]) if found else plan_start
    found = found or IN_YEARS.search(text)
    if found is None or start is None:
        return None
    try:
        count = int(parse_number(found["n"]))
    except NotANumeralError:
        return None
    return Stated(Due(dt.date(start + count - 1, 12, 31)), found[0])
