"""The quarterly cycle of projects “五个一”: 一季一签约、一季一开工、一季一观摩、一季一考核、一季一通报."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

STEPS = ("signing", "start", "tour", "assessment", "circular")
QUARTERS = 4
MONTHS = 3


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year."""

    year: int
    number: int

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, self.number * MONTHS - MONTHS + 1, 1)

    @property
    def last(self) -> dt.date:
        """Its last day."""
        month = self.number * MONTHS
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def year_before(self) -> Quarter:
        """The same quarter of the year before, with which it is compared."""
        return Quarter(self.year - 1, self.number)

    @property
    def before(self) -> Quarter:
        """The quarter before."""
        return Quarter(self.year - 1, QUARTERS) if self.number == 1 else Quarter(self.year, self.number - 1)

    def due(self, done: Collection[str], day: dt.date) -> list[str]:
        """The steps that are still to be taken; none before the quarter begins."""
        return [step for step in STEPS if step not in done] if day >= self.first else []


def quarter_of(day: dt.date) -> Quarter:
    """The quarter of a day."""
    return Quarter(day.year, (day.month - 1) // MONTHS + 1)
