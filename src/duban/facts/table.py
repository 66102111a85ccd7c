"""Tables in a text: lines of cells with | or tabs between them, read into the same facts as sentences.

A row or a column names the indicator, the other one says how it is measured (总量, 同比增长, 位次), of which place or of which span. The
unit stands in the cell's own header, in its row, or once above the table (单位：亿元).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from duban.calendar.periods import Period
from duban.facts.confidence import Judge
from duban.facts.grammar import measured_end
from duban.facts.model import Fact, Measure
from duban.facts.names import ending_name, exact_name
from duban.facts.subject import own_names
from duban.facts.where import Places
from duban.text import dates
from duban.text.numerals import WIDE
from duban.text.units import measure

LEAST_ROWS, LEAST_CELLS = 2, 2
RULE = re.compile(r"^[\s|:\-—+=]+$")
CELL = re.compile(r"\s*\|\s*|\s*\t+\s*")
NUMBER = re.compile(
    r"^[≈约]?(?P<value>[-－—+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-－—+]?\d+(?:\.\d+)?)(?P<unit>%|％|‰|[\u4e00-\u9fff]{1,4})?$"
)
UNIT = re.compile(
    r"[(（]\s*(?:单位[:：])?(?P<unit>[^()（）]{1,8}?)\s*[)）]|[,，/](?P<slash>亿元|万元|元|%|万吨|吨|万人|人|户|个|家)$"
)
CAPTION_UNIT = re.compile(r"(?:计量)?单位\s*[:：]\s*(?P<unit>[^\s，,。；;)）|]{1,12})")
GROWTH = re.compile("增长|增速|增幅|增减|同比|环比|[±+]\\s*[-－]?\\s*%|比上年|比同期|涨跌|升降")
RANK = re.compile("位次|排名|名次|排位")
SHARE = re.compile("比重|占比|占.{0,8}%")
RATE = re.compile("率$|率[(（]|完成%|序时|进度")
TARGET = re.compile("目标|计划|任务|预期")
PLAIN_HEADS = re.compile(
    "^(?:指标|指标名称|项目|名称|单位|地区|县市区|区域|计量单位|序号|合计|总计|累计|本月|本期|绝对额|绝对量|绝对数|总量|数值|完成|实绩|实际|完成情况|数量|金额|当月|上半年|全年|\\s*)$"
)
ABOVE = 240
HOW = re.compile("^(?:[(（%）)±同比增长增速增幅增减位次排名累计绝对量额数总值完成率情况上年])+$")
TITLE_TAIL = re.compile("(?:完成)?(?:情况|一览表|统计表|表|明细)+[\\s|:：]*$")
NO_UNIT = {"无", "—", "-", "/"}
BRACKETS = re.compile(r"[(（][^()（）]*[)）]$")
LABEL_TAIL = re.compile(
    r"[(（][^()（）]*[)）]|[\d.、]+$|^\s*(?:#|＃|其中[:：]?|[一二三四五六七八九十]+、|\d+[.、])\s*"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its place in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; `start` and `end` span the lines, `caption` is what stands above."""

    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int
    caption: str


def tables_of(text: str) -> Iterator[Table]:
    """The tables of a text, in order: two lines or more that hold as many cells as one another, and some numbers."""
    if "|" not in text and "\t" not in text:
        return
    lines: list[tuple[int, str]] = []
    at = 0
    for line in [*text.split("\n"), ""]:
        is_row = len(CELL.findall(line.strip())) >= LEAST_CELLS - 1 and ("|" in line or "\t" in line)
        if is_row or (lines and RULE.match(line) and line.strip()):
            lines.append((at, line))
        else:
            yield from _table(text, lines)
            lines = []
        at += len(line) + 1


def _table(text: str, lines: Sequence[tuple[int, str]]) -> Iterator[Table]:
    rows = [tuple(_cells(line, at)) for at, line in lines if not RULE.match(line)]
    numbers = sum(NUMBER.match(cell.text.translate(WIDE)) is not None for row in rows for cell in row[1:])
    if len(rows) < LEAST_ROWS or max(map(len, rows)) <= LEAST_CELLS - 1 or not numbers:
        return
    start = lines[0][0]
    end = lines[-1][0] + len(lines[-1][1])
    yield Table(tuple(rows), start, end, text[max(0, start - ABOVE) : start])


def _cells(line: str, at: int) -> Iterator[Cell]:
    left, right = len(line) - len(line.lstrip(" |")), len(line.rstrip(" |"))
    if "|" not in line:
        left, right = len(line) - len(line.lstrip(" ")), len(line.rstrip())
    start = left
    for mark in CELL.finditer(line, left, right):
        yield Cell(line[start : mark.start()].strip(), at + start, at + mark.start())
        start = mark.end()
    yield Cell(line[start:right].strip(), at + start, at + right)


