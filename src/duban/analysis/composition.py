"""What a whole is made of, and which part drove it (构成分析, 贡献分析).

A part's share is part / whole; its contribution to the whole's growth, in points, is its increase over the whole's earlier amount; the contributions of
parts that make up the whole add up to its growth (National Bureau of Statistics, 拉动百分点; 贡献率 is the same over the whole's growth).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

HUNDRED = Decimal(100)
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount and the one of the same period of the year before, in one unit; None where it is not known."""

    now: Decimal
    past: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the whole: share in percent, growth in percent, contribution to the whole's growth in points, each to one decimal or None."""

    name: str
    now: Decimal
    share: Decimal | None
    growth: Decimal | None
    contribution: Decimal | None


def composition(whole: Amount, parts: Mapping[str, Amount]) -> list[Part]:
    """The parts, the largest first.

    >>> [(p.name, str(p.share), str(p.contribution)) for p in composition(Amount(Decimal(22), Decimal(20)), {"工业": Amount(Decimal(11), Decimal(10))})]
    [('工业', '50.0', '5.0')]
    """
    found = [
        Part(name, one.now, _percent(one.now, whole.now), _growth(one), _contribution(one, whole))
        for name, one in parts.items()
    ]
    return sorted(found, key=lambda part: (-part.now, part.name))


def _percent(part: Decimal, whole: Decimal) -> Decimal | None:
    return (part / whole * HUNDRED).quantize(TENTH) if whole else None


def _growth(one: Amount) -> Decimal | None:
    return _percent(one.now - one.past, one.past) if one.past else None


def _contribution(one: Amount, whole: Amount) -> Decimal | None:
    if one.past is None or not whole.past:
        return None
    return _percent(one.now - one.past, whole.past)
