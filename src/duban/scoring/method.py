"""What a scoring method is: its parameters, what it needs, and one function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from duban.scoring.reading import Direction, Group, Seen

Step = tuple[Decimal, Decimal]
Argument = Decimal | str | bool | tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What a scheme says of a method, by name and by kind: a word (`best`) stands where a number may be one."""

    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    switches: Mapping[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Mapping[str, Argument]) -> Given:
        """Arguments by name, sorted by what they are."""
        given: tuple[dict[str, Decimal], dict[str, tuple[Step, ...]], dict[str, str], dict[str, bool]] = (
            {},
            {},
            {},
            {},
        )
        numbers, steps, words, switches = given
        for name, one in said.items():
            if isinstance(one, bool):
                switches[name] = one
            elif isinstance(one, str):
                words[name] = one
            elif isinstance(one, Decimal):
                numbers[name] = one
            else:
                steps[name] = one
        return cls(*given)


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
    score: Callable[[Seen, Group, Given], Decimal]
    seen: Callable[[Seen, Group, Given], Mapping[str, Decimal]]


def within(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """The value, not below and not above."""
    return low if value < low else min(value, high)
