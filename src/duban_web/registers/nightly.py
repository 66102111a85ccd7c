"""What the night does with registers: lights that turn because a day went by, personal data whose time is over."""

from __future__ import annotations

import datetime as dt

from duban_web.registers.forgetting import forget
from duban_web.registers.models import Record
from duban_web.registers.queries import registers
from duban_web.registers.writing import stand
from duban_web.supervision.history import work_calendar

BATCH = 1000


def relight(day: dt.date) -> int:
    """Due days and lights of all records whose register has a clock or lights. Returns how many changed."""
    count, calendar = 0, work_calendar(day)
    for register in registers():
        definition = register.definition
        if not definition.stands:
            continue
        ended = [state.code for state in definition.states if state.is_ended]
        rows = register.records.filter(removed_on=None).exclude(state__in=ended).select_related("unit")
        turned = []
        for one in rows.iterator(chunk_size=BATCH):
            before = (one.due, one.light)
            stand(definition, one, day, calendar)
            if (one.due, one.light) != before:
                turned.append(one)
        Record.objects.bulk_update(turned, ["due", "light"], batch_size=BATCH)
        count += len(turned)
    return count


def night(day: dt.date) -> int:
    """Both. Returns how many lights turned."""
    forget(day)
    return relight(day)
