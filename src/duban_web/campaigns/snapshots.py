"""A task as plain values: what the audit trail keeps, and what a past day's light is computed from."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from duban.flow.life import CLAIMED
from duban.lights import DutyPeriod, MilestonePlan, MonthlyPlan, TaskRecord
from duban_web.campaigns.models import Assignment, Milestone, Task

PLAIN = (
    "no", "title", "group", "state", "start", "deadline", "first_deadline", "deadline_text", "recurring", "target", "target_value",
    "target_unit", "monthly_plan", "note", "done_on", "parent_id", "weight", "handler", "signed_on", "claimed_on",
)  # fmt: skip
DATES = {"start", "deadline", "first_deadline", "done_on", "signed_on", "claimed_on"}
LATER: Mapping[str, Any] = {
    "parent_id": None,
    "weight": "1",
    "handler": "",
    "signed_on": None,
    "claimed_on": None,
    "coops": (),
}
"""What entries of before these columns stand for."""


def snapshot(task: Task) -> dict[str, Any]:
    """Everything of a task that a person may change."""
    plain = snapshot_plain(task)
    given = list(task.assignments.all())
    plain["leaders"] = [a.leader_id for a in given if a.part == Assignment.Part.LEADER]
    plain["lead_units"] = [a.unit_id for a in given if a.part == Assignment.Part.LEAD]
    plain["units"] = [a.unit_id for a in given if a.part == Assignment.Part.UNIT]
    plain["coops"] = [a.unit_id for a in given if a.part == Assignment.Part.COOPERATING]
    plain["milestones"] = [
        {
            "name": m.name,
            "due": m.due.isoformat(),
            "weight": str(Decimal(m.weight).normalize()),
            "done_on": _plain(m.done_on),
        }
        for m in task.milestones.all()
    ]
    return plain


def snapshot_plain(task: Task) -> dict[str, Any]:
    """The task's own columns, without its people and milestones."""
    return {name: _plain(getattr(task, name)) for name in PLAIN} | {"removed_on": _plain(task.removed_on)}


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value


def restore(task: Task, plain: Mapping[str, Any]) -> None:
    """Put a task back to a snapshot; the caller saves the audit entry."""
    plain = {**LATER, **plain}
    for name in PLAIN:
        setattr(task, name, _date(plain[name]) if name in DATES else plain[name])
    task.removed_on = _date(plain["removed_on"])
    task.version += 1
    task.save()
    set_people(task, plain["leaders"], plain["lead_units"], plain["units"], plain["coops"])
    set_milestones(task, plain["milestones"])


def set_people(
    task: Task,
    leaders: Sequence[int],
    lead_units: Sequence[int],
    units: Sequence[int],
    coops: Sequence[int] = (),
) -> None:
    """Write the assignments anew."""
    task.assignments.all().delete()
    Assignment.objects.bulk_create(people_rows(task, leaders, lead_units, units, coops))


def people_rows(
    task: Task, leaders: Sequence[int], lead_units: Sequence[int], units: Sequence[int], coops: Sequence[int]
) -> list[Assignment]:
    """Who answers for a task, in order of their parts."""
    parts = Assignment.Part
    rows = [Assignment(task=task, part=parts.LEADER, leader_id=key) for key in leaders]
    rows += [Assignment(task=task, part=parts.LEAD, unit_id=key) for key in lead_units]
    rows += [Assignment(task=task, part=parts.UNIT, unit_id=key) for key in units]
    return rows + [Assignment(task=task, part=parts.COOPERATING, unit_id=key) for key in coops]


def set_milestones(task: Task, plain: Sequence[Mapping[str, Any]]) -> None:
    """Write the milestones anew."""
    task.milestones.all().delete()
    Milestone.objects.bulk_create(
        Milestone(
            task=task,
            name=m["name"],
            due=dt.date.fromisoformat(m["due"]),
            weight=Decimal(m["weight"]),
            done_on=_date(m["done_on"]),
        )
        for m in plain
    )


def _date(value: object) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else None


def record_of(
    key: int,
    plain: Mapping[str, Any],
    *,
    progress: Decimal,
    reported_on: dt.date | None,
    blocked: bool,
    periods: Sequence[DutyPeriod] = (),
) -> TaskRecord:
    """What the library's lights see of a snapshot."""
    return TaskRecord(
        key=str(key),
        state="withdrawn" if plain["removed_on"] else plain["state"],
        start=_date(plain["start"]),
        deadline=_date(plain["deadline"]),
        milestones=tuple(_milestone(m) for m in plain["milestones"]),
        monthly=tuple(
            MonthlyPlan(dt.date.fromisoformat(p["month_end"]), Decimal(str(p["percent"])))
            for p in plain["monthly_plan"]
        ),
        progress=progress,
        reported_on=reported_on,
        blocked=blocked,
        claimed_on=_date(plain.get("claimed_on")) if plain["state"] in CLAIMED else None,
        periods=tuple(periods),
    )


def _milestone(plain: Mapping[str, Any]) -> MilestonePlan:
    return MilestonePlan(
        plain["name"], dt.date.fromisoformat(plain["due"]), Decimal(plain["weight"]), _date(plain["done_on"])
    )
