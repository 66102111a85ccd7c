"""Stock and dispatch (物资调配): what each movement changes of a balance. A balance below zero is a mistake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from duban.registers.blocks import Stock
from duban.registers.conditions import Values, all_hold

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """Of one good in one store: what came in, what is out, and who holds how much of that."""

    key: Key
    came: Decimal
    out: Decimal
    held: Mapping[str, Decimal]

    @property
    def left(self) -> Decimal:
        """What is in the store."""
        return self.came - self.out


def key_of(rule: Stock, values: Values) -> Key:
    """Which balance a movement belongs to."""
    return tuple(values.get(code) or "" for code in rule.of)


def balances(rule: Stock, movements: Iterable[tuple[Values, Decimal]]) -> list[Balance]:
    """The balance of each good and store, in the order of their names, from movements with their quantities."""
    came: dict[Key, Decimal] = {}
    out: dict[Key, dict[str, Decimal]] = {}
    for values, quantity in movements:
        key = key_of(rule, values)
        came.setdefault(key, Decimal(0))
        if all_hold(rule.adds, values):
            came[key] += quantity
        if all_hold(rule.takes, values):
            holder = values.get(rule.holder) or ""
            held = out.setdefault(key, {})
            held[holder] = held.get(holder, Decimal(0)) + quantity
    return [
        Balance(key, total, sum(out.get(key, {}).values(), Decimal(0)), out.get(key, {}))
        for key, total in sorted(came.items())
    ]
