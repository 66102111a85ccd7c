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
    return given_by_many(rules_for(definition, values), 1, {one.field: Decimal(values.get(one.field) or 0) for one in definition.rollups if one.of == "sum"})  # fmt: skip


def given_by_many(rules: Mapping[str, RollUp | None], times: int, sums: Mapping[str, Decimal]) -> dict[str, Share]:  # fmt: skip
    """What many records give that say the same but for the numbers that are added up, `sums` by field; `rules` are as `rules_for` told."""
    whole = Decimal(times)
    return {
        code: Share(NOTHING if one is None else sums[one.field] if one.of == "sum" else whole, whole)
        for code, one in rules.items()
    }


def rules_for(definition: Definition, values: Values) -> Mapping[str, RollUp | None]:
    """The roll-ups that count what says this, by code; None for a rate that counts it in its whole alone."""
    found: dict[str, RollUp | None] = {}
    for one in definition.rollups:
        if one.of == "derived" or not all_hold(one.base, values):
            continue
        if all_hold(one.where, values):
            found[one.code] = one
        elif one.of == "rate":
            found[one.code] = None
    return found


def asked_of(definition: Definition) -> tuple[set[str], set[str]]:
    """What the roll-ups look at: the names in their conditions, the fields that they add up."""
    said = [one for one in definition.rollups if one.of != "derived"]
    return {c.name for one in said for c in (*one.where, *one.base)}, {one.field for one in said if one.of == "sum"}  # fmt: skip


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
