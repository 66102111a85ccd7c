"""The rhythm of reporting: the periods of a span, each with its last day and the day on which the report is due."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from duban.calendar import WorkCalendar
from duban.calendar.periods import last_day

DAY = dt.timedelta(days=1)
FRIDAY = 4
MONTHS = {"monthly": 1, "quarterly": 3}
TEN, TWENTY = 10, 20


class Rhythm(StrEnum):
    """How often units report."""

    NONE = "none"
    WEEKLY = "weekly"
    TEN_DAYS = "ten-days"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`; the report on it is due by the end of `due`."""

    first: dt.date
    last: dt.date
    due: dt.date


def periods(
    rhythm: str, first: dt.date, last: dt.date, *, grace: int, calendar: WorkCalendar
) -> list[Period]:
    """The periods that touch the span, cut to it.

    A week ends on Friday, ten days on the 10th, the 20th and the last of the month. The report is due `grace` working days after
    the period's last day; with 0 on the last working day of the period.
    """
    found: list[Period] = []
    start = first
    while rhythm != Rhythm.NONE and start <= last:
        end = min(_end(rhythm, start), last)
        found.append(Period(start, end, _due(end, grace, calendar)))
        start = end + DAY
    return found


def period_of(rhythm: str, day: dt.date, *, grace: int, calendar: WorkCalendar) -> Period | None:
    """The period that holds a day, whole; None without a rhythm."""
    if rhythm == Rhythm.NONE:
        return None
    end = _end(rhythm, day)
    start = day
    while _end(rhythm, start - DAY) == end:
        start -= DAY
    return Period(start, end, _due(end, grace, calendar))


def _end(rhythm: str, day: dt.date) -> dt.date:
    if rhythm == Rhythm.WEEKLY:
        return day + (FRIDAY - day.weekday()) % 7 * DAY
    if rhythm == Rhythm.TEN_DAYS:
        if day.day <= TWENTY:
            return day.replace(day=TEN if day.day <= TEN else TWENTY)
        return last_day(day.year, day.month)
    step = MONTHS[rhythm]
    return last_day(day.year, (day.month + step - 1) // step * step)


def _due(end: dt.date, grace: int, calendar: WorkCalendar) -> dt.date:
    if grace:
        return calendar.add(end, grace)
    while not calendar.is_workday(end):
        end -= DAY
    return end
