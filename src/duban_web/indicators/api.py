"""Accepted figures for other systems."""

import datetime as dt
from decimal import Decimal

from django.http import HttpRequest
from ninja import Router, Schema

from duban_web.common.access import Right, demand, person
from duban_web.indicators import queries
from duban_web.indicators.models import Observation

router = Router(tags=["figures"])
MOST = 1000


class ObservationOut(Schema):
    """A figure for a place and a period."""

    id: int
    indicator: str
    measure: str
    base: str
    scope: str
    region: str
    period: str
    value: Decimal
    unit: str
    approximate: bool
    accepted_on: dt.date


@router.get("/observations", response=list[ObservationOut], url_name="observations")
def observations(
    request: HttpRequest, words: str = "", region: str = "", period: str = ""
) -> list[Observation]:
    """Up to 1,000 accepted figures; the office alone."""
    demand(person(request), Right.KEEP)
    return list(queries.observations(words=words, region=region, period=period)[:MOST])
