"""Numbers with their units in a clean text: `47.8亿元`, `百分之三十六点九`, `近半数`, `3—5年`, `翻两番`, `第4`, `1300余辆`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from duban.text.labels import is_label
from duban.text.numerals import ARABIC, GREAT, NotANumeralError, narrowed, parse_number
from duban.text.units import MAGNITUDES, measure, unit_table

CHINESE_NUMERAL = "[零〇一二两三四五六七八九十百千万亿]+(?:点[零一二三四五六七八九]+)?"
MIXED = r"\d+(?:\.\d+)?[千百万亿](?:\d+(?:\.\d+)?[千百万])+|\d+万\d+千?"
DOUBLE_POINT = r"\d+\.\.\d+"  # 14..3: a slip of the hand
MAGNITUDE = "万亿|千亿|百亿|千万|百万|十万|亿|万|千|百"
UNITS = "|".join(sorted(map(re.escape, unit_table()), key=len, reverse=True))
PERCENT = "%|‰"
NUMBER = rf"(?P<number>{MIXED}|{DOUBLE_POINT}|{ARABIC}|{CHINESE_NUMERAL}|半)"
# what a quantity can begin with: only there is the long pattern tried, since most characters begin none
MAY_BEGIN = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿\-－—半翻第首榜前]")
# (not inside a longer number either: a line of 100,000 digits must not be tried at each of them)
BEGINS = r"(?:(?<![\d零〇一二两三四五六七八九十百千万亿])(?=[\d零〇一二两三四五六七八九十百千万亿])|(?=[-－—半翻第首榜前])|(?=百分之|[一二两三四五六七八九十]{1,3}分之)|(?<=\d)(?=[一二两三四五六七八九十百千])|(?<=[零〇一二两三四五六七八九十百千万亿])(?=\d))"
QUANTITY = re.compile(
    rf"{BEGINS}(?:(?P<sign>(?:(?<![\d\u4e00-\u9fff])|(?<=[长幅速降为率]))[-－—](?=\d))?{NUMBER}(?P<more>[余多几]?)"
    rf"(?:(?P<points>个?百分点)| ?(?P<percent>{PERCENT})|(?P<times>倍)"
    rf"| ?(?P<magnitude>{MAGNITUDE})?(?P<more2>[余多]?)(?P<unit>个?{UNITS}(?!(?<=[人户家])均))|(?P<bare>万亿|亿)(?=[的大左以]|$|[^\u4e00-\u9fff])|(?P<things>(?<=[\d余多])万)(?=[\u4e00-\u9fff]))"
    rf"|(?P<ratio>\d+(?:\.\d+)?[:：]\d+(?:\.\d+)?(?:[:：]\d+(?:\.\d+)?)?)"
    rf"|百分之(?P<hundredth>[零一二两三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?|\d+(?:\.\d+)?)(?P<points2>个百分点)?"
    rf"|(?P<low>[一二两三四五六七八九十]+|\d+)分之(?P<top>[一二两三四五六七八九十]+|\d+)"
    rf"|(?P<half>半数|一半)|翻(?P<fold>[一两二三四]?)番"
    rf"|第(?P<rank>[一二三四五六七八九十]+|\d+)(?![、和][一二三四]、?[一二三四]?(?:次|产))(?:(?P<place>[位名])|(?=$|[,，。、；;：:!！”）)\s]|的|、))"
    rf"|(?P<first>首位(?![\u4e00-\u9fff]{{1,6}}[者人员])|榜首)|(?<=[国省市县区州球界内])第(?P<nth>[一二三四五六七八九十]+|\d+)[个家座](?=[\u4e00-\u9fff“])(?!五年|百年|[月季]|阶段|方面)|(?<=[列名进居入第位身全市省国区县界球])前(?P<top_n>[一二三四五六七八九十]+|\d+)(?![\d个年月季天次批期周])[位名强]?(?!依次|分别|县|为|是|[的]?[一二三四五六七八九十\d]))"
)
APPROXIMATE = (
    "约",
    "近",
    "超",
    "超过",
    "逾",
    "突破",
    "高于",
    "不低于",
    "不少于",
    "不到",
    "不足",
    "至少",
    "最多",
    "上",
)
AFTERWARDS = ("左右", "以上", "以内", "以下", "上下", "多", "余", "内")
OPEN_RANGE = re.compile(r"(\d+(?:\.\d+)?|[一二三四五六七八九十]+)\s*(?:[-－—~～至到])\s*$")
BEFORE_UPPER = "-－—~～至到 "
DIGITS = re.compile("[0-9]")
HALF = Decimal("0.5")
ONE = Decimal(1)
STEPS = {0: ONE, 1: Decimal("0.1"), 2: Decimal("0.01"), 3: Decimal("0.001")}
THREE = 3
SLIP = 10  # so far from 100 may three shares add up and still be meant as a whole: a check says what is wrong


class Shape(StrEnum):
    """What kind of number it is."""

    AMOUNT = "amount"
    PERCENT = "percent"
    POINTS = "points"
    TIMES = "times"
    RATIO = "ratio"
    FOLD = "fold"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed.

    `part` counts the members of a ratio of three, from 1. `step` is the place value of its last printed digit (0.1 for 41.6): half of it either way is rounding.
    """

    start: int
    end: int
    words: str
    shape: Shape
    value: Decimal
    unit: str
    step: Decimal
    approximate: bool = False
    chinese: bool = False
    part: int = 0


