"""What becomes of a task at its present pace, and when its light turns if nothing more happens."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from duban.calendar import WorkCalendar
from duban.lights.evaluate import Light, TaskDay, light_task_days
from duban.lights.rules import RuleSet
from duban.lights.task import TaskRecord

SOON = 15
DAY = dt.timedelta(days=1)
HORIZON = 120
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Forecast:
    """`finish`: expected end at the present pace, None without progress; `turns`: the first later day with another light, if any."""

    finish: dt.date | None
    late_workdays: int
    turns: Light | None


def forecast(
    task: TaskRecord, day: dt.date, *, rules: RuleSet, calendar: WorkCalendar, horizon: int = HORIZON
) -> Forecast:
    """The pace is accepted progress over the working days since the start; the horizon is in calendar days."""
    finish = _finish(task, day, calendar)
    late = (
        calendar.between(task.deadline, finish) if finish and task.deadline and finish > task.deadline else 0
    )
    return Forecast(finish, late, _turn(task, day, rules, calendar, horizon))


def _finish(task: TaskRecord, day: dt.date, calendar: WorkCalendar) -> dt.date | None:
    if task.start is None or task.progress <= 0 or task.start > day:
        return None
    known = task.reported_on or day
    used = max(1, calendar.between(task.start - DAY, known))
    needed = math.ceil(used * (100 - task.progress) / task.progress)
    if needed > LONGEST:
        return None
    return max(day, calendar.add(known, needed))


def _turn(
    task: TaskRecord, day: dt.date, rules: RuleSet, calendar: WorkCalendar, horizon: int
) -> Light | None:
    if not task.is_lit:
        return None
    begun = 0
    first: Light | None = None
    for end in (SOON, horizon + 1):  # most turns are near: two frames, of which the second is seldom made
        days = [TaskDay(task, day + n * DAY) for n in range(begun, min(end, horizon + 1))]
        lights = light_task_days(days, rules=rules, calendar=calendar)
        first = first or (lights[0] if lights else None)
        for light in lights:
            if first is not None and light.colour != first.colour:
                return light
        begun = end
    return None
