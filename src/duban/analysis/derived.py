"""Indicators that follow from others by a formula: 税收占比, 存贷比, 城乡居民收入比, 人均地区生产总值. The formulas stand in the indicator lexicon (`ratio`, `quotient`, `parts`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from duban.facts.names import Indicator, indicators
from duban.text.units import in_base

PERCENT = "percent"
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Printed:
    """An amount as it is kept, with its unit."""

    value: Decimal
    unit: str

    @property
    def base(self) -> Decimal:
        """In the base unit of its family."""
        return in_base(self.value, self.unit)[0] if self.unit else self.value


@cache
def derived_indicators() -> Mapping[str, Indicator]:
    """Those with a formula, by name."""
    return {name: one for name, one in indicators().items() if formula(one)}


def formula(one: Indicator) -> tuple[str, ...]:
    """The indicators that it follows from; empty where it has no formula."""
    return one.ratio or one.quotient or one.parts


def derive(one: Indicator, amounts: Mapping[str, Printed]) -> Printed | None:
    """The value that the formula gives, to two decimals; None where an amount is missing or the divisor is nought.

    A ratio of a percent indicator is in percent, one of a money indicator in yuan, any other a bare number; a sum has the unit of its first part.
    """
    if any(name not in amounts for name in formula(one)):
        return None
    if not (one.ratio or one.quotient):
        size = Printed(Decimal(1), amounts[one.parts[0]].unit).base
        whole = sum((amounts[name].base for name in one.parts), Decimal(0)) / size
        return Printed(whole.quantize(CENT), amounts[one.parts[0]].unit)
    top, bottom = (amounts[name].base for name in one.ratio or one.quotient)
    if not bottom:
        return None
    if one.unit == PERCENT:
        return Printed((top / bottom * 100).quantize(CENT), "%")
    return Printed((top / bottom).quantize(CENT), "元" if one.unit == "money" else "")