def quantities(text: str) -> Iterator[Quantity]:
    """All quantities of a clean text, in order; ranges give two. Dates, years and bare numbers are not quantities."""
    half_width = narrowed(text)
    for found in _found(half_width):
        try:
            quantity = _read(found, half_width)
        except NotANumeralError:
            continue
        if quantity is None:
            yield from _structure(found)
            continue
        if quantity.shape is not Shape.RANK and half_width[found.start() - 1 : found.start()] in BEFORE_UPPER:
            yield from _lower_end(quantity, half_width)
        yield quantity


def _found(text: str) -> Iterator[re.Match[str]]:
    """Where the pattern matches, from left to right without overlap."""
    at, match = 0, QUANTITY.match
    for mark in MAY_BEGIN.finditer(text):
        start = mark.start()
        if start >= at and (found := match(text, start)):
            at = found.end()
            yield found


def _read(found: re.Match[str], text: str) -> Quantity | None:
    """The last group of the pattern that took part says what was found."""
    return READERS[found.lastgroup or ""](found, text)


def _lower_end(quantity: Quantity, text: str) -> Iterator[Quantity]:
    """The 3 of 3—5年, which stands before the figure and has its unit."""
    window = max(0, quantity.start - 12)
    lower = OPEN_RANGE.search(text, window, quantity.start)
    if lower:
        yield Quantity(
            lower.start(),
            quantity.end,
            text[lower.start() : quantity.end],
            quantity.shape,
            parse_number(lower[1]),
            quantity.unit,
            _step(lower[1]),
            approximate=True,
        )


def _make(
    found: re.Match[str],
    text: str,
    shape: Shape,
    value: Decimal,
    unit: str,
    *,
    step: Decimal,
    more: bool = False,
) -> Quantity:
    start, end = found.span()
    approximate = more or text.endswith(APPROXIMATE, 0, start) or text.startswith(AFTERWARDS, end)
    words = found[0]
    return Quantity(start, end, words, shape, value, unit, step, approximate, DIGITS.search(words) is None)


def _step(printed: str) -> Decimal:
    decimals = printed.partition(".")[2]
    size = len(decimals) if decimals.isdigit() else 0
    return STEPS.get(size) or ONE.scaleb(-size)


PUT_FIRST = re.compile("(?:放在|摆在|置于|放到|摆到|摆)[^，,。；;]{0,12}$")


def _first(found: re.Match[str], text: str) -> Quantity | None:
    if PUT_FIRST.search(text, max(0, found.start() - 16), found.start()):
        return None  # 放在各项任务的首位: what matters most, no rank
    return _make(found, text, Shape.RANK, ONE, "", step=ONE)


def _rank(found: re.Match[str], text: str) -> Quantity | None:
    start = found.start()
    number = found["rank"] or found["top_n"] or found["nth"]
    if text.endswith(("放在", "摆在"), 0, start):
        return None
    if (
        found["rank"]
        and not found["place"]
        and (
            not start
            or text[start - 1] in POINTS_BEFORE
            or not RANKS.search(text[max(0, start - 14) : start])
        )
    ):
        return None  # 第二，…: the number of a point
    return _make(found, text, Shape.RANK, parse_number(number), "", step=ONE, more=bool(found["top_n"]))


def _half(found: re.Match[str], text: str) -> Quantity | None:
    return _make(found, text, Shape.PERCENT, Decimal(50), "%", step=ONE, more=True)


def _part_of(found: re.Match[str], text: str) -> Quantity | None:
    value = (parse_number(found["top"]) / parse_number(found["low"]) * 100).quantize(STEPS[2])
    return _make(found, text, Shape.PERCENT, value, "%", step=STEPS[2], more=True)


def _hundredth(found: re.Match[str], text: str) -> Quantity | None:
    printed = found["hundredth"]
    shape, unit = (Shape.POINTS, "个百分点") if found["points2"] else (Shape.PERCENT, "%")
    size = len(printed.replace(".", "点").partition("点")[2])
    return _make(found, text, shape, parse_number(printed), unit, step=STEPS.get(size) or ONE.scaleb(-size))


