"""What records add up to: each record gives each roll-up a count and a sum for its unit and month, so that sums follow every change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from duban.registers.conditions import Values, all_hold
from duban.registers.definition import Definition, RollUp

HUNDRED = Decimal(100)
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Share:
    """What a record, or many together, give a roll-up: `part` counted or summed, `whole` of how many."""

    part: Decimal = NOTHING
    whole: Decimal = NOTHING

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)

    def __sub__(self, other: Share) -> Share:
        return Share(self.part - other.part, self.whole - other.whole)


def given_by(definition: Definition, values: Values) -> Mapping[str, Share]:
    """What one record gives, by code of the roll-up; nothing where it gives nothing. Roll-ups over others are left out."""
    found = {}
    for one in definition.rollups:
        if one.of != "derived" and (share := _share(one, values)) != Share():
            found[one.code] = share
    return found


def _share(one: RollUp, values: Values) -> Share:
    if not all_hold(one.base, values):
        return Share()
    holds = all_hold(one.where, values)
    if one.of == "rate":
        return Share(Decimal(holds), Decimal(1))
    if not holds:
        return Share()
    if one.of == "sum":
        return Share(Decimal(values.get(one.field) or 0), Decimal(1))
    return Share(Decimal(1), Decimal(1))


@dataclass(frozen=True, slots=True)
class Figure:
    """A roll-up with its figure; a rate is in percent and has both its numbers."""

    rollup: RollUp
    value: Decimal | None
    share: Share

    @property
    def is_rate(self) -> bool:
        """Whether it is a percentage."""
        return self.rollup.of in {"rate", "derived"}


def figures(definition: Definition, shares: Mapping[str, Share]) -> list[Figure]:
    """The figures of what was added up, in the order of the register."""
    found: dict[str, Figure] = {}
    for one in sorted(definition.rollups, key=lambda rollup: rollup.of == "derived"):
        share = shares.get(one.code, Share())
        if one.of == "derived":
            share = Share(_value(found, shares, one.part), _value(found, shares, one.whole))
        rate = (
            (share.part / share.whole * HUNDRED).quantize(Decimal("0.1"), ROUND_HALF_UP)
            if share.whole
            else None
        )
        found[one.code] = Figure(one, rate if one.of in {"rate", "derived"} else share.part, share)
    return [found[one.code] for one in definition.rollups]


def _value(found: Mapping[str, Figure], shares: Mapping[str, Share], code: str) -> Decimal:
    known = found.get(code)
    return (known.value or NOTHING) if known else shares.get(code, Share()).part
