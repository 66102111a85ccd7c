"""The clock of an approval, in working days: it stops while papers are missing (补正) and ends when the approval is given.

The day on which the application was accepted does not count, the day of the decision does, as in article 82 of the Administrative
License Law (期限以工作日计算) and the counting of periods in general.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from duban.calendar import WorkCalendar

NEAR = 2
"""So many working days before it runs out a clock is called near."""


class ClockState(StrEnum):
    """Not applied for, running, near its end, beyond it, stopped, done in time, done late."""

    WAITING = "waiting"
    RUNNING = "running"
    NEAR = "near"
    OVERDUE = "overdue"
    PAUSED = "paused"
    DONE = "done"
    DONE_LATE = "done-late"


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands after `first` until the end of `last`; None: it still stands."""

    first: dt.date
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """One approval: accepted, decided, stopped between, with so many working days to be done in."""

    limit: int
    accepted: dt.date | None = None
    done: dt.date | None = None
    pauses: Sequence[Pause] = ()

    def spans(self, day: dt.date) -> list[tuple[dt.date, dt.date]]:
        """When it ran up to a day: pairs (after this day, up to and including this one)."""
        if self.accepted is None or self.accepted > day:
            return []
        end = min(day, self.done or day)
        found, at = [], self.accepted
        for pause in sorted(self.pauses, key=lambda one: one.first):
            first, last = max(pause.first, at), min(pause.last or day, end)
            if first > at:
                found.append((at, min(first, end)))
            at = max(at, last)
        if at < end:
            found.append((at, end))
        return [(first, last) for first, last in found if first < last]

    def used(self, day: dt.date, calendar: WorkCalendar) -> int:
        """Working days used by the end of a day."""
        return sum(calendar.between(first, last) for first, last in self.spans(day))

    def is_paused(self, day: dt.date) -> bool:
        """Whether it stands at the end of a day."""
        is_open = self.accepted is not None and (self.done is None or self.done > day)
        return is_open and any(
            one.first <= day and (one.last is None or one.last > day) for one in self.pauses
        )

    def due(self, day: dt.date, calendar: WorkCalendar) -> dt.date | None:
        """The day on which it runs out as things stand; None before it runs and while it stands.

        A clock that starts on a holiday begins to count on the first working day.
        """
        if self.accepted is None or self.is_paused(day):
            return None
        left, at = self.limit, self.accepted
        for pause in sorted(self.pauses, key=lambda one: one.first):
            ran = calendar.between(at, pause.first) if pause.first > at else 0
            if ran >= left:
                break
            left, at = left - ran, max(at, pause.last or day)
        return calendar.add(at, left)

    def state(self, day: dt.date, calendar: WorkCalendar) -> ClockState:
        """How it stands at the end of a day."""
        if self.accepted is None or self.accepted > day:
            return ClockState.WAITING
        used = self.used(day, calendar)
        if self.done is not None and self.done <= day:
            return ClockState.DONE_LATE if used > self.limit else ClockState.DONE
        if self.is_paused(day):
            return ClockState.PAUSED
        if used > self.limit:
            return ClockState.OVERDUE
        return ClockState.NEAR if self.limit - used <= NEAR else ClockState.RUNNING


def process_days(clocks: Iterable[Clock], day: dt.date, calendar: WorkCalendar) -> int:
    """Working days on which at least one clock of a project ran (全流程审批时限): what runs side by side counts once."""
    spans = sorted(span for clock in clocks for span in clock.spans(day))
    used, reached = 0, None
    for first, last in spans:
        start = first if reached is None else max(first, reached)
        if start < last:
            used += calendar.between(start, last)
            reached = last
    return used
