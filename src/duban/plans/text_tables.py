"""Tables in running text: with | or tabs between cells, one cell a line, or with nothing between them at all (low confidence)."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from duban.plans.due_in_text import PHRASE, RHYTHM, due_of
from duban.plans.duty import ORGANS, split_units
from duban.plans.goals import goals_of
from duban.plans.header import Header, find_header, known_header
from duban.plans.ledger import FOOTER, GROUP_COUNT, GROUP_NUMBER, half_width_digits, split_names
from duban.plans.model import Grid, NoHeaderError
from duban.plans.task import PlanTask

DURING = re.compile("行动期间|活动期间|攻坚期间|战役期间")
RULE = re.compile(r"^[\s|:\-—]+$")
LEAST_ROWS = 3
UNIT_LINE = re.compile(
    rf"^(?:各?{ORGANS}|各[\u4e00-\u9fff（）()]+)(?:[、，,](?:{ORGANS}|各[\u4e00-\u9fff（）()]+))*$"
)
NUMBER_LINE = re.compile(r"^\d{1,3}$")
RUN_TOGETHER = re.compile(r"序号(?:[\u4e00-\u9fff]{2,8}){2,8}?(?=\d{1,2}[\u4e00-\u9fff])")
PAGE_MARK = re.compile(r"\n\d{1,3}[、.]")
RECORD = re.compile(r"(?:^|(?<=[底前日末旬持期内度年成月]))(?P<no>\d{1,2})(?=[\u4e00-\u9fff])")
NAME = re.compile(
    "^[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹苏潘葛范彭郎鲁韦马苗方俞任袁柳唐罗薛贺汤殷毕郝安常于傅卞齐康伍余元卜顾孟平黄穆萧尹姚邵汪祁毛狄米贝明臧成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡霍万柯卢莫房丁邓洪包石崔龚程邢裴陆荣翁荀曲段侯全班宁仇甘武刘景詹龙叶黎白卓屠池乔阎闫温庄晏瞿向古廖耿匡文欧聂晁关游简钱岳][\u4e00-\u9fff]{1,2}"
)
UNSURE = Decimal("0.4")
ORGAN_END = re.compile(
    r"局|委(?!会)|办(?!事)|公司|集团|街道(?!办)|镇|乡|中心|管委会|办事处|大队|院|会(?!计)|各街道|各镇|各乡镇"
)


def tasks_of_tables(text: str, *, year: int | None) -> tuple[PlanTask, ...]:
    """The tasks of the tables of a text, empty if it holds none."""
    for grid in _grids(text):
        try:
            header = find_header(grid)
        except NoHeaderError:
            continue
        return _titled(_rows(grid, header, year))
    return _titled(_cell_a_line(text, year)) or _titled(_run_together(text, year))


def _titled(tasks: Iterable[PlanTask]) -> tuple[PlanTask, ...]:
    """The tasks of a table of the text that say what is to be done."""
    return tuple(replace(task, where="table 1") for task in tasks if task.title)


def tasks_of_grid(grid: Grid, *, year: int | None, where: str, whole: dt.date | None) -> list[PlanTask]:
    """The tasks of one table of a file. `whole`: the last day of the campaign, which 行动期间 means."""
    try:
        header = find_header(grid)
    except NoHeaderError:
        return []
    return [
        replace(
            task,
            where=where,
            deadline=whole
            if task.deadline is None and DURING.search(task.deadline_text or "")
            else task.deadline,
        )
        for task in _rows(grid, header, year)
        if task.title
    ]


def _grids(text: str) -> Iterator[Grid]:
    lines = [line for line in text.splitlines() if line.strip()]
    for mark in ("|", "\t"):
        rows = [_cells(line, mark) for line in lines if line.count(mark) > 1 and not RULE.match(line)]
        if len(rows) >= LEAST_ROWS:
            width = max(map(len, rows))
            yield Grid("", _with_groups(lines, mark, width))


def _cells(line: str, mark: str) -> list[str | None]:
    cells = [cell.strip() or None for cell in line.strip(" ").split(mark)]
    if mark == "|":
        cells = cells[1:] if line.strip().startswith("|") else cells
        cells = cells[:-1] if cells and cells[-1] is None else cells
    return cells


def _with_groups(lines: Sequence[str], mark: str, width: int) -> list[list[str | None]]:
    """Rows as wide as the widest; a line of its own between rows is a heading over all columns."""
    rows: list[list[str | None]] = []
    for line in lines:
        if RULE.match(line):
            continue
        if line.count(mark) > 1:
            cells = _cells(line, mark)
            rows.append([*cells, *([None] * (width - len(cells)))])
        else:
            rows.append([line.strip()] * width)
    return rows


def _rows(grid: Grid, header: Header, year: int | None) -> Iterator[PlanTask]:
    group: str | None = None
    for cells in grid.rows[header.rows[-1] :]:
        texts = [cell for cell in cells if cell]
        if len(set(texts)) == 1:
            words = texts[0]
            if GROUP_NUMBER.match(words) or GROUP_COUNT.search(words):
                group = GROUP_COUNT.sub("", GROUP_NUMBER.sub("", words)).strip()
            continue
        if (
            len(texts) > 1
            and not any(known_header(cell) for cell in texts[:2])
            and not FOOTER.match(texts[0])
        ):
            yield _row({name: _field(cells, columns) for name, columns in header.fields.items()}, group, year)


def _field(cells: Sequence[str | None], columns: Sequence[int]) -> str | None:
    found = [cell for i in columns if i < len(cells) and (cell := cells[i])]
    return "、".join(dict.fromkeys(found)) or None


def _row(text: dict[str, str | None], group: str | None, year: int | None) -> PlanTask:
    title = half_width_digits(text.get("title") or "").strip(" 。；;")
    due_words = text.get("deadline")
    stated = (
        due_of(due_words, year=year, cell=True) if due_words else due_of(text.get("plan") or "", year=year)
    )
    goals = goals_of(text.get("target") or title) or goals_of(title)
    return PlanTask(
        text.get("no"), title, split_names(text.get("lead_leader")), tuple(split_units(text.get("lead_units") or "")),
        tuple(split_units(text.get("units") or "")), split_names(text.get("person")), stated.due.day, stated.words, stated.due.recurring,
        goals, text.get("group") or group,
    )  # fmt: skip


def _cell_a_line(text: str, year: int | None) -> tuple[PlanTask, ...]:
    """A table whose cells stand one on a line, and whose merged cells are lost."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    at = _header_lines(lines)
    if at is None:
        return ()
    tasks: list[PlanTask] = []
    block: list[str] = []
    for line in lines[at:]:
        if NUMBER_LINE.match(line) and block:
            tasks += _of_block(block, year)
            block = []
        block.append(line)
    tasks += _of_block(block, year)
    return tuple(tasks)


