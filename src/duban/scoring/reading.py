"""What is measured of a unit, and how a group of comparable units stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


class Direction(StrEnum):
    """What is better: more (正向), less (逆向), or near the ideal (适度)."""

    UP = "up"
    DOWN = "down"
    MODERATE = "moderate"


class Ties(StrEnum):
    """The place of equal values: 1 2 2 4, 1 2 2 3, or 1 2.5 2.5 4."""

    SAME = "same"
    DENSE = "dense"
    MEAN = "mean"


class ScoreError(ValueError):
    """A value that a method cannot score: `code` names the message, `fields` fill it in."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = f"score.{code}"
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Reading:
    """One unit's figures for an item: what was reached, what was to be reached, what was reached the period before. None is not known."""

    value: Decimal | None = None
    target: Decimal | None = None
    past: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A reading as a method sees it: everything that the method needs is there, what it does not need is 0; near an ideal the value is the distance."""

    value: Decimal
    target: Decimal
    past: Decimal


class Group:
    """The known values of comparable units, in one direction."""

    def __init__(self, values: Sequence[Decimal], *, direction: Direction, ties: Ties) -> None:
        self.values = values
        self.is_up = direction is Direction.UP
        self.ties = ties

    @property
    def count(self) -> Decimal:
        """How many units have a value."""
        return Decimal(len(self.values))

    @cached_property
    def best(self) -> Decimal:
        """The best value."""
        return max(self.values) if self.is_up else min(self.values)

    @cached_property
    def worst(self) -> Decimal:
        """The worst value."""
        return min(self.values) if self.is_up else max(self.values)

    @cached_property
    def mean(self) -> Decimal:
        """The arithmetic mean."""
        return sum(self.values, Decimal(0)) / len(self.values)

    @cached_property
    def _places(self) -> dict[Decimal, Decimal]:
        return places(self.values, is_up=self.is_up, ties=self.ties)

    def place(self, value: Decimal) -> Decimal:
        """The place of one of the values, 1 for the best."""
        return self._places[value]


def places(values: Sequence[Decimal], *, is_up: bool, ties: Ties) -> dict[Decimal, Decimal]:
    """The place of each distinct value."""
    found: dict[Decimal, Decimal] = {}
    counts = Counter(values)
    at = 0
    for number, value in enumerate(sorted(counts, reverse=is_up), 1):
        same = counts[value]
        shared = at + 1 + Decimal(same - 1) / 2 if ties is Ties.MEAN else Decimal(at + 1)
        found[value] = Decimal(number) if ties is Ties.DENSE else shared
        at += same
    return found
