"""What a reader sees of one quantity, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from duban.facts.grammar import Lead
from duban.facts.model import Fact, Measure
from duban.text.quantities import Quantity

PLAIN = ("{}",)


@dataclass(frozen=True, slots=True)
class Subject:
    """What the text is talking of: its names, best first, and the last word of the name that says how it is measured."""

    names: tuple[str, ...]
    measured: str = ""

    @property
    def name(self) -> str:
        """The best name."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Seen:
    """One quantity in its clause.

    `lead` is what stands between it and the figure before it, taken apart; `before` the clause up to it, `after` what follows up to
    the next figure; `subject` what is carried over; `last` the fact just read in the same sentence; `planned` whether the
    section speaks of what is to come; `size` how many figures follow one another (分别 8.2% 和 12.5%).
    """

    quantity: Quantity
    lead: Lead
    before: str
    after: str
    sentence_before: str
    bracketed: bool
    subject: Subject | None
    last: Fact | None
    planned: bool
    size: int = 1


@dataclass(frozen=True, slots=True)
class Claim:
    """What the quantity says.

    `names` are the reader's own names; without them the lead's noun is asked, then the subject is carried over. Each name is put into
    each of the `templates`. `factor` turns the printed number into the value (-1 for a fall, 100 for 增长2.9倍).
    `keeps_subject`: what follows still speaks of the subject before; `both`: the figure holds for all things just named.
    """

    measure: Measure
    unit: str
    factor: Decimal = Decimal(1)
    names: tuple[str, ...] = ()
    noun: str | None = None
    templates: tuple[str, ...] = PLAIN
    base: str | None = None
    scope: str | None = None
    of: str | None = None
    keeps_subject: bool = False
    both: bool = False
