"""A plan document of any county's making as tasks: numbered lists, labelled lines, prose, and tables that lost their borders."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from duban.plans.due_in_text import due_of
from duban.plans.duty import FIRST_LEADS, Duty, duty_of
from duban.plans.goals import goals_of
from duban.plans.lines import Item, items_of
from duban.plans.model import Grid
from duban.plans.task import PlanReading, PlanTask
from duban.plans.text_tables import tasks_of_grid, tasks_of_tables
from duban.text.repair import repair
from duban.text.width import half_width

TITLE = re.compile("(?:通知|方案|计划|清单|分解表|任务表|要点|意见|通报|分工|责任分解|措施|督查通知)$")
SIGNED = re.compile(
    r"^\s*(?P<issuer>[\u4e00-\u9fff]{3,24}?(?:政府|办公室|委员会|局|指挥部|领导小组|督查室))\s+(20\d\d)年(\d{1,2})月(\d{1,2})日\s*$",
    re.MULTILINE,
)
ISSUED = re.compile(
    r"(?:发布时间|发布日期|发文日期|成文日期|时间)\s*[:：]?\s*\|?\s*(20\d\d)[-年./](\d{1,2})[-月./](\d{1,2})"
    r"|^[\s(（]*(20\d\d)年(\d{1,2})月(\d{1,2})日[)）\s]*$",
    re.MULTILINE,
)
SPAN = re.compile(
    r"(?P<y>20\d\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:起)?至(?:(?P<y2>20\d\d)年)?(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日"
)
LAST_CLAUSE = re.compile(
    r"[，,](?:完成)?(?:时限|期限)?为?(?:(?:20\d\d年)?\d{1,2}月\d{1,2}日|(?:立行立改|长期坚持|持续推进|常态化(?:推进|开展)?)(?:[、，,](?:立行立改|长期坚持|持续推进))*)$"
)
YEAR = re.compile(r"(20\d\d)年?")
FIVE_YEARS = re.compile(r"(20\d\d)年起")
LEADING_DUE = re.compile(
    r"^(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬)?|[一二三四]季度|[上下]半年|年底)(?:之?前|底前)?[,，]"
)
FIRST_SENTENCE = re.compile(r"[^。；;\n]*")
HEAD = 600
SHORTEST = 4


def read_plan(text: str, *, published: dt.date | None = None, tables: Sequence[Grid] = ()) -> PlanReading:
    """Read every task of a plan. Never fails on what a paper says; what is unsure comes with low confidence.

    `tables` are those of a Word file, in order; a text has its own tables in its lines.
    """
    clean = repair(text)
    title = _title(clean.text)
    issued = published or _issued(clean.text) or _issued(text)
    year = _year(title, clean.text, issued)
    signed = SIGNED.search(clean.text)
    issuer = signed["issuer"] if signed else None
    whole = campaign_end(clean.text)
    in_tables = tuple(
        task
        for n, grid in enumerate(tables, start=1)
        for task in tasks_of_grid(grid, year=year, where=f"table {n}", whole=whole)
    )
    tabled = () if tables else tasks_of_tables(clean.text, year=year)
    if tabled:
        return PlanReading(title, issuer, issued, year, tabled)
    first_leads = FIRST_LEADS.search(clean.text) is not None
    started = FIVE_YEARS.search(clean.text)
    context = _Context(year, int(started[1]) if started else None, first_leads)
    tasks = [task for item in items_of(clean.text) if (task := _task(item, context)) is not None]
    return PlanReading(title, issuer, issued, year, (*tasks, *in_tables))


def campaign_end(text: str) -> dt.date | None:
    """The last day of the span that the plan itself covers: 自2024年3月31日至7月8日."""
    found = SPAN.search(text)
    if not found:
        return None
    try:
        return dt.date(int(found["y2"] or found["y"]), int(found["m2"]), int(found["d2"]))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Context:
    year: int | None
    plan_start: int | None
    first_leads: bool


def _task(item: Item, context: _Context) -> PlanTask | None:
    duty = duty_of(item.text, first_leads=context.first_leads)
    leader = tuple(duty.leader) or ((item.leader,) if item.leader and duty.is_said else ())
    if not duty.is_said:
        return None
    title = _first_sentence(duty.text)
    if not title:
        return None
    stated = (
        due_of(duty.due, year=context.year, cell=True)
        if duty.due
        else due_of(duty.text, year=context.year, plan_start=context.plan_start)
    )
    return PlanTask(
        item.no, title, leader, tuple(duty.lead), tuple(duty.units), tuple(duty.person), stated.due.day, stated.words,
        stated.due.recurring, goals_of(_goal_text(duty)), item.group, start=item.start, end=item.end,
    )  # fmt: skip


def _goal_text(duty: Duty) -> str:
    """A list of shortcomings states its aims under labels of their own; what stands before is the shortcoming."""
    return f"{duty.goal}\n{duty.measure}" if duty.goal or duty.measure else duty.text


def _first_sentence(text: str) -> str:
    plain = half_width_digits_only(text).strip(" \n　")
    plain = LEADING_DUE.sub("", plain)
    first = FIRST_SENTENCE.match(plain)
    words = (first[0] if first else plain).strip(" 。,，;；")
    for mark in ("。由", "，请", ",请", "，由"):
        words = words.partition(mark)[0]
    return LAST_CLAUSE.sub("", words) or plain[:40]


def half_width_digits_only(text: str) -> str:
    """Digits and letters half-width, punctuation as typed."""
    return "".join(half_width(c) if half_width(c).isalnum() else c for c in text)


def _title(text: str) -> str | None:
    lines = [line.strip() for line in text[:HEAD].splitlines() if len(line.strip()) >= SHORTEST]
    return next(
        (line for line in lines if TITLE.search(re.sub(r"[(（].*[)）]$", "", line))),
        lines[0] if lines else None,
    )


def _issued(text: str) -> dt.date | None:
    signed = SIGNED.search(text)
    found = signed or ISSUED.search(text[:HEAD])
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups() if part and part.isdigit())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _year(title: str | None, text: str, issued: dt.date | None) -> int | None:
    stated = YEAR.search(title or "")
    if stated:
        return int(stated[1])
    if issued:
        return issued.year
    found = YEAR.search(text[:HEAD])
    return int(found[1]) if found else None
