"""Registers that 云岭县 uses, with the sample rows of their presets, and enough service items for rates to mean something. Invented."""

from __future__ import annotations

import datetime as dt
from uuid import NAMESPACE_OID, uuid5

from duban.registers import Definition, Type
from duban_web.common import office
from duban_web.people.models import User
from duban_web.registers import packs
from duban_web.registers.gates import take_in
from duban_web.registers.models import Record, Register
from duban_web.registers.operations import install, move, save_record
from duban_web.registers.passes import is_valid, pass_text
from duban_web.registers.rosters import copy_day

USED = (
    "service_items", "seals", "firm_meetings", "green_passes", "supply_offers", "supply_wants", "source_firms", "trucks", "weigh_slips", "overload_cases",
    "source_visits", "pumps", "titles", "homes", "home_jobs", "duty_posts", "duty_roster", "control_areas",
)  # fmt: skip


def fill(clerk: User, until: dt.date) -> None:
    """Install and fill them, those that others refer to first."""
    with office.on(until):
        for code in USED:
            fill_register(clerk, packs.presets()[code])
        roster = Register.objects.get(code="duty_roster")
        if not roster.records.filter(values__day=until.isoformat()).exists():
            copy_day(clerk, roster, dt.date(2020, 11, 20), until)
            roster.records.update(is_sample=True)
        show_at_gates(clerk, until)


def show_at_gates(clerk: User, day: dt.date) -> None:
    """A green pass that was at two gates within a quarter of an hour, then once more in the afternoon."""
    one = Record.objects.filter(register__code="green_passes", is_sample=True).order_by("number").first()
    if one is None or not is_valid(one):  # the office's own, or revoked since
        return
    text = pass_text(one)
    for clock, gate in (("08:05", "高速北口"), ("08:19", "城东卡口"), ("14:10", "高速北口")):
        key = uuid5(NAMESPACE_OID, f"{day} {clock}")
        take_in(clerk, gate, [f"{key} {day}T{clock} valid {text}"])


def fill_register(clerk: User, definition: Definition) -> Register:
    """A preset with its sample rows, each taken through its moves; what its rows refer to first. One with records is left as it is."""
    register = Register.objects.filter(code=definition.code).first() or install(clerk, definition)
    if register.records.exists():
        return register
    for one in definition.fields:
        if one.type is Type.LINK:
            fill_register(clerk, packs.presets()[one.to])
    Register.objects.filter(pk=register.pk).update(is_sample=True)
    for row in definition.sample:
        made = save_record(clerk, register, {name: words for name, words in row.items() if name != "then"})
        for step in row.get("then", ()):
            code, _, day = step.partition("@")
            on = dt.date.fromisoformat(day) if day else office.today()
            if on <= office.today():  # a sample told to an earlier day
                made = move(clerk, made, code, note="已办理", on=on)
    register.records.update(is_sample=True)
    return register
