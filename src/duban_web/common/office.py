"""The office's own date: the setting for rehearsals and the sample, else the clock."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils import timezone

from duban_web.common.errors import Refused

FIRST_YEAR, LAST_YEAR = 1900, 2200  # what an office can mean; beyond, a day has no week before or after
_told: ContextVar[dt.date | None] = ContextVar("told", default=None)


def today() -> dt.date:
    """The date that every rule sees."""
    rehearsed: dt.date | None = _told.get() or settings.OFFICE_TODAY
    return rehearsed or timezone.localdate()


def day_of(words: str) -> dt.date | None:
    """A day that a person typed, None if nothing.

    Raises:
        Refused: no day, or one of another age.
    """
    if not words.strip():
        return None
    try:
        found = dt.date.fromisoformat(words.strip())
    except ValueError as problem:
        raise Refused("no-day", words=words[:20]) from problem
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Refused("no-day", words=words[:20])
    return found


def is_rehearsal() -> bool:
    """Whether the date is set, not the clock's."""
    return settings.OFFICE_TODAY is not None


@contextmanager
def on(day: dt.date) -> Iterator[None]:
    """Do what follows as on another day: the sample's story is told so."""
    token = _told.set(day)
    try:
        yield
    finally:
        _told.reset(token)
