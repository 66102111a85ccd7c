"""What the night does with registers: lights that turn because a day went by, personal data and what gates saw whose time is over."""

from __future__ import annotations

import datetime as dt

from duban_web.registers import gates
from duban_web.registers.forgetting import forget
from duban_web.registers.operations import stand_all
from duban_web.registers.queries import registers


def relight(day: dt.date) -> int:
    """Due days and lights of all records. Returns how many changed."""
    return sum(stand_all(register, day) for register in registers())


def night(day: dt.date) -> int:
    """All of it. Returns how many lights turned."""
    forget(day)
    gates.forget(day)
    return relight(day)
