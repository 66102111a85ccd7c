"""What is known of a task at the end of a day: all that a light may depend on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from duban.flow.life import LIT


@dataclass(frozen=True, slots=True)
class MilestonePlan:
    """A dated step. `done_on` is the day on which it was recorded as done."""

    name: str
    due: dt.date
    weight: Decimal = Decimal(1)
    done_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class MonthlyPlan:
    """Planned progress at the end of a month, in percent of the whole."""

    month_end: dt.date
    percent: Decimal


@dataclass(frozen=True, slots=True)
class DutyPeriod:
    """One period of a recurring duty: the day by which it must be done, and the day on which it was recorded as done."""

    due: dt.date
    done_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """A task as recorded by the end of a day.

    `progress` is in percent, from the last accepted report; `reported_on` the day of the last report of any kind; `blocked`
    what the unit itself said last; `claimed_on` the day on which the unit said that all is done, while the office looks into it:
    the task is judged as on that day. `periods` are those of a recurring duty. Only a task that is issued and not ended has a light.
    """

    key: str
    state: str = "active"
    start: dt.date | None = None
    deadline: dt.date | None = None
    milestones: tuple[MilestonePlan, ...] = ()
    monthly: tuple[MonthlyPlan, ...] = ()
    progress: Decimal = Decimal(0)
    reported_on: dt.date | None = None
    blocked: bool = False
    claimed_on: dt.date | None = None
    periods: tuple[DutyPeriod, ...] = ()

    @property
    def is_lit(self) -> bool:
        """Whether it has a light."""
        return self.state in LIT

    def judged_on(self, day: dt.date) -> dt.date:
        """The day as of which it is judged."""
        return min(day, self.claimed_on) if self.claimed_on else day
