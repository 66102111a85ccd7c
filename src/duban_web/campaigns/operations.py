"""Everything that changes campaigns and tasks by hand."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from duban.lights import RuleError, parse_rules
from duban.lights.rules import default_source
from duban_web.audit.operations import Subject, record, record_many
from duban_web.campaigns.models import Assignment, Campaign, Holiday, RuleVersion, Task
from duban_web.campaigns.signals import ledger_changed
from duban_web.campaigns.snapshots import people_rows, set_milestones, set_people, snapshot, snapshot_plain
from duban_web.common.access import Right, demand
from duban_web.common.errors import Changed, Refused
from duban_web.common.office import today
from duban_web.people.models import User

BULK = 1000


@dataclass(frozen=True, slots=True)
class TaskValues:
    """What a person types of a task: plain columns, keys of leaders and units, milestones as plain values."""

    columns: Mapping[str, Any]
    leaders: Sequence[int] = ()
    lead_units: Sequence[int] = ()
    units: Sequence[int] = ()
    coops: Sequence[int] = ()
    milestones: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


def subject(task: Task) -> Subject:
    """How the audit trail names a task."""
    return Subject("task", task.pk, f"{task.no} {task.title}".strip())


@transaction.atomic
def add_campaign(
    user: User | None,
    *,
    name: str,
    start: dt.date,
    end: dt.date,
    office_name: str = "",
    rules: str = "",
    is_sample: bool = False,
    **more: Any,
) -> Campaign:
    """Begin a campaign with a rule set, the default one if none is given.

    Raises:
        Refused: the name is taken, the end lies before the start, or the rules cannot be used.
    """
    demand(user, Right.KEEP)
    if end < start:
        raise Refused("campaign-dates", start=start, end=end)
    try:
        with transaction.atomic():
            campaign = Campaign.objects.create(
                name=name.strip(), start=start, end=end, office_name=office_name, is_sample=is_sample, **more
            )
    except IntegrityError as problem:
        raise Refused("campaign-name", name=name) from problem
    record(user, "add", Subject("campaign", campaign.pk, name), before=None, after=_campaign_plain(campaign))
    set_rules(user, campaign, since=start, source=rules or default_source())
    return campaign


def _campaign_plain(campaign: Campaign) -> dict[str, object]:
    return {
        "name": campaign.name,
        "start": campaign.start.isoformat(),
        "end": campaign.end.isoformat(),
        **{name: getattr(campaign, name) for name in ("office_name", "leading_group", "rhythm", "grace")},
    }


@transaction.atomic
def edit_campaign(user: User, campaign: Campaign, *, start: dt.date, end: dt.date, **columns: Any) -> None:
    """Change the dates, the office's name, the leading group, the rhythm of reporting."""
    demand(user, Right.KEEP)
    if end < start:
        raise Refused("campaign-dates", start=start, end=end)
    before = _campaign_plain(Campaign.objects.get(pk=campaign.pk))
    campaign.start, campaign.end = start, end
    for name, value in columns.items():
        setattr(campaign, name, value)
    campaign.save()
    record(
        user,
        "edit",
        Subject("campaign", campaign.pk, campaign.name),
        before=before,
        after=_campaign_plain(campaign),
    )


@transaction.atomic
def set_rules(user: User | None, campaign: Campaign, *, since: dt.date, source: str) -> RuleVersion:
    """A new version of the rules, from a date on. Days before it keep their old rules.

    Raises:
        Refused: the rules cannot be used, or would judge days again that are past.
    """
    demand(user, Right.KEEP)
    if since < today() and campaign.rule_versions.exists():
        raise Refused("rules-past", since=since, today=today())
    try:
        rules = parse_rules(source)
    except RuleError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    version = RuleVersion.objects.create(campaign=campaign, since=since, source=source)
    after = {"since": since.isoformat(), "version": rules.version, "source": source}
    record(user, "rules", Subject("campaign", campaign.pk, campaign.name), before=None, after=after)
    ledger_changed.send(Campaign, campaign=campaign, tasks=None)
    return version


@transaction.atomic
def set_holidays(user: User, days: Mapping[dt.date, bool]) -> int:
    """Take in an uploaded list of working days."""
    demand(user, Right.KEEP)
    for day, works in days.items():
        Holiday.objects.update_or_create(day=day, recorded_on=today(), defaults={"works": works})
    label = f"{min(days)}–{max(days)}" if days else ""
    record(
        user,
        "holidays",
        Subject("calendar", 0, label),
        before=None,
        after={d.isoformat(): w for d, w in days.items()},
    )
    for campaign in Campaign.objects.filter(removed_on=None):
        ledger_changed.send(Campaign, campaign=campaign, tasks=None)
    return len(days)


@transaction.atomic
def add_task(
    user: User | None,
    campaign: Campaign,
    values: TaskValues,
) -> Task:
    """A new row of the ledger, by the office, with its light."""
    demand(user, Right.KEEP)
    task = write_task(user, campaign, values)
    ledger_changed.send(Task, campaign=campaign, tasks=[task])
    return task


