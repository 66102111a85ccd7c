"""What is known of a task at the end of a day: all that a light may depend on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

ACTIVE = "active"


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
class TaskRecord:
    """A task as recorded by the end of a day.

    `progress` is in percent, from the last accepted report; `reported_on` the day of the last report of any kind; `blocked`
    what the unit itself said last. Only a task in state `active` has a light.
    """

    key: str
    state: str = ACTIVE
    start: dt.date | None = None
    deadline: dt.date | None = None
    milestones: tuple[MilestonePlan, ...] = ()
    monthly: tuple[MonthlyPlan, ...] = ()
    progress: Decimal = Decimal(0)
    reported_on: dt.date | None = None
    blocked: bool = False
