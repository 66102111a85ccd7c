"""Targets of a year, and where each stands by the newest accepted figure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from duban.calendar.written import written_period
from duban.targets import Outlook, outlook
from duban.text.units import in_base
from duban_web.indicators.models import YearTarget
from duban_web.indicators.series import plain_figures

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
