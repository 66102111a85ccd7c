"""What the stores of a register hold (物资调配): balances by good and store, and who has what is out."""

from __future__ import annotations

from duban.registers.blocks import Stock
from duban.registers.stock import Balance, balances
from duban_web.registers.grouping import groups, unit_names
from duban_web.registers.models import Register


def balances_of(register: Register) -> list[Balance]:
    """What each store holds of each good, and who holds what is out."""
    rule = register.definition.blocks.of(Stock)
    names = {c.name for c in (*rule.adds, *rule.takes)} | set(rule.of) | ({rule.holder} - {""})
    rows = groups(
        register.records.filter(removed_on=None), by=names, sums=[rule.quantity], units=unit_names()
    )
    return balances(rule, ((one.values, one.sums[rule.quantity]) for one in rows))