class TableReader:
    """Reads the cells of a table, knowing the paper's place, year and period."""

    def __init__(self, *, places: Places, year: int | None, period: Period | None, judge: Judge) -> None:
        self.places, self.year, self.period, self.judge = places, year, period, judge

    def read(self, table: Table, sentence: int) -> list[Fact]:
        """The facts of a table, row by row."""
        heads, body = _split(table.rows)
        alone = [row[0].text for row in heads if sum(bool(cell.text) for cell in row) == 1]
        heads = [row for row in heads if sum(bool(cell.text) for cell in row) > 1]
        caption = "\n".join([table.caption, *alone])
        unit = CAPTION_UNIT.search(caption)
        spans = list(dates.mentions(caption, year=self.year))
        frame = _Frame(
            caption,
            unit["unit"] if unit else "",
            spans[-1].period if spans else self.period,
            _topic(heads, caption),
            sentence,
            self._latest(heads),
        )
        return [fact for row in body for fact in self._row(row, heads, frame)]

    def _latest(self, heads: Sequence[Sequence[Cell]]) -> Period | None:
        """The latest span that a column names: a growth beside two years is that of the later one."""
        spans = (
            mention.period for row in heads for cell in row for mention in dates_in(cell.text, self.year)
        )
        return max(spans, key=lambda period: period.last, default=None)

    def _row(self, row: Sequence[Cell], heads: Sequence[Sequence[Cell]], frame: "_Frame") -> Iterator[Fact]:
        labels = [cell.text for cell in row if cell.text and _number(cell.text) is None]
        names: tuple[str, ...] = ()
        own = next((words for words in labels[1:] if _is_unit(words)), "")
        if own:
            frame = replace(frame, unit=own)
        for column, cell in enumerate(row):
            value = _number(cell.text)
            if value is None or not labels or column == 0:
                continue
            head = " ".join(
                dict.fromkeys(h[column].text for h in heads if column < len(h) and h[column].text)
            )
            label = _label(labels)
            names = self._names(label, head, frame) or names
            if names:
                yield self._fact(cell, value, names, f"{label} {head}", head, frame)

    def _names(self, label: str, head: str, frame: "_Frame") -> tuple[str, ...]:
        """What is measured. Where rows are places and the column only says how (增速, 位次), it is what the column before measured."""
        column = _plain(head)
        if self.places.is_place(label):
            standard = exact_name(column)
            if standard:
                return tuple(dict.fromkeys((standard, column)))
            says_how = (
                not column
                or PLAIN_HEADS.match(column)
                or bool(HOW.match(column))
                or bool(dates_in(column, self.year))
            )
            return () if says_how and not frame.topic else (frame.topic,) if says_how else own_names(column)
        row = _plain(label)
        for words in (row, column, column + row, row + column, row + frame.topic):
            standard = exact_name(words) if words else None
            if standard:
                return tuple(dict.fromkeys((standard, words)))
        return (
            own_names(row + frame.topic)
            if frame.topic and not measured_end(row)
            else own_names(row) or own_names(column)
        )

    def _fact(
        self, cell: Cell, value: Decimal, names: tuple[str, ...], label: str, head: str, frame: "_Frame"
    ) -> Fact:
        own = NUMBER.match(cell.text.translate(WIDE))
        said = (own["unit"] if own else None) or _unit_of(head) or _unit_of(label) or frame.unit
        spans = dates_in(head, self.year) or dates_in(label, self.year)
        titled = frame.caption if names[0] == frame.topic else ""
        kind, unit = _measured(
            _measure(head, f"{label} {titled.splitlines()[-1]}" if titled else label), said
        )
        beside = frame.latest if kind is Measure.GROWTH else None
        period = spans[0].period if spans else beside or frame.period
        quote = f"{label} {cell.text}".strip()
        reasons = self.judge.doubts(names[0], quote, cell.start, cell.end, dated=period is not None)
        return Fact(
            quote=quote, indicators=names, measure=kind, value=value, unit=unit, step=_step(cell.text.translate(WIDE)),
            start=cell.start, end=cell.end, sentence=frame.sentence, reader="table", base="同比" if kind is Measure.GROWTH else None,
            region=self.places.named(label) or self.places.named(head) or self.places.own, period=period.iso if period else None,
            of="value" if kind is Measure.RANK else None, confidence=self.judge.confidence(reasons), reasons=reasons,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Frame:
    """What holds for a whole table: the words above it, its unit, its period, the indicator that its title or its corner names, its latest span."""

    caption: str
    unit: str
    period: Period | None
    topic: str
    sentence: int
    latest: Period | None


def dates_in(words: str, year: int | None) -> list[dates.Mention]:
    """The periods that a cell names."""
    return list(dates.mentions(words, year=year))


def _topic(heads: Sequence[Sequence[Cell]], caption: str) -> str:
    """常住人口 in the corner, 主要农产品产量情况 above: what the figures are where row and column do not say."""
    corner = _plain(heads[0][0].text) if heads else ""
    if exact_name(corner):
        return exact_name(corner) or ""
    for line in reversed(caption.splitlines()):
        title = TITLE_TAIL.sub("", line.strip())
        if CAPTION_UNIT.match(line.strip()) or not title:
            continue
        ending = ending_name(_plain(title))
        return exact_name(_plain(title)) or (ending[1] if ending else measured_end(title))
    return ""


def _split(rows: Sequence[Sequence[Cell]]) -> tuple[list[Sequence[Cell]], list[Sequence[Cell]]]:
    """The rows of the header, and those with numbers behind the first cell."""
    for index, row in enumerate(rows):
        if any(_number(cell.text) is not None for cell in row[1:]):
            return list(rows[:index]), list(rows[index:])
    return list(rows), []


def _label(labels: Sequence[str]) -> str:
    """The label of a row: the first words that are no unit of measure."""
    named = [label for label in labels if not PLAIN_HEADS.match(label) and not _is_unit(label)]
    return named[0] if named else labels[0]


def _number(words: str) -> Decimal | None:
    found = NUMBER.match(words.translate(WIDE).replace(" ", ""))
    if found and found["unit"] in {"年", "月", "日", "月份"}:
        return None
    if not found or (found["unit"] and not _is_unit(found["unit"])):
        return None
    try:
        value = Decimal(found["value"].replace(",", "").replace("－", "-").replace("—", "-"))
    except InvalidOperation:
        return None
    return value


def _is_unit(words: str) -> bool:
    return words in {"%", "％", "‰", "位", "名", "个百分点"} or measure(words).family != words


def _unit_of(words: str) -> str:
    found = UNIT.search(words)
    unit = (found["unit"] or found["slash"]) if found else ""
    unit = unit.replace("％", "%").removeprefix("±").strip()
    return unit if unit and unit not in NO_UNIT and _is_unit(unit) else "%" if "%" in unit else ""


def _measure(head: str, label: str) -> Measure:
    for pattern, kind in (
        (RANK, Measure.RANK),
        (GROWTH, Measure.GROWTH),
        (SHARE, Measure.SHARE),
        (TARGET, Measure.TARGET),
        (RATE, Measure.RATE),
    ):
        if pattern.search(head):
            return kind
    for pattern, kind in (
        (RANK, Measure.RANK),
        (GROWTH, Measure.GROWTH),
        (SHARE, Measure.SHARE),
        (RATE, Measure.RATE),
    ):
        if pattern.search(label):
            return kind
    return Measure.VALUE


def _measured(kind: Measure, unit: str) -> tuple[Measure, str]:
    """The measure with the unit that it takes: a growth is in %, a rank has none, counted things make a count."""
    unit = unit.replace("％", "%")
    if kind is Measure.RANK:
        return kind, ""
    if kind is Measure.GROWTH:
        return kind, "%" if unit not in {"个百分点", "‰"} else unit
    if kind in {Measure.SHARE, Measure.RATE}:
        return kind, unit or "%"
    if kind is Measure.VALUE and unit == "%":
        return Measure.RATE, unit
    if kind is Measure.VALUE and measure(unit).family == "discrete":
        return Measure.COUNT, unit
    return kind, unit


def _plain(words: str) -> str:
    words = BRACKETS.sub("", words)
    for word in (
        "同比增长",
        "同比增速",
        "同比",
        "增长率",
        "增长",
        "增速",
        "增幅",
        "±%",
        "位次",
        "排名",
        "累计",
        "绝对量",
        "绝对额",
        "总量",
        "完成",
    ):
        if words != word and words.endswith(word) and len(words) > len(word) + 1:
            words = words.removesuffix(word)
    return LABEL_TAIL.sub("", words).strip(" 　:：%")


def _step(printed: str) -> Decimal:
    decimals = re.search(r"\.(\d+)", printed)
    return Decimal(1).scaleb(-len(decimals[1])) if decimals else Decimal(1)
