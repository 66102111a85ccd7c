"""The office's own date: the setting for rehearsals and the sample, else the clock."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils import timezone

from duban_web.common.errors import Refused

_told: ContextVar[dt.date | None] = ContextVar("told", default=None)


def today() -> dt.date:
    """The date that every rule sees."""
    rehearsed: dt.date | None = _told.get() or settings.OFFICE_TODAY
    return rehearsed or timezone.localdate()


def day_of(words: str) -> dt.date | None:
    """A day that a person typed, None if nothing.

    Raises:
        Refused: no day.
    """
    if not words.strip():
        return None
    try:
        return dt.date.fromisoformat(words.strip())
    except ValueError as problem:
        raise Refused("no-day", words=words[:20]) from problem


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
