"""Problems for other systems."""

import datetime as dt

from django.http import HttpRequest
from ninja import Router, Schema

from duban_web.common.access import person
from duban_web.problems import queries
from duban_web.problems.models import Problem

router = Router(tags=["problems"])
MOST = 500


class ProblemOut(Schema):
    """A problem, without who raised it."""

    id: int
    number: str
    channel: str
    category: str
    content: str
    place: str
    state: str
    route: str
    unit_id: int | None
    received_on: dt.date
    due: dt.date | None


@router.get("/problems", response=list[ProblemOut], url_name="problems")
def problems(request: HttpRequest, state: str = "") -> list[Problem]:
    """The newest 500 problems that the person may see."""
    found = queries.visible(person(request)).order_by("-id")
    return list((found.filter(state=state) if state else found)[:MOST])
