"""Periods of the genre and official working days."""

from duban.calendar.periods import Period
from duban.calendar.workdays import WorkCalendar

__all__ = ["Period", "WorkCalendar"]