def _header_lines(lines: Sequence[str]) -> int | None:
    for index in range(len(lines) - LEAST_ROWS):
        names = [known_header(line) for line in lines[index : index + 9]]
        count = next((i for i, name in enumerate(names) if name is None), len(names))
        if count >= LEAST_ROWS and "title" in names[:count] and NUMBER_LINE.match(lines[index + count]):
            return index + count
    return None


def _of_block(block: list[str], year: int | None) -> list[PlanTask]:
    """The tasks of one number: its own and those that lost theirs."""
    no = block[0] if NUMBER_LINE.match(block[0]) else None
    rest = block[1:] if no else block
    found: list[PlanTask] = []
    title: list[str] = []
    units: list[str] = []
    for line in rest:
        is_due = PHRASE.search(line) or RHYTHM.search(line)
        if UNIT_LINE.match(line) and title:
            units += split_units(line)
        elif units and is_due:
            found.append(_made(no if not found else None, title, units, line, year))
            title, units = [], []
        elif not units:
            title.append(line)
    return found


def _made(no: str | None, title: list[str], units: list[str], due: str, year: int | None) -> PlanTask:
    words = "".join(title).strip(" 。；;")
    stated = due_of(due, year=year, cell=True)
    return PlanTask(
        no,
        words,
        units=tuple(units),
        deadline=stated.due.day,
        deadline_text=due,
        recurring=stated.due.recurring,
        targets=goals_of(words),
    )


def _run_together(text: str, year: int | None) -> tuple[PlanTask, ...]:
    """Cells with nothing between them: numbers in order tell the rows, a surname the leader, organ words the units."""
    plain = PAGE_MARK.sub("", text)
    headed = RUN_TOGETHER.search(plain)
    if headed is None:
        return ()
    body = plain[headed.end() :].replace(headed[0], "")
    starts: list[tuple[int, int]] = []
    for found in RECORD.finditer(body):
        if int(found["no"]) == len(starts) + 1:
            starts.append((found.start(), found.end()))
    if not starts:
        return ()
    ends = [start for start, _ in starts[1:]] + [len(body)]
    return tuple(
        _squeezed(str(n + 1), body[start[1] : end], year)
        for n, (start, end) in enumerate(zip(starts, ends, strict=True))
    )


def _squeezed(no: str, words: str, year: int | None) -> PlanTask:
    title, _, rest = words.partition("。")
    name = NAME.match(rest)
    leader = name[0] if name else None
    if name and ORGAN_END.match(rest[2:]) and not ORGAN_END.match(rest[3:]):
        leader = rest[:2]
    rest = rest[len(leader or "") :]
    due = PHRASE.search(rest) or RHYTHM.search(rest)
    units = re.findall(rf".+?(?:{ORGAN_END.pattern})(?!集团|公司|局)", rest[: due.start()] if due else rest)
    stated = due_of(rest[due.start() :] if due else "", year=year, cell=True)
    return PlanTask(
        no, title, (leader,) if leader else (), tuple(units[:1]), tuple(units[1:]), (), stated.due.day, stated.words, stated.due.recurring,
        goals_of(title), None, confidence=UNSURE, reasons=("plan.run-together",),
    )  # fmt: skip
