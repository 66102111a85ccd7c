"""Lights of 194 and of 20,000 tasks, beside the same rules written as plain Python in the same run."""

import datetime as dt
import time
from decimal import Decimal

from duban.calendar import WorkCalendar
from duban.lights import MilestonePlan, TaskRecord, default_rules, lights_on
from duban.lights.evaluate import task_columns

DAY = dt.date(2020, 11, 23)
CALENDAR = WorkCalendar()


def tasks(number: int) -> list[TaskRecord]:
    """Every third one with milestones."""
    steps = (MilestonePlan("基础", dt.date(2020, 10, 30)), MilestonePlan("封顶", dt.date(2020, 12, 20)))
    return [
        TaskRecord(
            str(n),
            start=dt.date(2020, 9, 21),
            deadline=dt.date(2020, 12, 31),
            progress=Decimal(n % 100),
            reported_on=dt.date(2020, 11, 20),
            milestones=steps if n % 3 == 0 else (),
        )
        for n in range(number)
    ]


def plain(task: TaskRecord) -> str:
    """The default rules without Polars and without reasons."""
    c = task_columns(task, DAY, calendar=CALENDAR)
    if c["overdue_workdays"] > 0 or c["worst_milestone_overdue_workdays"] > 5:
        return "red"
    yellow = (
        c["blocked"]
        or c["lag_points"] >= 10
        or c["silent_workdays"] > 5
        or c["worst_milestone_overdue_workdays"] > 0
    )
    return "yellow" if yellow else "green"


for number in (194, 20_000):
    rows = tasks(number)
    start = time.perf_counter()
    lights = lights_on(rows, DAY, rules=default_rules(), calendar=CALENDAR)
    ours = time.perf_counter() - start
    start = time.perf_counter()
    assert [plain(row) for row in rows] == [light.colour for light in lights]
    peer = time.perf_counter() - start
    print(
        f"lights of {number} tasks with reasons: {ours * 1000:.0f} ms; the rules as plain Python without reasons: {peer * 1000:.0f} ms; ratio {ours / peer:.2f} : 1"
    )
