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
