"""Official working days: weekends, public holidays and the adjusted weekends (调休) of the State Council's yearly notice.

Years come from the `chinesecalendar` package; a year that it does not know comes from an uploaded list, else plain weekdays
count, and `guessed_years` says so.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import accumulate

import chinese_calendar

SATURDAY = 5
DAY = dt.timedelta(days=1)


@cache
def _official_year(year: int) -> Mapping[dt.date, bool] | None:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    try:
        return {day: bool(chinese_calendar.is_workday(day)) for day in _span(first, last)}
    except NotImplementedError:
        return None


def _span(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    return (first + n * DAY for n in range((last - first).days + 1))


class WorkCalendar:
    """Counts working days. `adjusted` holds the days of an uploaded list: True for work, False for rest."""

    def __init__(self, adjusted: Mapping[dt.date, bool] | None = None) -> None:
        self._adjusted = dict(adjusted or {})
        self._listed_years = {day.year for day in self._adjusted}
        self._years: dict[int, tuple[int, ...]] = {}

    def is_workday(self, day: dt.date) -> bool:
        """Whether offices work on that day."""
        if day in self._adjusted:
            return self._adjusted[day]
        official = _official_year(day.year)
        return day.weekday() < SATURDAY if official is None else official[day]

    def guessed_years(self, first: dt.date, last: dt.date) -> list[int]:
        """Years in the span for which neither the package nor a list knows the holidays."""
        span = range(first.year, last.year + 1)
        return [y for y in span if _official_year(y) is None and y not in self._listed_years]

    def between(self, first: dt.date, last: dt.date) -> int:
        """Working days after `first`, up to and including `last`; negative if `last` lies before `first`."""
        if last < first:
            return -self.between(last, first)
        return self._through(last) - self._through(first) + self._years_between(first.year, last.year)

    def add(self, day: dt.date, working_days: int) -> dt.date:
        """The day on which a clock of so many working days, started on `day`, runs out."""
        step = DAY if working_days >= 0 else -DAY
        left = abs(working_days)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def _through(self, day: dt.date) -> int:
        """Working days of the year up to and including the day."""
        return self._table(day.year)[day.timetuple().tm_yday - 1]

    def _years_between(self, first: int, last: int) -> int:
        return sum(self._table(year)[-1] for year in range(first, last))

    def _table(self, year: int) -> tuple[int, ...]:
        if year not in self._years:
            days = _span(dt.date(year, 1, 1), dt.date(year, 12, 31))
            self._years[year] = tuple(accumulate(int(self.is_workday(day)) for day in days))
        return self._years[year]
