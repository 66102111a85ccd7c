"""Reading an instruction or minutes: number, date, and the matters in it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from duban.plans import read_plan
from duban.plans.due_in_text import due_of
from duban_files.plan_file import read_plan_file
from duban_web.people.models import Unit
from duban_web.people.queries import units_by_name

NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[（(](?:19|20)\d{2}[〕\]）)]\s*第?\d{1,4}号")
LONGEST, HEADING = 2000, 6
MOST = 40


@dataclass(frozen=True, slots=True)
class ReadSlip:
    """What was found of one matter; the person puts it right."""

    title: str
    instruction: str
    unit: Unit | None
    deadline: dt.date | None


@dataclass(frozen=True, slots=True)
class ReadMatter:
    """What was found in a paper."""

    number: str
    slips: tuple[ReadSlip, ...]


def read_matter(data: bytes, *, name: str, published: dt.date) -> ReadMatter:
    """The numbered matters of a paper, or the whole paper as one.

    Raises:
        FileError: broken, encrypted, or without text.
    """
    file = read_plan_file(data, name=name)
    number = NUMBER.search(file.text)
    units = units_by_name()
    tasks = read_plan(file.text, tables=file.tables).tasks
    slips = [
        ReadSlip(task.title, task.title, _unit((*task.lead_units, *task.units), units), task.deadline)
        for task in tasks[:MOST]
    ]
    if not slips:
        slips = [_whole(file.text, units, published)]
    return ReadMatter(number[0] if number else "", tuple(slips))


LEVELS = (
    r"[一二三四五六七八九十]{1,3}、",
    r"[（(][一二三四五六七八九十]{1,3}[）)]",
    r"\d{1,2}[.．、](?!\d)",
    r"[（(]\d{1,2}[）)]|[①-⑳]",
)
NUMBERED = re.compile("|".join(f"(?P<l{n}>{level})" for n, level in enumerate(LEVELS)))


def read_items(data: bytes, *, name: str, published: dt.date) -> list[ReadSlip]:
    """The items of a unit's own plan, which names no unit: the tasks that the plan reader finds, else the numbered lines that head nothing.

    Raises:
        FileError: broken, encrypted, or without text.
    """
    file = read_plan_file(data, name=name)
    tasks = read_plan(file.text, tables=file.tables).tasks
    if tasks:
        return [ReadSlip(task.title, task.title, None, task.deadline) for task in tasks[:MOST]]
    lines = [
        (found, line) for line in map(str.strip, file.text.splitlines()) if (found := NUMBERED.match(line))
    ]
    levels = [int(str(found.lastgroup)[1:]) for found, _ in lines]
    items = []
    for place, (found, line) in enumerate(lines):
        is_heading = place + 1 < len(lines) and levels[place + 1] > levels[place]
        words = line[found.end() :].strip(" 。；;")
        if not is_heading and len(words) >= HEADING:
            due = due_of(line, year=published.year).due.day
            items.append(ReadSlip(words[:LONGEST], words, None, due if due and due > published else None))
    return items[:MOST]


def _unit(names: tuple[str, ...], units: dict[str, Unit]) -> Unit | None:
    return next((units[name] for name in names if name in units), None)


def _whole(text: str, units: dict[str, Unit], published: dt.date) -> ReadSlip:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    named = max((name for name in units if len(name) > 1 and name in text), key=len, default=None)
    due = due_of(text, year=published.year).due.day
    title = next(
        (line for line in lines if len(line) >= HEADING and not NUMBER.fullmatch(line)),
        lines[0] if lines else "",
    )
    return ReadSlip(
        title[:100],
        "\n".join(lines)[:LONGEST],
        units[named] if named else None,
        due if due and due > published else None,
    )
