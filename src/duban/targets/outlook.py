"""Completion of a year's target against the time elapsed (序时进度), and the amount at the end of the year.

The planned path follows the season: the mean share of the year's amount that earlier years had reached by the same day. Without a full earlier year the path is the
straight line over the days of the year. The forecast divides what is reached by that share (seasonal ratio; see Makridakis, Wheelwright and Hyndman,
Forecasting, 1998, chapter 3); its interval comes from the smallest and the largest share of the earlier years, and there is none with fewer than two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

HUNDRED = Decimal(100)
TENTH = Decimal("0.1")
FEWEST = 2


class Method(StrEnum):
    """How the path is drawn and the year's end foreseen: by the season of earlier years, or by the calendar alone."""

    SEASON = "season"
    STRAIGHT = "straight"


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a target stands by a day. Percentages to one decimal, amounts in the target's unit.

    `completion` and `elapsed` in percent, `ahead` their difference in points; `gap` what is missing, below 0 if exceeded; `forecast` of the year's end with
    `low` and `high`, None without an interval; `reached_on` the last day of the first period by which the target was reached; `days_early` before the year's end.
    """

    completion: Decimal
    elapsed: Decimal
    ahead: Decimal
    gap: Decimal
    method: Method
    forecast: Decimal
    low: Decimal | None
    high: Decimal | None
    reached_on: dt.date | None
    days_early: int


def outlook(
    target: Decimal, reached: Mapping[dt.date, Decimal], earlier: Sequence[Mapping[dt.date, Decimal]] = ()
) -> Outlook | None:
    """`reached` holds the cumulative amounts of the year by the last day of their periods, `earlier` those of earlier years; None without any, or without a target above 0.

    A year counts for the season if it has an amount for its last day and one for the same day as the newest of this year.
    """
    if not reached or target <= 0:
        return None
    day = max(reached)
    amount = reached[day]
    shares = [share for year in earlier if (share := share_by(year, day)) is not None]
    straight = Decimal(day.timetuple().tm_yday) / dt.date(day.year, 12, 31).timetuple().tm_yday
    share = sum(shares, Decimal(0)) / len(shares) if shares else straight
    ends = sorted(amount / one for one in shares) if len(shares) >= FEWEST else []
    first = min((on for on, value in reached.items() if value >= target), default=None)
    completion, elapsed = (amount / target * HUNDRED).quantize(TENTH), (share * HUNDRED).quantize(TENTH)
    step = Decimal(1).scaleb(min(_exponent(amount), _exponent(target)))
    return Outlook(
        completion, elapsed, completion - elapsed, target - amount, Method.SEASON if shares else Method.STRAIGHT, (amount / share).quantize(step),
        ends[0].quantize(step) if ends else None, ends[-1].quantize(step) if ends else None, first, (dt.date(day.year, 12, 31) - first).days if first else 0,
    )  # fmt: skip


def share_by(year: Mapping[dt.date, Decimal], day: dt.date) -> Decimal | None:
    """The share of a whole year's amount that was reached by the same day of that year; None where one of the two is not known or not above 0."""
    if not year:
        return None
    number = max(year).year
    last = dt.date(number, 12, 31)
    same = _same_day(number, day)
    whole, part = year.get(last), year.get(same)
    if whole is None or part is None or whole <= 0 or part <= 0:
        return None
    return part / whole


def _same_day(year: int, day: dt.date) -> dt.date:
    """The same month's last day if it is one, else the same day."""
    is_last = (day + dt.timedelta(days=1)).day == 1
    following = dt.date(year + day.month // 12, day.month % 12 + 1, 1)
    return following - dt.timedelta(days=1) if is_last else dt.date(year, day.month, day.day)


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return min(0, exponent) if isinstance(exponent, int) else 0
