"""Conditions over a record, as a clerk writes them: `visits <= 1`, `state = done`, `level in 高 中`. A list of them holds if all hold."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

WRITTEN = re.compile(r"([a-z][a-z0-9_]*)\s*(<=|>=|!=|=|<|>|in)\s*(.*)")
COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
Value = str | None
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Condition:
    """A field, how it is compared, with what."""

    name: str
    how: str
    what: str

    def holds(self, values: Values) -> bool:
        """Whether it holds for a record. A value that is missing holds nothing but `!=`."""
        value = values.get(self.name)
        if self.how in {"=", "!="}:
            return ((value or "") == self.what) == (self.how == "=")
        if value is None or value == "":
            return False
        if self.how == "in":
            return value in self.what.split()
        try:
            return COMPARE[self.how](Decimal(value), Decimal(self.what))
        except InvalidOperation:  # days compare as they are written
            return COMPARE[self.how](Decimal((value > self.what) - (value < self.what)), Decimal(0))


def parse_condition(words: str) -> Condition | None:
    """One condition; None if it is none."""
    found = WRITTEN.fullmatch(words.strip())
    return Condition(found[1], found[2], found[3].strip()) if found else None


def all_hold(conditions: Sequence[Condition], values: Values) -> bool:
    """Whether all of them hold; of none it is true."""
    return all(one.holds(values) for one in conditions)
