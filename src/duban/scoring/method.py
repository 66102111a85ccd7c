"""What a scoring method is: its parameters, what it needs, and one function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from duban.scoring.reading import Direction, Group, Reading

Given = Mapping[str, "Argument"]
Step = tuple[Decimal, Decimal]
Argument = Decimal | str | bool | tuple[Step, ...]


class Kind(StrEnum):
    """What the function gives: a share of the item's weight, points beside the weights, or a veto."""

    SHARE = "share"
    EXTRA = "extra"
    VETO = "veto"


class Takes(StrEnum):
    """What a parameter may be in a scheme."""

    NUMBER = "number"
    STEPS = "steps"  # [[from, share], …]
    WORD = "word"
    SWITCH = "switch"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a scheme may say of a method. Without a default it must be said."""

    takes: Takes
    default: Argument | None = None
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """A method: its code, its manual page (the docstring of its file), what it needs, its function.

    `score` gives a share of the weight (or points, or 1 for a veto) for one reading in its group; `seen` the intermediate figures by
    name, for the page that explains.
    """

    code: str
    manual: str
    kind: Kind
    parameters: Mapping[str, Parameter]
    directions: Sequence[Direction]
    needs: Sequence[str]
    score: Callable[[Reading, Group, Given], Decimal]
    seen: Callable[[Reading, Group, Given], Mapping[str, Decimal]]


def number(given: Given, name: str) -> Decimal:
    """A parameter that is a number."""
    found = given[name]
    assert isinstance(found, Decimal)  # noqa: S101 proved when the scheme was read
    return found


def steps(given: Given, name: str) -> tuple[Step, ...]:
    """A parameter that is a list of steps, in the order of the scheme."""
    found = given[name]
    assert isinstance(found, tuple)  # noqa: S101 proved when the scheme was read
    return found


def known(value: Decimal | None) -> Decimal:
    """A figure that the computation has found to be there."""
    assert value is not None  # noqa: S101 a missing one never reaches a method
    return value


def within(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """The value, not below and not above."""
    return low if value < low else min(value, high)
