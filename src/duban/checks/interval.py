"""A printed figure stands for an interval: 41.6 is [41.55, 41.65), 约40 is wider. Exact arithmetic on Fractions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from duban.facts import Fact
from duban.text.units import in_base

WIDER = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from low to high, both counted (a rounded report is never accused at the edge)."""

    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, fact: Fact) -> Interval:
        """What a fact's printed value may stand for, in the base unit."""
        return cls.printed(fact.value, fact.step, fact.unit, approximate=fact.approximate)

    @classmethod
    def printed(cls, value: Decimal, step: Decimal, unit: str = "", *, approximate: bool = False) -> Interval:
        """The interval of a printed number."""
        scale = Fraction(in_base(Decimal(1), unit)[0])
        middle, half = Fraction(value), Fraction(step) / 2
        if approximate:
            half = max(half, abs(middle) * WIDER)
        return cls((middle - half) * scale, (middle + half) * scale)

    @classmethod
    def exact(cls, fact: Fact) -> Interval:
        """A counted thing is not rounded."""
        scale = Fraction(in_base(Decimal(1), fact.unit)[0])
        return cls(Fraction(fact.value) * scale, Fraction(fact.value) * scale)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def over(self, other: Interval) -> Interval | None:
        """The quotient; None where the divisor may be zero."""
        if other.low <= 0 <= other.high:
            return None
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def meets(self, other: Interval) -> bool:
        """Whether both can be true."""
        return self.low <= other.high and other.low <= self.high

    def whole_numbers(self) -> range:
        """The whole numbers inside."""
        return range(-int(-self.low // 1), int(self.high // 1) + 1)


PERCENT = Interval(Fraction(1, 100), Fraction(1, 100))
ONE = Interval(Fraction(1), Fraction(1))


def rounded(value: Fraction, digits: int = 2) -> str:
    """A figure for a sentence: at most so many decimals, no trailing zeros."""
    text = f"{float(value):.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
