"""Registers in an issue: one sentence for each that has figures, each rate with both its numbers, as they stand at the end of the day's month."""

from __future__ import annotations

import datetime as dt

from duban.registers import Figure, figures
from duban_web.common.language import say
from duban_web.registers.queries import registers, shares_until

MOST = 5


def ledgers(on: dt.date) -> list[str]:
    """The sentences; none for a register without records."""
    found = []
    for one in registers():
        known = [f for f in figures(one.definition, shares_until(one, on)) if f.value][:MOST]
        if known:
            told = "；".join(_told(f) for f in known)
            found.append(say("bulletin.of_registers", name=one.name, figures=told))
    return found


def _told(figure: Figure) -> str:
    value = f"{figure.value:f}" if figure.value is not None else "—"
    if figure.is_rate:
        part, whole = figure.share.part, figure.share.whole
        return say("bulletin.register_rate", name=figure.rollup.name, value=value, part=f"{part:f}", whole=f"{whole:f}")  # fmt: skip
    return f"{figure.rollup.name}{value}{figure.rollup.unit_word}"
