"""What a plan document says of one task."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure to reach, in the text's own unit: 改造老旧小区, 34, 个."""

    what: str
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class PlanTask:
    """One task.

    `start` and `end` are its place in the clean text; `where`: `paragraph`, or `table 1`; `confidence` from 0 to 1, with the reasons
    for less than 1.
    """

    no: str | None
    title: str
    lead_leader: tuple[str, ...] = ()
    lead_units: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    deadline: dt.date | None = None
    deadline_text: str | None = None
    recurring: str | None = None
    targets: tuple[Goal, ...] = ()
    group: str | None = None
    where: str = "paragraph"
    start: int = 0
    end: int = 0
    confidence: Decimal = Decimal(1)
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A plan document: its title, who issued it and when, the year that its dates mean, its tasks."""

    title: str | None
    issuer: str | None
    published: dt.date | None
    year: int | None
    tasks: tuple[PlanTask, ...]
