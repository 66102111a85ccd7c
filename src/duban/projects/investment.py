"""Monthly investment against the plan of the year and against the time that is over (序时进度)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from duban.lights.task import MonthlyPlan, TaskRecord

HUNDRED = Decimal(100)
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Month:
    """What was planned and what was invested in a month, both of the month alone, in 万元; None: not said."""

    number: int
    planned: Decimal | None = None
    done: Decimal | None = None


@dataclass(frozen=True, slots=True)
class YearOfInvestment:
    """A project's investment in a year: the plan of the year and its months, in 万元."""

    year: int
    plan: Decimal
    months: Sequence[Month] = field(default_factory=tuple)

    @property
    def done(self) -> Decimal:
        """Invested since the beginning of the year."""
        return sum((month.done for month in self.months if month.done is not None), Decimal(0))

    @property
    def last_month(self) -> int:
        """The last month that was reported, 0 if none was."""
        return max((month.number for month in self.months if month.done is not None), default=0)

    def percent(self) -> Decimal | None:
        """Of the plan of the year; None without a plan."""
        if not self.plan:
            return None
        return (self.done / self.plan * HUNDRED).quantize(Decimal("0.1"), ROUND_HALF_UP)

    def planned_by(self, month: int) -> Decimal:
        """What should be invested by the end of a month: the monthly plan where there is one, else an equal part for each month."""
        said: Mapping[int, Decimal] = {m.number: m.planned for m in self.months if m.planned is not None}
        if said:
            return sum((amount for number, amount in said.items() if number <= month), Decimal(0))
        return self.plan * month / MONTHS

    def against_season(self, month: int) -> Decimal | None:
        """Done over planned by the end of a month, in percent (达到或超过序时进度: at least 100); None where nothing is planned by then."""
        planned = self.planned_by(month)
        return (self.done / planned * HUNDRED).quantize(Decimal("0.1"), ROUND_HALF_UP) if planned else None

    def record(self, key: str, *, deadline: dt.date | None, reported_on: dt.date | None, blocked: bool) -> TaskRecord:  # fmt: skip
        """The year as the rule engine sees a task: planned by month, progress in percent of the plan."""
        first = dt.date(self.year, 1, 1)
        whole = self.planned_by(MONTHS) or self.plan
        return TaskRecord(
            key, start=first, deadline=deadline, progress=self.percent() or Decimal(0), reported_on=reported_on, blocked=blocked,
            monthly=tuple(
                MonthlyPlan(_end(self.year, n), self.planned_by(n) / whole * HUNDRED) for n in range(1, MONTHS + 1)
            ) if whole else (),
        )  # fmt: skip


def _end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
