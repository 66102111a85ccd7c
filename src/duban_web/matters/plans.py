"""Action plans of units and towns: read when handed in, held against the unit's tasks, approved or returned by the office."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from duban.text.likeness import containment
from duban_files.errors import FileError
from duban_web.audit.operations import Subject, record
from duban_web.campaigns.models import Assignment, Campaign, Task
from duban_web.campaigns.operations import TaskValues, add_task
from duban_web.common.access import Right, demand
from duban_web.common.database import last_of_each
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.common.office import today
from duban_web.inbox.operations import tell_office, tell_unit
from duban_web.matters.models import UnitPlan
from duban_web.matters.reading import read_items
from duban_web.people.models import Unit, User

ALIKE = 0.6
LARGEST = 20 * 1024 * 1024


def tasks_of(campaign: Campaign, unit: Unit) -> list[Task]:
    """The tasks in which a unit takes part, in whatever part."""
    keys = Assignment.objects.filter(
        unit=unit, task__campaign=campaign, task__removed_on=None, task__parent=None
    )
    return list(Task.objects.filter(pk__in=keys.values("task_id")).order_by("id"))


@transaction.atomic
def hand_in(user: User, campaign: Campaign, data: bytes, *, name: str) -> UnitPlan:
    """The plan of the person's unit, read into items; each is held against the unit's tasks by its words.

    Raises:
        NotYours: nobody's liaison.
        Refused: too large, no document, or nothing in it that can be done.
    """
    demand(user, Right.REPORT)
    if user.unit is None:
        raise NotYours
    if len(data) > LARGEST:
        raise Refused("file.too-large", name=name, size=len(data) >> 20, limit=LARGEST >> 20)
    try:
        found = read_items(data, name=name, published=today())
    except FileError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    if not found:
        raise Refused("plan-empty", name=name)
    tasks = tasks_of(campaign, user.unit)
    items = [
        {
            "title": slip.title[:200],
            "deadline": slip.deadline.isoformat() if slip.deadline else "",
            "task": _likest(slip.title, tasks),
        }
        for slip in found
    ]
    made = UnitPlan(
        campaign=campaign,
        unit=user.unit,
        items=items,
        file_name=name[-200:],
        handed_on=today(),
        handed_by=user,
    )
    made.file.save(name, ContentFile(data), save=False)
    made.save()
    record(user, "hand-in", _subject(made), before=None, after={"items": len(items)})
    tell_office("plan-handed", link=f"/plans/{made.pk}/", unit=str(user.unit), n=len(items))
    return made


def _subject(plan: UnitPlan) -> Subject:
    return Subject("plan", plan.pk, str(plan.unit))


def _likest(title: str, tasks: Sequence[Task]) -> int | None:
    rated = [(containment(task.title, title), task.pk) for task in tasks]
    best = max(rated, default=(0.0, 0))
    return best[1] if best[0] >= ALIKE else None


@transaction.atomic
def decide(
    user: User,
    plan: UnitPlan,
    *,
    approve: bool,
    reason: str = "",
    tasks: Mapping[int, int | None] | None = None,
) -> int:
    """Approve a plan, with the office's word on which item stands for which task, or return it with a reason.

    What a unit adds of its own becomes a draft in the ledger, led by the unit. Returns how many.

    Raises:
        Refused: returned without a reason, or an item put under a task that is not the unit's.
        Changed: somebody has decided already.
    """
    demand(user, Right.KEEP)
    locked = UnitPlan.objects.select_for_update().select_related("unit", "campaign").get(pk=plan.pk)
    if locked.state != UnitPlan.State.HANDED:
        raise Changed("plan-decided")
    if not approve and not reason.strip():
        raise Refused("return-needs-reason")
    known = {task.pk for task in tasks_of(locked.campaign, locked.unit)}
    for number, key in (tasks or {}).items():
        if key is not None and key not in known:
            raise Refused("plan-task")
        locked.items[number]["task"] = key
    locked.state = UnitPlan.State.APPROVED if approve else UnitPlan.State.RETURNED
    locked.decided_on, locked.reason = today(), reason.strip()[:300]
    locked.save()
    own = [item for item in locked.items if item["task"] is None] if approve else []
    for item in own:
        add_task(user, locked.campaign, _draft(locked, item))
    record(
        user, locked.state, _subject(locked), before=None, after={"own": len(own), "reason": locked.reason}
    )
    tell_unit(locked.unit_id, f"plan-{locked.state}", link=f"/plans/{locked.pk}/", reason=locked.reason)
    return len(own)


def _draft(plan: UnitPlan, item: Mapping[str, Any]) -> TaskValues:
    columns = {
        "title": item["title"], "group": "", "state": Task.State.DRAFT, "start": today(),
        "deadline": dt.date.fromisoformat(item["deadline"]) if item["deadline"] else None, "note": str(plan.file_name),
    }  # fmt: skip
    return TaskValues(columns, lead_units=[plan.unit_id])


@dataclass(frozen=True, slots=True)
class Cover:
    """A unit's plan against its tasks: how many it has, how many its last plan takes over, how many items are its own."""

    unit: Unit
    tasks: int
    covered: int
    own: int
    plan: UnitPlan | None


def covers(campaign: Campaign, units: frozenset[int] | None = None) -> list[Cover]:
    """Every unit with tasks, or these; the last plan of each. Those without a plan first."""
    given = Assignment.objects.filter(
        task__campaign=campaign, task__removed_on=None, task__parent=None, unit__isnull=False
    )
    if units is not None:
        given = given.filter(unit_id__in=units)
    tasks: dict[int, set[int]] = {}
    for unit, task in given.order_by().values_list("unit_id", "task_id"):
        tasks.setdefault(unit or 0, set()).add(task)
    plans = {
        plan.unit_id: plan for plan in last_of_each(UnitPlan.objects.filter(campaign=campaign), "unit_id")
    }
    found = []
    for one in Unit.objects.filter(pk__in=list(tasks)):
        plan = plans.get(one.pk)
        items = plan.items if plan and plan.state != UnitPlan.State.RETURNED else []
        taken = {item["task"] for item in items} & tasks[one.pk]
        found.append(
            Cover(one, len(tasks[one.pk]), len(taken), sum(item["task"] is None for item in items), plan)
        )
    return sorted(found, key=lambda c: (c.plan is not None, c.covered - c.tasks, c.unit.pk))
