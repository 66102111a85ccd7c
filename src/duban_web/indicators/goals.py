"""Targets of a year, and where each stands by the newest accepted figure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from duban.calendar.written import written_period
from duban.targets import Outlook, outlook
from duban.text.units import in_base
from duban_web.audit.operations import Subject, record
from duban_web.common.access import Right, demand
from duban_web.common.errors import Refused
from duban_web.common.office import today
from duban_web.indicators.models import YearTarget
from duban_web.indicators.series import plain_figures
from duban_web.people.models import User

SEASONS = 4  # earlier years that are looked at


def targets(year: int) -> QuerySet[YearTarget]:
    """The targets of a year."""
    return YearTarget.objects.filter(removed_on=None, year=year)


@dataclass(frozen=True, slots=True)
class Standing:
    """A target and where it stands; None without a figure of the year."""

    target: YearTarget
    outlook: Outlook | None
    reached: Decimal | None
    period: str


Amounts = Mapping[dt.date, Decimal]


def standings(year: int) -> list[Standing]:
    """Every target of a year against the cumulative figures of that year and of the years before; two queries for any number."""
    found = list(targets(year))
    rows = plain_figures().filter(
        measure__in=("value", "count"),
        indicator__in={one.indicator for one in found},
        region__in={one.region for one in found},
    )
    amounts: dict[tuple[str, str, int], dict[dt.date, Decimal]] = defaultdict(dict)
    periods: dict[tuple[str, str, int, dt.date], str] = {}
    for indicator, region, iso, value, unit in rows.values_list(
        "indicator", "region", "period", "value", "unit"
    ):
        period = written_period(iso)
        if (
            period
            and period.first == dt.date(period.first.year, 1, 1)
            and period.first.year == period.last.year
            and period.first < period.last
        ):
            key = (indicator, region, period.first.year)
            amounts[key][period.last] = in_base(value, unit)[0] if unit else value
            periods[(*key, period.last)] = iso
    return [_standing(one, amounts, periods) for one in found]


def _standing(
    one: YearTarget,
    amounts: Mapping[tuple[str, str, int], Amounts],
    periods: Mapping[tuple[str, str, int, dt.date], str],
) -> Standing:
    size = in_base(Decimal(1), one.unit)[0] if one.unit else Decimal(1)

    def of(year: int) -> dict[dt.date, Decimal]:
        return {
            day: amount / size for day, amount in amounts.get((one.indicator, one.region, year), {}).items()
        }

    own = of(one.year)
    earlier = [of(one.year - n) for n in range(1, SEASONS + 1)]
    newest = max(own, default=None)
    period = periods[one.indicator, one.region, one.year, newest] if newest else ""
    return Standing(one, outlook(one.value, own, earlier), own[newest] if newest else None, period)


@transaction.atomic
def set_target(
    user: User | None,
    *,
    indicator: str,
    region: str,
    year: int,
    value: Decimal,
    unit: str = "",
    source: str = "",
    is_sample: bool = False,
) -> YearTarget:
    """Set a year's target; a later word takes the place of the one before, which stays in the record.

    Raises:
        Refused: a value not above 0.
    """
    demand(user, Right.KEEP)
    if value <= 0:
        raise Refused("target-not-positive", value=value)
    known = targets(year).select_for_update().filter(indicator=indicator, region=region).first()
    before = {"value": str(known.value), "unit": known.unit} if known else None
    one = known or YearTarget(indicator=indicator, region=region, year=year, is_sample=is_sample)
    one.value, one.unit, one.source, one.by, one.on = value, unit, source[:200], user, today()
    one.save()
    after = {"value": str(value), "unit": unit, "source": one.source}
    record(user, "set-target", Subject("target", one.pk, str(one)), before=before, after=after)
    return one
