"""Units of measure: magnitudes, families, amounts in the base unit."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

MAGNITUDES = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "千": 10**3,
}
ONLY_MAGNITUDE = {"万", "亿", "百万", "千万", "万亿"}


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit taken apart: its magnitude, the bare unit, its family, and its factor in the family (0: none)."""

    magnitude: int
    bare: str
    family: str
    factor: Decimal


@cache
def unit_table() -> dict[str, tuple[str, Decimal]]:
    """Every bare unit with its family and factor."""
    table = tomllib.loads(files("duban.text").joinpath("lexicon/units.toml").read_text("utf-8"))
    return {
        unit: (family, Decimal(str(factor)))
        for family, entry in table.items()
        for unit, factor in entry["units"].items()
    }


@cache
def measure(unit: str) -> Measure:
    """Take a unit as printed apart; an unknown one is a family of its own."""
    table = unit_table()
    if unit in table:
        return Measure(1, unit, *table[unit])
    for name, magnitude in MAGNITUDES.items():
        if unit.startswith(name):
            bare = unit[len(name) :]
            family, factor = table.get(bare, (bare or "number", Decimal(0)))
            return Measure(magnitude, bare, family, factor)
    return Measure(1, unit, unit or "number", Decimal(0))


def in_base(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """The amount without magnitude, in the base of its family where there is one: 47.8 亿元 is 4780000000 元."""
    parts = measure(unit)
    amount = value * parts.magnitude
    if parts.factor and parts.family not in {"discrete", "energy", "money"}:
        return amount * parts.factor, parts.family
    return amount, parts.bare


def is_discrete(unit: str) -> bool:
    """Whether the unit counts things one by one, printed to the last one (万户 is rounded)."""
    parts = measure(unit)
    return parts.family == "discrete" and parts.magnitude == 1 and bool(parts.factor)
