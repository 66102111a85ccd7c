"""A large campaign for rehearsals and measurements: hundreds of times the sample's tasks, three years of monthly reports, written in bulk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice

from django.db import transaction

from duban.calendar.periods import last_day
from duban.lights.rules import default_source
from duban_web.audit.models import Entry
from duban_web.campaigns.models import Assignment, Campaign, Task
from duban_web.campaigns.operations import add_campaign
from duban_web.campaigns.snapshots import snapshot_plain
from duban_web.common import office
from duban_web.common.database import analyze
from duban_web.common.errors import Refused
from duban_web.people.models import Leader, Unit, User
from duban_web.sample import county
from duban_web.supervision.lighting import refresh
from duban_web.supervision.models import ProgressReport

NAME = "规模演练"
START, END = dt.date(2018, 1, 1), dt.date(2020, 12, 31)
A_TIME, UNITS, MONTHS, GROUPS = 194, 200, 36, 12
BATCH = 2000
RULES = default_source().replace("silent_workdays > 5", "silent_workdays > 30")  # units report by the month
Told = Callable[[int, int], None]


@transaction.atomic
def enlarge(times: int, until: dt.date, *, progress: Told | None = None) -> Campaign:
    """`times` × 194 tasks of 200 units, each with an accepted report for every month up to `until`.

    Raises:
        Refused: there is no sample county to enlarge, or it is enlarged already.
    """
    clerk = User.objects.filter(role=User.Role.OFFICE, is_sample=True).first()
    if clerk is None:
        raise Refused("sample-not-there")
    if Campaign.objects.filter(name=NAME).exists():
        raise Refused("sample-there", name=NAME)
    with office.on(START):
        campaign = add_campaign(
            clerk,
            name=NAME,
            start=START,
            end=END,
            office_name=county.OFFICE,
            is_sample=True,
            rhythm="monthly",
            rules=RULES,
        )
    units, leaders = _units(clerk), list(Leader.objects.all())
    tasks = _tasks(campaign, times * A_TIME)
    given = _assignments(tasks, units, leaders)
    _entries(clerk, tasks, given)
    _reports(clerk, tasks, units, until, progress)
    with office.on(until):
        refresh(campaign)
    analyze()
    return campaign


def _units(clerk: User) -> list[Unit]:
    """Units up to 200, each new one with a liaison; all share the sample's password."""
    have = Unit.objects.count()
    fresh = [
        Unit(name=f"云岭县第{n}直属单位", short_name=f"第{n}单位", is_sample=True)
        for n in range(have + 1, UNITS + 1)
    ]
    made = Unit.objects.bulk_create(fresh)
    User.objects.bulk_create(
        User(username=f"danwei{n}", role=User.Role.LIAISON, unit=unit, display_name=f"{unit.short_name}联络员", password=clerk.password, is_sample=True)
        for n, unit in enumerate(made, start=1)
    )  # fmt: skip
    return list(Unit.objects.order_by("id"))


def _tasks(campaign: Campaign, number: int) -> list[Task]:
    rows = (
        Task(
            campaign=campaign, no=str(n + 1), title=f"第{n + 1}项重点工程建设任务", group=f"第{n % GROUPS + 1}条战线", start=START,
            deadline=END - dt.timedelta(days=n % 30), first_deadline=END - dt.timedelta(days=n % 30), is_sample=True,
        )
        for n in range(number)
    )  # fmt: skip
    return Task.objects.bulk_create(rows, batch_size=BATCH)


def _assignments(tasks: list[Task], units: list[Unit], leaders: list[Leader]) -> list[tuple[int, int, int]]:
    """Of each task: leader, lead unit, responsible unit."""
    given = [
        (leaders[n % len(leaders)].pk, units[n % len(units)].pk, units[(n + 7) % len(units)].pk)
        for n in range(len(tasks))
    ]
    part = Assignment.Part
    Assignment.objects.bulk_create(
        (
            row
            for task, (leader, lead, unit) in zip(tasks, given, strict=True)
            for row in (
                Assignment(task=task, part=part.LEADER, leader_id=leader), Assignment(task=task, part=part.LEAD, unit_id=lead),
                Assignment(task=task, part=part.UNIT, unit_id=unit),
            )
        ),
        batch_size=BATCH,
    )  # fmt: skip
    return given


def _entries(clerk: User, tasks: list[Task], given: list[tuple[int, int, int]]) -> None:
    """The history of each task begins with the row as it is."""
    Entry.objects.bulk_create(
        (
            Entry(
                office_date=START, actor=clerk, action="add", kind="task", object_id=task.pk, label=f"{task.no} {task.title}",
                after=snapshot_plain(task) | {"leaders": [leader], "lead_units": [lead], "units": [unit], "coops": [], "milestones": []},
            )
            for task, (leader, lead, unit) in zip(tasks, given, strict=True)
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _reports(
    clerk: User, tasks: list[Task], units: list[Unit], until: dt.date, progress: Told | None
) -> None:
    rows = _told(clerk, tasks, units, until)
    whole, done = len(tasks) * len(_months(until)), 0
    while batch := list(islice(rows, BATCH)):
        ProgressReport.objects.bulk_create(batch)
        done += len(batch)
        if progress:
            progress(done, whole)


def _months(until: dt.date) -> list[dt.date]:
    ends = [last_day(START.year + n // 12, n % 12 + 1) for n in range(MONTHS)]
    return [end for end in ends if end <= until]


def _told(clerk: User, tasks: list[Task], units: list[Unit], until: dt.date) -> Iterator[ProgressReport]:
    """Month by month; every ninth task lags, every fiftieth has been silent for two months."""
    months = _months(until)
    for number, end in enumerate(months, start=1):
        for n, task in enumerate(tasks):
            if n % 50 == 0 and number > len(months) - 2:
                continue
            percent = Decimal(number * 100) / MONTHS - (18 if n % 9 == 0 else 0)
            yield ProgressReport(
                task=task, unit=units[n % len(units)], percent=max(Decimal(0), percent).quantize(Decimal("0.01")), text="按计划推进。",
                submitted_on=end, submitted_by=clerk, state=ProgressReport.State.ACCEPTED, decided_on=end, decided_by=clerk, period=end,
            )  # fmt: skip