def write_task(
    user: User | None,
    campaign: Campaign,
    values: TaskValues,
    *,
    batch: int | None = None,
    is_sample: bool = False,
) -> Task:
    """Write a new row and its entry; whether the person may is the caller's to prove."""
    _check(values)
    task = Task(campaign=campaign, is_sample=is_sample, **values.columns)
    task.first_deadline = task.deadline
    task.save()
    _write(task, values)
    record(user, "add", subject(task), before=None, after=snapshot(task), batch=batch)
    return task


@transaction.atomic
def add_tasks(
    user: User | None, campaign: Campaign, rows: Sequence[TaskValues], *, batch: int | None = None
) -> list[Task]:
    """Many new rows without milestones, in a handful of statements; each has its entry as if it were written alone."""
    demand(user, Right.KEEP)
    for values in rows:
        _check(values)
    tasks = [Task(campaign=campaign, **values.columns) for values in rows]
    for task in tasks:
        task.first_deadline = task.deadline
    Task.objects.bulk_create(tasks, batch_size=BULK)
    people = (one for task, values in zip(tasks, rows, strict=True) for one in people_of(task, values))
    Assignment.objects.bulk_create(people, batch_size=BULK)
    record_many(
        user, "add", [(subject(t), _as_written(t, v)) for t, v in zip(tasks, rows, strict=True)], batch=batch
    )
    return tasks


def people_of(task: Task, values: TaskValues) -> list[Assignment]:
    """The assignments of a new task."""
    return people_rows(task, values.leaders, values.lead_units, values.units, values.coops)


def _as_written(task: Task, values: TaskValues) -> dict[str, Any]:
    given = {
        "leaders": values.leaders,
        "lead_units": values.lead_units,
        "units": values.units,
        "coops": values.coops,
    }
    return snapshot_plain(task) | {name: list(keys) for name, keys in given.items()} | {"milestones": []}


@transaction.atomic
def edit_task(
    user: User | None, task: Task, values: TaskValues, *, version: int | None = None, batch: int | None = None
) -> bool:
    """Change a row. `version` is the one that the person saw; nothing is written if the values are those already there.

    Raises:
        Changed: somebody saved in between.
    """
    demand(user, Right.KEEP)
    _check(values)
    locked = Task.objects.select_for_update().get(pk=task.pk)
    if version is not None and locked.version != version:
        raise Changed("task-changed", title=locked.title)
    before = snapshot(locked)
    for name, value in values.columns.items():
        setattr(locked, name, value)
    locked.first_deadline = locked.first_deadline or locked.deadline
    if locked.state in {Task.State.DONE, Task.State.ARCHIVED}:
        locked.done_on = locked.done_on or today()
    else:
        locked.done_on = None
    locked.version += 1
    locked.save()
    _write(locked, values)
    after = snapshot(Task.objects.get(pk=task.pk))
    if after == before:
        Task.objects.filter(pk=task.pk).update(version=locked.version - 1)
        return False
    record(user, "edit", subject(locked), before=before, after=after, batch=batch)
    if batch is None:  # an import lights all its rows at its end
        ledger_changed.send(Task, campaign=locked.campaign, tasks=[locked])
    return True


def _check(values: TaskValues) -> None:
    start, deadline = values.columns.get("start"), values.columns.get("deadline")
    if start and deadline and deadline < start:
        raise Refused("deadline-before-start", start=start, deadline=deadline)
    if not str(values.columns.get("title", "")).strip():
        raise Refused("empty-title")
    for milestone in values.milestones:
        if Decimal(str(milestone["weight"])) <= 0:
            raise Refused("milestone-weight", name=milestone["name"])


def _write(task: Task, values: TaskValues) -> None:
    set_people(task, values.leaders, values.lead_units, values.units, values.coops)
    set_milestones(task, values.milestones)


CELLS = ("no", "title", "group", "deadline", "target", "note")


def edit_cell(user: User, task: Task, column: str, words: str, *, version: int | None) -> bool:
    """Change one column of one row; everything else of the task stays.

    Raises:
        Refused: not a column that is edited in the cell, or a date that cannot be.
        Changed: somebody saved in between.
    """
    if column not in CELLS:
        raise Refused("no-cell", column=column)
    plain = snapshot(task)
    value: object = words.strip()
    if column == "deadline":
        try:
            value = dt.date.fromisoformat(words.strip()) if words.strip() else None
        except ValueError as problem:
            raise Refused("no-date", value=words) from problem
    columns = {"title": task.title, "start": task.start, "deadline": task.deadline} | {column: value}
    kept = TaskValues(
        columns, plain["leaders"], plain["lead_units"], plain["units"], plain["coops"], plain["milestones"]
    )
    return edit_task(user, task, kept, version=version)
