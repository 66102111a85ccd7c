"""A register's figures become figures of the county: accepted, with the register as their source, comparable and scored like others."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from duban.calendar.periods import Period
from duban.registers import Figure
from duban_web.common.access import Right, demand
from duban_web.common.errors import Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.indicators.models import Observation
from duban_web.indicators.operations import Key, Reading, enter
from duban_web.indicators.series import own_region
from duban_web.people.models import User
from duban_web.registers.models import Register
from duban_web.registers.queries import rolled_up


@transaction.atomic
def observe_figures(user: User, register: Register) -> list[Observation]:
    """Every figure of the register as it stands today; observed again on the same day it takes the place of what was observed before.

    Raises:
        Refused: the address book has no towns, from which the own region is known; or there are no figures.
    """
    demand(user, Right.KEEP)
    region = own_region()
    known = [(one, one.value) for one in rolled_up(register) if one.value is not None]
    if not region:
        raise Refused("register-no-region")
    if not known:
        raise Refused("register-no-figures", name=register.name)
    period = Period.day(today()).iso
    return [
        _observed(user, register, one, Key(_name(register, one), "value", "", "", region, period), value)
        for one, value in known
    ]


def _name(register: Register, one: Figure) -> str:
    return f"{register.name}·{one.rollup.name}"[:60]


def _observed(user: User, register: Register, one: Figure, key: Key, value: Decimal) -> Observation:
    unit = "%" if one.is_rate else one.rollup.unit_word
    share = f"{one.share.part:f}/{one.share.whole:f}" if one.is_rate else f"{one.share.whole:f}"
    source = say("register.source_words", name=register.name, share=share)
    return enter(user, key, Reading(value, unit, source=source), replace=True)
