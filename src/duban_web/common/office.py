"""The office's own date: the setting for rehearsals and the sample, else the clock."""

import datetime as dt

from django.conf import settings
from django.utils import timezone


def today() -> dt.date:
    """The date that every rule sees."""
    rehearsed: dt.date | None = settings.OFFICE_TODAY
    return rehearsed or timezone.localdate()


def is_rehearsal() -> bool:
    """Whether the date is set, not the clock's."""
    return settings.OFFICE_TODAY is not None
