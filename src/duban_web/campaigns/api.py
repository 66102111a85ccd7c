"""The ledger for other systems."""

import datetime as dt
from decimal import Decimal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from duban_web.campaigns import queries
from duban_web.campaigns.models import Assignment, Campaign, Task
from duban_web.common.access import person
from duban_web.common.errors import Refused

router = Router(tags=["ledger"])
LARGEST = 200


class CampaignOut(Schema):
    """A campaign."""

    id: int
    name: str
    start: dt.date
    end: dt.date


class TaskOut(Schema):
    """One row of the ledger. `light` is computed; `override` is a person's light, which counts while it is not empty."""

    id: int
    no: str
    title: str
    group: str
    state: str
    light: str
    light_since: dt.date | None
    override: str
    start: dt.date | None
    deadline: dt.date | None
    first_deadline: dt.date | None
    progress: Decimal
    reported_on: dt.date | None
    status: str
    leaders: list[str]
    lead_units: list[str]
    units: list[str]


class TaskPage(Schema):
    """A page of the ledger; `count` is of all pages."""

    count: int
    page: int
    items: list[TaskOut]


class Asked(Schema):
    """Filters as on the page of the ledger."""

    campaign: int | None = None
    words: str = ""
    light: str = ""
    state: str = ""
    group: str = ""
    unit: int | None = None
    leader: int | None = None
    page: int = 1
    size: int = 50


def campaign_of(key: int | None) -> Campaign:
    """The campaign asked for, else the one that began last.

    Raises:
        Refused: there is none.
    """
    found = get_object_or_404(queries.all_campaigns(), pk=key) if key else queries.current()
    if found is None:
        raise Refused("no-campaign")
    return found


def task_out(task: Task) -> TaskOut:
    """A task with its people by name."""
    given = list(task.assignments.all())

    def named(part: str) -> list[str]:
        return [a.unit.name if a.unit else str(a.leader) for a in given if a.part == part]

    plain = {name: getattr(task, name) for name in TaskOut.model_fields if hasattr(task, name)}
    people = {
        "leaders": named(Assignment.Part.LEADER),
        "lead_units": named(Assignment.Part.LEAD),
        "units": named(Assignment.Part.UNIT),
    }
    return TaskOut(**plain | people)


@router.get("/campaigns", response=list[CampaignOut], url_name="campaigns")
def campaigns(request: HttpRequest) -> list[Campaign]:
    """All campaigns, the newest first."""
    person(request)
    return list(queries.all_campaigns())


@router.get("/tasks", response=TaskPage, url_name="tasks")
def tasks(request: HttpRequest, asked: Query[Asked]) -> TaskPage:
    """The ledger, as far as the person may see it."""
    chosen = queries.LedgerFilter(
        words=asked.words.strip()[:50], light=asked.light, state=asked.state, group=asked.group, unit=asked.unit, leader=asked.leader
    )  # fmt: skip
    found = queries.with_people(queries.ledger(person(request), campaign_of(asked.campaign), chosen))
    size = max(1, min(asked.size, LARGEST))
    first = (max(asked.page, 1) - 1) * size
    return TaskPage(
        count=found.count(), page=max(asked.page, 1), items=[task_out(t) for t in found[first : first + size]]
    )


@router.get("/tasks/{int:key}", response=TaskOut, url_name="task")
def task(request: HttpRequest, key: int) -> TaskOut:
    """One task."""
    return task_out(visible_task(request, key))


def visible_task(request: HttpRequest, key: int) -> Task:
    """A task that the person may see; to everybody else it is not there."""
    found = (
        queries.all_tasks()
        .select_related("campaign")
        .prefetch_related("assignments__leader", "assignments__unit")
    )
    one = get_object_or_404(found, pk=key)
    return get_object_or_404(
        queries.visible(person(request), one.campaign).prefetch_related(
            "assignments__leader", "assignments__unit"
        ),
        pk=key,
    )
