"""Registers that 云岭县 uses, with the sample rows of their presets, and enough service items for rates to mean something. Invented."""

from __future__ import annotations

import datetime as dt

from duban.registers import Definition, Type
from duban_web.common import office
from duban_web.people.models import User
from duban_web.registers import packs
from duban_web.registers.models import Register
from duban_web.registers.operations import install, move, save_record

USED = (
    "service_items", "seals", "firm_meetings", "green_passes", "supply_offers", "supply_wants", "source_firms", "trucks", "weigh_slips", "overload_cases",
    "pumps", "titles", "homes", "home_jobs",
)  # fmt: skip


def fill(clerk: User, until: dt.date) -> None:
    """Install and fill them, those that others refer to first."""
    with office.on(until):
        for code in USED:
            _fill(clerk, packs.presets()[code])


def _fill(clerk: User, definition: Definition) -> None:
    register = Register.objects.filter(code=definition.code).first() or install(clerk, definition)
    if register.records.exists():
        return
    for one in definition.fields:
        if one.type is Type.LINK:
            _fill(clerk, packs.presets()[one.to])
    Register.objects.filter(pk=register.pk).update(is_sample=True)
    for row in definition.sample:
        made = save_record(clerk, register, {name: words for name, words in row.items() if name != "then"})
        for step in row.get("then", ()):
            code, _, day = step.partition("@")
            made = move(clerk, made, code, note="已办理", on=dt.date.fromisoformat(day) if day else None)
    register.records.update(is_sample=True)
