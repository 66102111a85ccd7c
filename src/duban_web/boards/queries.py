"""Boards: every count is a count over the rows, so that each adds up to the ledger."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as stored
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet

from duban.flow.life import ENDED, LIT
from duban_web.campaigns.models import Assignment, Campaign, Milestone, Task, TaskForce
from duban_web.campaigns.queries import visible
from duban_web.people.models import Leader, Unit, User
from duban_web.supervision.models import LightSpan

COLOURS = ("red", "orange", "yellow", "blue", "green")
BAD = ("red", "orange", "yellow")
DIMENSIONS = ("unit", "front", "leader", "town")
WEEK, WEEKS = dt.timedelta(days=7), 12
DAY = dt.timedelta(days=1)


@dataclass(slots=True)
class Line:
    """One row of a board: tasks by light, done ones, and days in red over all its tasks. `key` filters the ledger."""

    name: str
    key: str
    counts: Counter[str] = stored(default_factory=Counter)
    red_days: int = 0

    @property
    def all(self) -> int:
        """All tasks."""
        return self.counts.total()

    @property
    def cells(self) -> list[int]:
        """As the columns stand: lights, done, other states."""
        lit = [self.counts[c] for c in COLOURS]
        done = self.counts["done"]
        return [*lit, done, self.all - sum(lit) - done]


def board(user: User, campaign: Campaign, dimension: str, day: dt.date) -> list[Line]:
    """Tasks by unit, front, leader or town, the most red first. A task with two lead units counts once for each.

    Counted by the database, so that its cost hardly grows with the tasks.
    """
    tasks = visible(user, campaign).filter(parent=None)
    place, rows = _rows(tasks, dimension)
    prefix = "" if dimension == "front" else "task__"
    state = [f"{prefix}{name}" for name in ("state", "light", "override")]
    lines: dict[object, Line] = {}
    counted = rows.order_by().values_list(place, *state).annotate(n=Count("id"))
    for key, now, light, override, n in counted:
        lines.setdefault(key, Line("", "")).counts[kind_of(now, override or light)] += n
    red = red_days(tasks, day)
    key_of_task = "pk" if dimension == "front" else "task_id"
    for key, task in rows.filter(**{f"{key_of_task}__in": list(red)}).values_list(place, key_of_task):
        lines[key].red_days += red[task]
    _name(lines, campaign, dimension)
    gravity = ("red", "orange", "yellow")
    return sorted(
        lines.values(), key=lambda n: (*(-n.counts[c] for c in gravity), -n.red_days, -n.all, n.name)
    )


def _rows(tasks: QuerySet[Task], dimension: str) -> tuple[str, QuerySet[Any]]:
    """By which column a board counts, and the rows that it counts: tasks, or their assignments."""
    if dimension == "front":
        return "group", tasks
    given = Assignment.objects.filter(task__in=tasks.values("pk"))
    if dimension == "leader":
        return "leader_id", given.filter(part=Assignment.Part.LEADER, leader__isnull=False)
    units = given.filter(part=Assignment.Part.LEAD, unit__isnull=False)
    return "unit_id", units.filter(unit__kind=Unit.Kind.TOWN) if dimension == "town" else units


def _name(lines: Mapping[object, Line], campaign: Campaign, dimension: str) -> None:
    """The name of each line, and the part of an address that filters the ledger."""
    if dimension == "front":
        forces = TaskForce.objects.filter(campaign=campaign, removed_on=None)
        names: Mapping[Any, object] = dict(forces.values_list("front", "name"))
    else:
        names = (Leader if dimension == "leader" else Unit).objects.in_bulk()
    column = {"front": "group", "leader": "leader"}.get(dimension, "unit")
    for key, line in lines.items():
        line.name = str(names.get(key, key or "—"))
        line.key = urlencode({column: key})


def kind_of(state: str, light: str) -> str:
    """The light that counts, or `done`, or `other`."""
    if state in ENDED:
        return "done"
    return light or "other" if state in LIT else "other"


def red_days(tasks: QuerySet[Task], day: dt.date) -> Counter[int]:
    """Calendar days that each task has been red up to and including a day."""
    found: Counter[int] = Counter()
    spans = LightSpan.objects.filter(colour="red", first__lte=day, task__in=tasks.values("pk"))
    for task, first, last in spans.values_list("task_id", "first", "last"):
        found[task] += (min(last or day, day) - first).days + 1
    return found


@dataclass(frozen=True, slots=True)
class Week:
    """Lights at the end of a week (or of today), and what turned in it."""

    end: dt.date
    counts: Mapping[str, int]
    to_green: int
    to_bad: int


def weeks(user: User, campaign: Campaign, day: dt.date, *, most: int = WEEKS) -> list[Week]:
    """The trend: the last weeks up to today, from the stored spans. 黄转绿 and 绿转黄 are counted by the day of the turn."""
    keys = set(visible(user, campaign).filter(parent=None).values_list("pk", flat=True))
    ends = [day - n * WEEK for n in range(most)][::-1]
    ends = [end for end in ends if end >= campaign.start]
    counts: dict[dt.date, Counter[str]] = defaultdict(Counter)
    turns: dict[dt.date, Counter[str]] = defaultdict(Counter)
    before: dict[int, str] = {}
    spans = LightSpan.objects.filter(task__campaign=campaign, first__lte=day).order_by("first", "id")
    for task, colour, first, last in spans.values_list("task_id", "colour", "first", "last"):
        if task not in keys:
            continue
        for end in ends:
            if first <= end and (last is None or last >= end) and colour:
                counts[end][colour] += 1
        _turn(turns, ends, before.get(task), colour, first)
        before[task] = colour
    return [Week(end, counts[end], turns[end]["green"], turns[end]["bad"]) for end in ends]


def _turn(
    turns: dict[dt.date, Counter[str]], ends: Sequence[dt.date], old: str | None, new: str, on: dt.date
) -> None:
    end = next((end for end in ends if on <= end), None)
    if end is None or not old or not new or end - on >= WEEK:
        return
    if old in BAD and new not in BAD:
        turns[end]["green"] += 1
    if old not in BAD and new in BAD:
        turns[end]["bad"] += 1


@dataclass(frozen=True, slots=True)
class Pace:
    """What really happened in a span (天天抓、月月上、年年成): milestones reached, tasks begun, tasks done."""

    name: str
    milestones: int
    begun: int
    done: int


def pace(user: User, campaign: Campaign, day: dt.date) -> list[Pace]:
    """The day, the month and the year, then each month of the campaign so far, the latest first."""
    tasks = visible(user, campaign).filter(parent=None)
    steps = Milestone.objects.filter(task__in=tasks.values("pk"), done_on__lte=day)
    counted = [
        _by_day(rows, column)
        for rows, column in (
            (steps, "done_on"), (tasks.filter(start__lte=day), "start"), (tasks.filter(done_on__lte=day), "done_on"),
        )
    ]  # fmt: skip
    months = [_by_month(found) for found in counted]
    first = day.replace(day=1)
    rows = [
        Pace("day", *(found[day] for found in counted)),
        Pace("month", *(found[first] for found in months)),
        Pace("year", *(sum(n for on, n in found.items() if on.year == day.year) for found in counted)),
    ]
    known = sorted({month for found in months for month in found}, reverse=True)[:WEEKS]
    return rows + [Pace(f"{month:%Y-%m}", *(found[month] for found in months)) for month in known]


def _by_day(rows: QuerySet[Any], column: str) -> Counter[dt.date]:
    return Counter(
        {on: n for on, n in rows.order_by().values_list(column).annotate(n=Count("pk")) if on is not None}
    )


def _by_month(days: Mapping[dt.date, int]) -> Counter[dt.date]:
    found: Counter[dt.date] = Counter()
    for on, n in days.items():
        found[on.replace(day=1)] += n
    return found


@dataclass(frozen=True, slots=True)
class Bar:
    """One task on the wall: its span, progress, light, milestones and people."""

    task: Task
    kind: str
    start: dt.date
    end: dt.date
    steps: Sequence[tuple[str, dt.date, bool]]
    lead: str


def bars(user: User, campaign: Campaign, *, group: str = "") -> list[Bar]:
    """The tasks of the wall chart, by front, in the order of the ledger."""
    tasks = visible(user, campaign).filter(parent=None).exclude(state__in=["draft", "returned", "withdrawn"])
    if group:
        tasks = tasks.filter(group=group)
    found = []
    for task in tasks.prefetch_related("assignments__unit", "milestones").order_by("id"):
        lead = "、".join(str(a.unit) for a in task.assignments.all() if a.part == Assignment.Part.LEAD)
        steps = [(m.name, m.due, m.done_on is not None) for m in task.milestones.all()]
        found.append(
            Bar(
                task,
                kind_of(task.state, task.shown_light),
                task.start or campaign.start,
                task.deadline or campaign.end,
                steps,
                lead,
            )
        )
    return found


def spans_by_week(
    user: User, campaign: Campaign, day: dt.date, *, filters: Q | None = None
) -> list[dict[str, object]]:
    """The heat map: each task's light at the end of each week, as rows for a chart."""
    tasks = visible(user, campaign).filter(parent=None)
    if filters is not None:
        tasks = tasks.filter(filters)
    rows = {task.pk: task for task in tasks.order_by("id")}
    ends = []
    end = campaign.start + (4 - campaign.start.weekday()) % 7 * DAY
    while end < day:
        ends.append(end)
        end += WEEK
    ends.append(day)
    found: list[dict[str, object]] = []
    spans = LightSpan.objects.filter(task__campaign=campaign, first__lte=day).exclude(colour="")
    for task, colour, first, last in spans.values_list("task_id", "colour", "first", "last"):
        if task in rows:
            found += [
                {
                    "task": f"{rows[task].no} {rows[task].title}"[:30],
                    "order": task,
                    "week": end.isoformat(),
                    "colour": colour,
                }
                for end in ends
                if first <= end and (last is None or last >= end)
            ]
    return found
