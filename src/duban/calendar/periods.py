"""The span that a figure measures, written as in `2022`, `2022-Q1`, `2022-H1`, `2022-01/2022-08`, `2022-03-31`."""

from __future__ import annotations

import calendar as month_table
import datetime as dt
import re
from dataclasses import dataclass

MONTHS_OF_QUARTER = 3
HALF = 6
YEAR = 12
A_YEAR = re.compile(r"(?:^|(?<=/))\d{4}")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the first to the last day, both counted; `iso` is how it is written."""

    first: dt.date
    last: dt.date
    iso: str

    def __str__(self) -> str:
        return self.iso

    @classmethod
    def year(cls, year: int) -> Period:
        """The calendar year."""
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31), f"{year:04}")

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """Quarter 1 to 4."""
        end = quarter * MONTHS_OF_QUARTER
        return cls(dt.date(year, end - 2, 1), last_day(year, end), f"{year:04}-Q{quarter}")

    @classmethod
    def half(cls, year: int, half: int) -> Period:
        """Half-year 1 or 2."""
        end = half * HALF
        return cls(dt.date(year, end - 5, 1), last_day(year, end), f"{year:04}-H{half}")

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """One month."""
        return cls(dt.date(year, month, 1), last_day(year, month), f"{year:04}-{month:02}")

    @classmethod
    def months(cls, year: int, first: int, last: int) -> Period:
        """Some months of one year; whole quarters, halves and years get their own notation."""
        if first > last:
            raise ValueError(f"month {first} after month {last}")
        named = {
            (1, YEAR): cls.year(year),
            (1, HALF): cls.half(year, 1),
            (1, MONTHS_OF_QUARTER): cls.quarter(year, 1),
        }
        if (first, last) in named:
            return named[first, last]
        if first == last:
            return cls.month(year, first)
        iso = f"{year:04}-{first:02}/{year:04}-{last:02}"
        return cls(dt.date(year, first, 1), last_day(year, last), iso)

    @classmethod
    def years(cls, first: int, last: int) -> Period:
        """Some calendar years, as of a five-year plan: `2021/2025`."""
        return cls(dt.date(first, 1, 1), dt.date(last, 12, 31), f"{first:04}/{last:04}")

    def earlier(self, years: int) -> Period:
        """The same span some years before."""

        def back(day: dt.date) -> dt.date:
            return dt.date(
                day.year - years, day.month, min(day.day, last_day(day.year - years, day.month).day)
            )

        iso = A_YEAR.sub(lambda found: f"{int(found[0]) - years:04}", self.iso)
        return Period(back(self.first), back(self.last), iso)

    @classmethod
    def day(cls, day: dt.date) -> Period:
        """A point in time."""
        return cls(day, day, day.isoformat())

    @classmethod
    def days(cls, first: dt.date, last: dt.date) -> Period:
        """A span of days."""
        if first > last:
            raise ValueError(f"{first} after {last}")
        return cls(first, last, f"{first.isoformat()}/{last.isoformat()}")


def last_day(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, month_table.monthrange(year, month)[1])
