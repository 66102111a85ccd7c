"""What a reader sees of one quantity, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from duban.facts.model import Fact, Measure
from duban.text.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Seen:
    """One quantity in its clause.

    `before` and `after` are the words of the clause on either side, `between` those since the quantity before it in the same
    clause; `earlier` are the facts of the sentence so far, `carried` the last fact with a subject of its own.
    """

    quantity: Quantity
    before: str
    between: str
    after: str
    sentence_before: str
    earlier: Sequence[Fact]
    carried: Fact | None
    bracketed: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """What the quantity says. Without `names` the subject is carried over from the fact before."""

    measure: Measure
    value: Decimal
    unit: str
    names: tuple[str, ...] = ()
    base: str | None = None
    scope: str | None = None
    of: str | None = None
    extra: tuple[str, ...] = field(default=())
