"""Periods and days that a clean text names: `今年一季度`, `1-6月`, `截至7月18日`, `2022年年底`, `从9月21日到12月20日`."""

import datetime as dt
import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass

from duban.calendar.periods import MONTHS_OF_QUARTER, Period, last_day
from duban.text.numerals import NotANumeralError, narrowed, parse_number

# what a period can begin with: looked at first, since most characters begin none
BEGINS = '(?=[\\d一二三四五六七八九十零〇今本去上前明同当全首截到至从自第下过这近“"])'
YEAR = r"(?:(?P<year>\d{4}|[一二][零〇○一二三四五六七八九]{3})年度?|(?P<relative>今年|本年|去年|上年|前年|明年|同年|当年))?"
NUM = r"\d{1,2}|十[一二]?|[一二三四五六七八九]"
DASH = r"[-－—~～至到]+"
SPAN = re.compile(
    rf"{BEGINS}(?:(?:从|自)?{YEAR}(?P<m1>{NUM})月(?P<d1>\d{{1,2}})日?[以]?[来]?{DASH}(?:(?P<m2>{NUM})月)?(?P<d2>\d{{1,2}})日)"
)
MONTH_SPAN = re.compile(rf"{BEGINS}(?:{YEAR}(?P<a>{NUM})月?(?:份)?{DASH}(?P<b>{NUM})月(?:份)?(?!\d))")
DAY = re.compile(
    rf"{BEGINS}(?:(?P<until>截至|截止|到|至)?(?:目前)?{YEAR}(?P<month>{NUM})月(?P<day>\d{{1,2}})[日号])"
)
MONTH = re.compile(
    rf"{BEGINS}(?:(?P<until>截至|截止|到|至)?{YEAR}(?P<month>{NUM})月(?:份)?(?P<end>末|底|中旬|上旬|下旬|初)?(?!\d))"
)
QUARTER = re.compile(
    rf"{BEGINS}(?:{YEAR}(?:第)?(?P<quarter>[一二三四1-4])季度(?P<end>末)?|{YEAR.replace('year', 'year2').replace('relative', 'relative2')}首季)"
)
QUARTERS = re.compile(rf"{BEGINS}(?:{YEAR}前(?P<quarter>[二三两23])个?季度)")
HALF = re.compile(rf"{BEGINS}(?:{YEAR}(?P<half>上|下)半年)")
FIRST_MONTHS = re.compile(rf"{BEGINS}(?:{YEAR}前(?P<months>{NUM})个?月(?!\d|底|末|中|上|下))")
WHOLE = re.compile(
    BEGINS
    + r"(?:(?:截至|截止|到|至)?(?:(?P<year>\d{4}|[一二][零〇○一二三四五六七八九]{3})年度?|(?P<relative>今年|本年|去年|上年|前年|当年))(?P<end>年?[底末]|以来|全年|来)?|(?P<all>全年))"
)
# five-year plans: 十四五 is 2021 to 2025
FIVE_YEARS = re.compile(
    BEGINS
    + r"(?:[“\"]?(?P<plan>十[一二三四五]五|[八九]五)[”\"]?(?:时期|期间|以来|收官|这五年)(?!.{0,4}规划)|(?P<past>(?:过去|这|近)五年(?!规划|计划|行动|级)|五年来))"
)
PLANS = {
    "八五": 1991,
    "九五": 1996,
    "十五": 2001,
    "十一五": 2006,
    "十二五": 2011,
    "十三五": 2016,
    "十四五": 2021,
    "十五五": 2026,
}
PATTERNS = (
    ("five", FIVE_YEARS), ("span", SPAN), ("months", MONTH_SPAN), ("quarters", QUARTERS), ("first", FIRST_MONTHS), ("quarter", QUARTER),
    ("half", HALF), ("day", DAY), ("month", MONTH), ("whole", WHOLE),
)  # fmt: skip
# what must stand in a text for a pattern to be tried at all; most sentences hold none of it
ANY_PERIOD = re.compile("[年月季五]")
SIGNS = {
    "five": ("五",), "span": ("日",), "months": ("月",), "quarters": ("季度",), "first": ("月",), "quarter": ("季",), "half": ("半年",), "day": ("日", "号"),
    "month": ("月",), "whole": ("年",),
}  # fmt: skip
# 比上年, 较去年同期: what is compared with, not what is measured
COMPARISON_BEFORE = re.compile(r"[比较与跟]$")
COMPARISON_AFTER = re.compile(r"同期|同月|[^\s，,。；;]{0,6}政府工作报告")
# 接近上年全年的80%, 占全年投资计划的74%: a whole year as a measure of size
SIZE_BEFORE = re.compile(r"(?:[占超是为]|接近|相当于|超过|高于|低于|多于|少于|完成|达到?|等于)$")
SIZE_AFTER = re.compile(r"^(?:的|总量|水平)|(?:投资|工作|生产)?(?:计划|目标|任务|预算|预期)")
STARTS = re.compile("(?<![自经])[从由]$")
RELATIVE = {"今年": 0, "本年": 0, "当年": 0, "同年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}


@dataclass(frozen=True, slots=True)
class Mention:
    """A period where the text names it.

    `stated_year`: the words name a year, or say which (今年, 去年); `until`: it is named as 截至 or 末, a state or a count so far;
    `kind`: how it is named (`day`, `month`, `quarter` …); `starts`: 由 or 从 stands before it, so only the next figure is of it.
    """

    start: int
    end: int
    words: str
    period: Period
    stated_year: bool
    kind: str = ""
    until: bool = False
    starts: bool = False


def mentions(text: str, *, year: int | None) -> Iterator[Mention]:
    """All periods of a clean text in order, longest reading first.

    Without a year in the text `year` holds; without either, only mentions that state their year are returned.
    """
    if not ANY_PERIOD.search(text):
        return
    half_width = narrowed(text)
    taken: list[tuple[int, int]] = []
    found: list[Mention] = []
    for kind, pattern in PATTERNS:
        if not any(sign in half_width for sign in SIGNS[kind]):
            continue
        for match in pattern.finditer(half_width):
            if _overlaps(taken, *match.span()):
                continue
            if _is_comparison(kind, match, half_width):
                continue
            mention = _mention(kind, match, year, half_width)
            if mention is not None:
                insort(taken, match.span())
                found.append(mention)
    yield from sorted(found, key=lambda m: m.start)


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span lies over one of those taken, which are in order and apart."""
    at = bisect_left(taken, (end, 0))
    return at > 0 and taken[at - 1][1] > start


def _is_comparison(kind: str, match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - 4) : match.start()]
    if COMPARISON_AFTER.match(text, match.end()) or COMPARISON_BEFORE.search(before):
        return True
    if before.endswith(("同", "和")) and text.startswith(("相比", "比较"), match.end()):
        return True  # 1992年同1987年相比
    return (
        kind == "whole"
        and not match["year"]
        and bool(SIZE_BEFORE.search(before))
        and bool(SIZE_AFTER.search(text[match.end() : match.end() + 6]))
    )


def _mention(kind: str, match: re.Match[str], year: int | None, text: str) -> Mention | None:
    groups = match.groupdict()
    plan = groups.get("plan")
    stated = plan or groups.get("year") or groups.get("year2")
    relative = groups.get("relative") or groups.get("relative2")
    if plan:
        which: int | None = PLANS[plan]
    elif stated:
        which = int(parse_number(stated))
    else:
        which = None if year is None else year + RELATIVE.get(relative or "", 0)
    if which is None or not 1900 < which < 2100:  # noqa: PLR2004 the years that papers speak of
        return None
    try:
        period = READERS[kind](which, groups)
    except (ValueError, NotANumeralError):
        return None  # 13月, 2月30日: not a date
    until = bool(groups.get("until") or groups.get("end")) or match[0].startswith(("截", "到", "至"))
    starts = bool(STARTS.search(text[max(0, match.start() - 2) : match.start()]))
    return Mention(
        match.start(), match.end(), match[0], period, bool(stated or relative), kind, until, starts
    )


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
    if g["end"] == "下旬":
        return Period.month(year, month)
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


def _five(year: int, g: dict[str, str | None]) -> Period:
    return Period.years(year, year + 4) if g["plan"] else Period.years(year - 5, year - 1)


READERS = {
    "five": _five,
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
