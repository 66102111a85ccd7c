"""An assessment scheme: a tree of items with weights. What is treated how is stated in it, never implied."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from duban.scoring.method import Given, Kind, Method
from duban.scoring.reading import Direction, Ties

LAST_PLACE = tuple(Decimal(1).scaleb(-places) for places in range(10))
ROUNDINGS = {"half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN, "down": ROUND_DOWN}


class Missing(StrEnum):
    """What becomes of an item without a value: no points, the mean of the others, left out with its weight shared out, or no result at all."""

    ZERO = "zero"
    MEAN = "mean"
    LEFT_OUT = "left-out"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Item:
    """A node of the tree. With a method it is scored; without one it is the sum of its children.

    `full` is what the children of a branch add up to, its weight if not said otherwise: a hundred points that count sixty are weight 60,
    full 100. `takes` says where the readings come from; the library does not know these words.
    """

    code: str
    name: str
    parent: str
    weight: Decimal
    full: Decimal
    method: Method | None
    given: Given
    direction: Direction
    ideal: tuple[Decimal, Decimal] | None
    missing: Missing
    ties: Ties
    decimals: int
    groups: Sequence[str]
    takes: str
    cap: Decimal | None
    floor: Decimal | None

    @property
    def is_beside(self) -> bool:
        """Whether its points stand beside the weights: bonus, deduction, veto."""
        return self.method is not None and self.method.kind is not Kind.SHARE

    def is_for(self, group: str) -> bool:
        """Whether units of the group have this item."""
        return not self.groups or group in self.groups


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade (一类班子): for at most this share of a group, for at least so many points."""

    name: str
    share: Decimal | None
    least: Decimal | None


@dataclass(frozen=True, slots=True)
class Reward:
    """What places or a grade bring: money, commendation, or what is taken."""

    first: int
    last: int
    grade: str
    what: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme, proved: weights add up, methods have what they need."""

    name: str
    source: str
    full: Decimal
    decimals: int
    rounding: str
    ties: Ties
    tie_break: Sequence[str]
    groups: Sequence[tuple[str, str]]
    items: Sequence[Item]
    grades: Sequence[Grade]
    rewards: Sequence[Reward]
    speeches: tuple[int, int]

    @property
    def version(self) -> str:
        """Eight hexadecimal digits of what the scheme says."""
        return hashlib.sha256(self.source.encode()).hexdigest()[:8]

    def rounded(self, value: Decimal, decimals: int | None = None) -> Decimal:
        """To so many places, by the scheme's own rounding."""
        return value.quantize(
            LAST_PLACE[self.decimals if decimals is None else decimals], ROUNDINGS[self.rounding]
        )

    def children(self, parent: str, group: str) -> list[Item]:
        """The items below one that a group has, in the order of the scheme."""
        return [item for item in self.items if item.parent == parent and item.is_for(group)]

    def leaves(self, group: str) -> list[Item]:
        """The items with a method that a group has."""
        return [item for item in self.items if item.method and item.is_for(group)]

    def walk(self, group: str, parent: str = "", depth: int = 0) -> Iterator[tuple[Item, int]]:
        """Every item of a group with its depth, parents first."""
        for item in self.children(parent, group):
            yield item, depth
            yield from self.walk(group, item.code, depth + 1)
