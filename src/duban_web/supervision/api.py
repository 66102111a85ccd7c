"""Reports and lights for other systems."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from duban_web.campaigns.api import campaign_of, visible_task
from duban_web.campaigns.queries import visible
from duban_web.common.access import person
from duban_web.common.errors import Refused
from duban_web.common.office import today
from duban_web.supervision import queries
from duban_web.supervision.models import ProgressReport
from duban_web.supervision.operations import Told, submit_report

router = Router(tags=["reports and lights"])


class ReportIn(Schema):
    """What a unit says: percent, or for a task with a quantity what is reached."""

    percent: Decimal | None = None
    reached: Decimal | None = None
    text: str = ""
    blocked: bool = False


class ReportOut(Schema):
    """A report, with what became of it."""

    id: int
    unit: str | None
    percent: Decimal
    reached_value: Decimal | None
    blocked: bool
    text: str
    submitted_on: dt.date
    state: str
    decided_on: dt.date | None
    return_reason: str


class LightOut(Schema):
    """A light on a day: the rule that lit it, its version, the figures that it was given and the reasons in words."""

    task: int
    colour: str | None
    version: str
    figures: dict[str, Any]
    reasons: list[str]


def _out(report: ProgressReport) -> ReportOut:
    plain = {name: getattr(report, name) for name in ReportOut.model_fields if name != "unit"}
    return ReportOut(unit=report.unit.name if report.unit else None, **plain)


@router.get("/tasks/{int:key}/reports", response=list[ReportOut], url_name="reports")
def reports(request: HttpRequest, key: int) -> list[ReportOut]:
    """All reports on a task, the newest first."""
    found = visible_task(request, key).reports.filter(undone_on=None).select_related("unit").order_by("-id")
    return [_out(one) for one in found]


@router.post("/tasks/{int:key}/reports", response={201: ReportOut}, url_name="report_new")
def report(request: HttpRequest, key: int, said: ReportIn) -> Status[ReportOut]:
    """Report on a task that one's unit leads, as on its page."""
    user, task = person(request), visible_task(request, key)
    percent = task.progress if said.percent is None else said.percent
    made = submit_report(
        user, task, Told(percent, said.text, said.blocked, said.reached), instead=user.is_office
    )
    return Status(201, _out(made))


@router.get("/lights", response=list[LightOut], url_name="lights")
def lights(request: HttpRequest, day: dt.date | None = None, campaign: int | None = None) -> list[LightOut]:
    """The lights of the tasks that the person may see, computed from what was recorded by the end of a day: today's, or any past one's."""
    on, chosen = day or today(), campaign_of(campaign)
    if not chosen.start <= on <= today():
        raise Refused("day-beyond", day=on, first=chosen.start, last=today())
    keys = set(visible(person(request), chosen).values_list("pk", flat=True))
    return [
        LightOut(
            task=int(light.key),
            colour=light.colour,
            version=light.version,
            figures=dict(light.figures),
            reasons=[r.sentence() for r in light.reasons],
        )
        for light in queries.lights(chosen, on, tasks=keys)
    ]