def _fold(found: re.Match[str], text: str) -> Quantity | None:
    power = int(parse_number(found["fold"])) if found["fold"] else 1
    return _make(found, text, Shape.FOLD, Decimal(100 * (2**power - 1)), "%", step=ONE)


def _points(found: re.Match[str], text: str) -> Quantity | None:
    return _make(found, text, Shape.POINTS, _number(found), "个百分点", step=_step(found["number"]))


def _times(found: re.Match[str], text: str) -> Quantity | None:
    more = bool(found["more"])
    return _make(found, text, Shape.TIMES, _number(found), "倍", step=_step(found["number"]), more=more)


def _percent(found: re.Match[str], text: str) -> Quantity | None:
    step, more = _step(found["number"]), bool(found["more"])
    return _make(found, text, Shape.PERCENT, _number(found), found["percent"], step=step, more=more)


def _number(found: re.Match[str]) -> Decimal:
    number = found["number"].replace("..", ".")
    value = HALF if number == "半" else ONE if number in GREAT else parse_number(number)
    return -value if found["sign"] else value


def _ratio(found: re.Match[str], text: str) -> Quantity | None:
    left, *rest = re.split("[:：]", found["ratio"])
    if rest != ["1"]:
        return None
    return _make(found, text, Shape.RATIO, Decimal(left), ":1", step=_step(left))


def _structure(found: re.Match[str]) -> Iterator[Quantity]:
    """三次产业之比 8.5:37.0:54.5 is three shares, which make a whole; 09:02:33 is a time of day."""
    words = found["ratio"] or ""
    members = re.split("[:：]", words)
    if len(members) != THREE or abs(sum(map(Decimal, members), Decimal(0)) - 100) > SLIP:
        return
    for part, member in enumerate(members, start=1):
        value, step = Decimal(member), _step(member)
        yield Quantity(found.start(), found.end(), words, Shape.PERCENT, value, "%", step, part=part)


def _amount(found: re.Match[str], text: str) -> Quantity | None:
    number, bare = found["number"], found["unit"] or found["bare"] or found["things"]
    start, end = found.span()
    if is_label(number, bare, before=text[max(0, start - 14) : start], after=text[end : end + 12]):
        return None
    unit = (found["magnitude"] or "") + bare if found["unit"] else bare
    value, step = _number(found), _step(number)
    if number in GREAT:
        unit = number + unit
    elif LIFTED.search(number, 1) and WRITTEN.fullmatch(number):
        value, unit, step = _lift(number, unit)
    more = bool(found["more"] or found["more2"])
    return _make(found, text, Shape.AMOUNT, value, unit, step=step, more=more)


LIFTED = re.compile("[万亿]|[千百]$")
WRITTEN = re.compile(f"(?:{CHINESE_NUMERAL}|{MIXED})")
READERS = {
    "first": _first, "rank": _rank, "place": _rank, "top_n": _rank, "nth": _rank, "half": _half, "top": _part_of, "hundredth": _hundredth,
    "points2": _hundredth, "fold": _fold, "points": _points, "times": _times, "percent": _percent, "ratio": _ratio, "unit": _amount,
    "bare": _amount, "things": _amount,
}  # fmt: skip
LAST_STEP = {
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "亿": 10**8,
    "千": 1000,
    "百": 100,
    "十": 10,
}


def _lift(number: str, unit: str) -> tuple[Decimal, str, Decimal]:
    """一百零八亿元 keeps its unit: 108 亿元."""
    whole = parse_number(number)
    tail = re.search(r"[万亿]+$", number)
    if tail and tail[0] in MAGNITUDES and not re.search("[万亿]", number[: tail.start()]):
        return parse_number(number[: tail.start()]), tail[0] + unit, ONE
    scaled = whole.scaleb(-8)
    if "亿" in number and scaled >= 1:
        last = re.search("([万千百十])?[万亿]?$", number)
        step = Decimal(LAST_STEP.get(last[0] if last else "", 1)) / GREAT["亿"]
        return scaled.normalize() + 0, "亿" + unit, step
    return whole, unit, ONE


# what stands before a rank: 居, 列, 位, 升至, 全市; a bare 第二 numbers a point
RANKS = re.compile(
    "[居列排位名升至到占获夺为的、]$|[居列排位名升进]|全[省市国区县州旗盟球]|世界|同类|增速|总量|绝对额|[一二三四五六七八九十\\d]$"
)
POINTS_BEFORE = " \n\u3000。；;:：/“"


def family(quantity: Quantity) -> str:
    """The family of the unit, e.g. money, discrete."""
    return measure(quantity.unit).family
