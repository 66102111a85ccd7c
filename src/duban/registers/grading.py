"""Grading (分级监管): the grade of a firm, a bridge, a site decides how often it is checked."""

from __future__ import annotations

import datetime as dt

from duban.registers.blocks import Grading
from duban.registers.conditions import Values


def next_check(rule: Grading, values: Values, on: dt.date) -> dt.date | None:
    """The day of the next check: so many days after the last one, or after the day it was written down if there was none; None for a grade that is not checked."""
    days = rule.every.get(values.get(rule.by) or "")
    if days is None:
        return None
    last = values.get(rule.last)
    return (dt.date.fromisoformat(last) if last else on) + dt.timedelta(days)
