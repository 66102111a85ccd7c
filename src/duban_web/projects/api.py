"""Projects for other systems."""

import datetime as dt
from decimal import Decimal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from duban_web.common.access import person
from duban_web.common.office import today
from duban_web.projects import queries

router = Router(tags=["projects"])
LARGEST = 200


class ProjectOut(Schema):
    """A project, amounts in 万元: `total`, and `plan` and `done` of the year; `percent` is of the year's plan."""

    id: int
    name: str
    investor: str
    kind: str
    level: str
    stage: str
    stage_since: dt.date
    light: str
    unit: str
    town: str | None
    leader: str | None
    place: str
    total: Decimal | None
    plan: Decimal | None
    done: Decimal
    percent: Decimal | None
    started_on: dt.date | None
    is_blocked: bool


class ProjectPage(Schema):
    """A page of the list; `count` is of all pages."""

    count: int
    page: int
    items: list[ProjectOut]


class Wanted(Schema):
    """Filters as on the page of projects."""

    stage: str = ""
    kind: str = ""
    level: str = ""
    light: str = ""
    words: str = ""
    page: int = 1
    size: int = 50


def _out(line: queries.Line) -> ProjectOut:
    one = line.project
    plain = {name: getattr(one, name) for name in ProjectOut.model_fields if hasattr(one, name)}
    return ProjectOut(
        **plain | {"unit": str(one.unit), "town": str(one.town) if one.town else None, "leader": str(one.leader) if one.leader else None},
        plan=line.year.plan, done=line.year.done, percent=line.year.percent(),
    )  # fmt: skip


@router.get("/projects", response=ProjectPage, url_name="projects")
def projects(request: HttpRequest, asked: Query[Wanted]) -> ProjectPage:
    """The projects that the person may see, with the present year."""
    chosen = queries.Asked(asked.stage, asked.kind, asked.level, asked.light, words=asked.words.strip()[:50])
    found = queries.chosen(person(request), chosen)
    size, page, year = max(1, min(asked.size, LARGEST)), max(asked.page, 1), today().year
    rows = queries.with_year(found, year).order_by("id")[(page - 1) * size : page * size]
    return ProjectPage(count=found.count(), page=page, items=[_out(line) for line in queries.lines(rows, year)])  # fmt: skip
