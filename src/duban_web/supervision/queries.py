"""Reading reports and lights."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from duban.lights import Forecast, Light, forecast, lights_on
from duban_web.campaigns.models import Assignment, Campaign, Task
from duban_web.campaigns.queries import visible
from duban_web.common.access import Right
from duban_web.people.models import User
from duban_web.supervision.history import TASK, lights, records_on, rules_of, work_calendar
from duban_web.supervision.models import Explanation, LightSpan, Notice, Override, ProgressReport, Request

__all__ = ["TASK", "lights", "records_on", "rules_of", "work_calendar"]


def turned(campaign: Campaign, day: dt.date) -> QuerySet[LightSpan]:
    """Lights that changed colour on a day, not counting those that began with their task: another span ended the day before."""
    ended = LightSpan.objects.filter(last=day - dt.timedelta(days=1))
    spans = LightSpan.objects.filter(task__campaign=campaign, task__removed_on=None, first=day)
    return spans.filter(task__in=ended.values("task")).select_related("task")


def colours_on(campaign: Campaign, day: dt.date) -> dict[str, int]:
    """How many tasks had which stored light on a day."""
    spans = LightSpan.objects.filter(task__campaign=campaign, task__removed_on=None, first__lte=day).filter(
        Q(last=None) | Q(last__gte=day)
    )
    spans = spans.filter(task__parent=None)
    return dict(spans.order_by().values_list("colour").annotate(n=Count("id")))


def awaiting(campaign: Campaign, user: User | None = None) -> QuerySet[ProgressReport]:
    """Reports that nobody has decided on, oldest first; for a task force's lead those of its front."""
    reports = ProgressReport.objects.filter(
        task__campaign=campaign, state=ProgressReport.State.SUBMITTED, undone_on=None
    )
    if user is not None and not user.is_office:
        reports = reports.filter(task__in=visible(user, campaign).values("pk"))
    return reports.select_related("task__campaign", "unit", "submitted_by").order_by("id")


def parts_in(user: User, task: Task) -> frozenset[str]:
    """In what parts of a task's life a person acts: `office`, `lead` (of a lead unit), `leader` (its lead leader)."""
    given = list(task.assignments.all())
    parts = {"office"} if user.may(Right.KEEP) else set()
    if user.may(Right.REPORT) and any(a.part == "lead" and a.unit_id in user.unit_ids for a in given):
        parts.add("lead")
    if user.may(Right.DECIDE) and any(a.part == "leader" and a.leader_id in user.leader_ids for a in given):
        parts.add("leader")
    return frozenset(parts)


def may_report(user: User, task: Task) -> bool:
    """The office may report in a unit's stead (代报); a liaison for the tasks that the own unit leads."""
    return bool(parts_in(user, task) & {"office", "lead"})


def may_review(user: User, task: Task) -> bool:
    """The office, and the lead of the task force whose front it is."""
    return user.may(Right.REVIEW) and may_see(user, task)


def may_see(user: User, task: Task) -> bool:
    """Whether the task is among those that the person may see; the task's own units answer for most."""
    if user.may(Right.SEE_ALL) or any(a.unit_id in user.unit_ids for a in task.assignments.all()):
        return True
    return visible(user, task.campaign).filter(pk=task.pk).exists()


CHILDREN: Mapping[str, QuerySet[Any]] = {
    "parts": Task.objects.filter(parent=OuterRef("pk")),
    "notices": Notice.objects.filter(task=OuterRef("pk")),
    "overrides": Override.objects.filter(task=OuterRef("pk")),
    "explanations": Explanation.objects.filter(task=OuterRef("pk")),
    "requests": Request.objects.filter(task=OuterRef("pk")),
}


def whole_tasks() -> QuerySet[Task]:
    """Tasks with all that a task's page shows of people and steps, and `has_…` for what most tasks have none of."""
    flags = {f"has_{name}": Exists(rows) for name, rows in CHILDREN.items()}
    tasks = Task.objects.select_related("campaign", "parent", "matter").annotate(**flags)
    given = Assignment.objects.select_related("leader", "unit")
    return tasks.prefetch_related(Prefetch("assignments", given), "milestones")


def children(task: Task, name: str) -> QuerySet[Any]:
    """What hangs on a task of `whole_tasks`; nothing is asked of the database where it has none."""
    rows: QuerySet[Any] = getattr(task, name).all()
    return rows if getattr(task, f"has_{name}", True) else rows.none()


@dataclass(frozen=True, slots=True)
class Outlook:
    """A task's light of the day, and what becomes of it at its present pace if it has one."""

    light: Light | None
    forecast: Forecast | None


def outlook(task: Task, day: dt.date) -> Outlook:
    """Both from the same record."""
    calendar = work_calendar(day)
    records = records_on(task.campaign, day, tasks=[task.pk], calendar=calendar)
    if not records:
        return Outlook(None, None)
    rules = rules_of(task.campaign, day)
    (light,) = lights_on(records, day, rules=rules, calendar=calendar)
    return Outlook(light, forecast(records[0], day, rules=rules, calendar=calendar) if task.is_lit else None)


def explanations(user: User, campaign: Campaign, *, state: str = "") -> QuerySet[Explanation]:
    """Written explanations of the tasks that a person may see, the most urgent first."""
    found = Explanation.objects.filter(task__in=visible(user, campaign).values("pk"))
    if state:
        found = found.filter(state=state)
    return found.select_related("task", "unit").order_by("due", "id")


def notices(user: User, campaign: Campaign, *, state: str = "") -> QuerySet[Notice]:
    """Notices to the own units, or all; what is only proposed is the office's to see."""
    found = Notice.objects.filter(campaign=campaign)
    if not user.may(Right.SEE_ALL):
        found = found.filter(unit_id__in=user.unit_ids)
    if not user.is_office:
        found = found.exclude(number=None)
    if state:
        found = found.filter(state=state)
    return found.select_related("unit", "task", "raises")


def notice_counts(user: User, campaign: Campaign) -> dict[str, int]:
    """How many notices stand in which state."""
    rows = notices(user, campaign).order_by().values_list("state").annotate(n=Count("id"))
    return dict(rows)
