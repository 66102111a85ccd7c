"""What a campaign is made of beside its tasks: a copy of another, task forces, goals, the ladder; saved views; back-scheduling."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from duban.calendar import WorkCalendar
from duban.flow.ladder import LadderError, parse_ladder
from duban.plans.backwards import PlannedStep, schedule_back, templates
from duban_web.audit.operations import Subject, record
from duban_web.campaigns.models import Campaign, Goal, LadderVersion, SavedView, Task, TaskForce
from duban_web.campaigns.operations import TaskValues, subject, write_task
from duban_web.campaigns.snapshots import set_milestones, snapshot
from duban_web.common.access import Right, demand
from duban_web.common.errors import NotYours, Refused
from duban_web.common.office import today
from duban_web.people.models import User


@transaction.atomic
def set_ladder(user: User | None, campaign: Campaign, *, since: dt.date, source: str) -> LadderVersion:
    """A new version of the ladder, from a date on.

    Raises:
        Refused: it cannot be used, or would change clocks that are past.
    """
    demand(user, Right.KEEP)
    if since < today() and campaign.ladder_versions.exists():
        raise Refused("rules-past", since=since, today=today())
    try:
        parse_ladder(source)
    except LadderError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    version = LadderVersion.objects.create(campaign=campaign, since=since, source=source)
    after = {"since": since.isoformat(), "source": source}
    record(user, "ladder", Subject("campaign", campaign.pk, campaign.name), before=None, after=after)
    return version


@transaction.atomic
def save_force(user: User, campaign: Campaign, force: TaskForce, columns: Mapping[str, Any]) -> TaskForce:
    """Add or change a task force (专班): its front, head, lead and member units."""
    demand(user, Right.KEEP)
    units = columns.get("units", ())
    for name in ("name", "front", "head", "lead"):
        setattr(force, name, columns.get(name))
    force.campaign = campaign
    try:
        with transaction.atomic():
            force.save()
    except IntegrityError as problem:
        raise Refused("force-name", name=force.name) from problem
    force.units.set(units)
    after = {"name": force.name, "front": force.front, "units": [unit.pk for unit in units]}
    record(user, "force", Subject("force", force.pk, force.name), before=None, after=after)
    return force


@transaction.atomic
def save_goal(user: User, campaign: Campaign, goal: Goal, columns: Mapping[str, Any]) -> Goal:
    """Add or change a goal; once its value is reached, the day is kept, and how many days early that was.

    Raises:
        Refused: a value of nothing.
    """
    demand(user, Right.KEEP)
    for name, value in columns.items():
        setattr(goal, name, value)
    goal.campaign = campaign
    if goal.value <= 0:
        raise Refused("goal-value")
    is_reached = goal.reached_value is not None and goal.reached_value >= goal.value
    goal.reached_on = (goal.reached_on or today()) if is_reached else None
    goal.save()
    after = {
        "name": goal.name,
        "value": str(goal.value),
        "reached": str(goal.reached_value),
        "due": goal.due.isoformat(),
    }
    record(user, "goal", Subject("goal", goal.pk, goal.name), before=None, after=after)
    return goal


@transaction.atomic
def copy_from(user: User, campaign: Campaign, source: Campaign, *, with_tasks: bool) -> int:
    """Task forces, rules and ladder of another campaign; with its tasks too, their dates moved by the days between the starts.

    Progress and reports stay where they are: the new tasks begin as drafts. Returns how many tasks came.
    """
    demand(user, Right.KEEP)
    for force in source.forces.filter(removed_on=None).prefetch_related("units"):
        columns = {
            "name": force.name,
            "front": force.front,
            "head": force.head,
            "lead": force.lead,
            "units": list(force.units.all()),
        }
        save_force(user, campaign, TaskForce(), columns)
    ladder = source.ladder_versions.last()
    if ladder:
        set_ladder(user, campaign, since=campaign.start, source=ladder.source)
    campaign.rhythm, campaign.grace, campaign.leading_group = (
        source.rhythm,
        source.grace,
        source.leading_group,
    )
    campaign.save(update_fields=["rhythm", "grace", "leading_group"])
    if not with_tasks:
        return 0
    shift = campaign.start - source.start
    tasks = Task.objects.filter(campaign=source, removed_on=None, parent=None).prefetch_related(
        "assignments", "milestones"
    )
    for task in tasks:
        write_task(user, campaign, _moved(snapshot(task), shift))
    return len(tasks)


def _moved(plain: Mapping[str, Any], shift: dt.timedelta) -> TaskValues:
    def later(words: str | None) -> dt.date | None:
        return dt.date.fromisoformat(words) + shift if words else None

    kept = ("no", "title", "group", "recurring", "target", "target_unit", "note")
    columns = {name: plain[name] for name in kept} | {
        "state": Task.State.DRAFT, "start": later(plain["start"]), "deadline": later(plain["deadline"]),
        "target_value": plain["target_value"] and Decimal(plain["target_value"]),
    }  # fmt: skip
    steps = [m | {"due": str(later(m["due"])), "done_on": None} for m in plain["milestones"]]
    return TaskValues(columns, plain["leaders"], plain["lead_units"], plain["units"], plain["coops"], steps)


def scheduled(task: Task, code: str, *, calendar: WorkCalendar) -> list[PlannedStep]:
    """The steps of a template, dated backwards from the task's deadline (倒排工期).

    Raises:
        Refused: no such template, or a task without a deadline.
    """
    template = next((one for one in templates() if one.code == code), None)
    if template is None or task.deadline is None:
        raise Refused("schedule-needs-deadline")
    return schedule_back(template.steps, task.deadline, calendar=calendar)


@transaction.atomic
def apply_schedule(user: User, task: Task, code: str, *, calendar: WorkCalendar) -> None:
    """Write the scheduled steps as milestones; steps that are done already stay."""
    demand(user, Right.KEEP)
    locked = Task.objects.select_for_update().get(pk=task.pk)
    before = snapshot(locked)
    done = [m for m in before["milestones"] if m["done_on"]]
    names = {m["name"] for m in done}
    fresh = [
        {"name": s.name, "due": s.due.isoformat(), "weight": str(s.weight), "done_on": None}
        for s in scheduled(locked, code, calendar=calendar)
        if s.name not in names
    ]
    set_milestones(locked, [*done, *fresh])
    locked.version += 1
    locked.save(update_fields=["version"])
    record(user, "schedule", subject(locked), before=before, after=snapshot(Task.objects.get(pk=locked.pk)))


@transaction.atomic
def save_view(user: User, *, name: str, query: str, is_shared: bool) -> SavedView:
    """Keep a way to look at the ledger under a name; the same name again replaces it. Only the office shares."""
    if not name.strip():
        raise Refused("view-name")
    values = {"query": query[:500], "is_shared": is_shared and user.is_office}
    view, _ = SavedView.objects.update_or_create(user=user, name=name.strip()[:40], defaults=values)
    return view


def forget_view(user: User, view: SavedView) -> None:
    """Only one's own."""
    if view.user_id != user.pk:
        raise NotYours
    view.delete()
