"""What the reader returns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from duban.calendar.periods import Period
from duban.text.repair import Repaired


class Measure(StrEnum):
    """What a figure says of its indicator."""

    VALUE = "value"
    COUNT = "count"
    GROWTH = "growth"
    CHANGE = "change"
    RANK = "rank"
    SHARE = "share"
    RATE = "rate"
    CONTRIBUTION = "contribution"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure as the paper states it, before anyone accepted it.

    `value` is in the text's own `unit`, negative for a fall; `step` is the place value of its last printed digit. `start` and
    `end` are the figure's place in the clean text, `sentence` the running number of its sentence.
    `confidence` is from 0 to 1, `reasons` say why it is less than 1 (codes of the message catalogue, `confidence.CODE`).
    """

    quote: str
    indicators: tuple[str, ...]
    measure: Measure
    value: Decimal
    unit: str
    step: Decimal
    start: int
    end: int
    sentence: int
    reader: str
    base: str | None = None
    scope: str | None = None
    of: str | None = None
    region: str | None = None
    period: str | None = None
    approximate: bool = False
    confidence: Decimal = Decimal(1)
    reasons: tuple[str, ...] = ()

    @property
    def indicator(self) -> str:
        """The best name of what is measured."""
        return self.indicators[0]


@dataclass(frozen=True, slots=True)
class Remnant:
    """A figure that no reader understood: where it stands and what it says."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one text. `warnings` of the whole paper: `spun`, `reposted` (message `warning.CODE`); `period`: what it reports on."""

    clean: Repaired
    facts: Sequence[Fact]
    remnants: Sequence[Remnant]
    published: str | None
    region: str | None
    warnings: tuple[str, ...] = ()
    period: Period | None = None

    @property
    def dated(self) -> dt.date | None:
        """The day of `published`."""
        return dt.date.fromisoformat(self.published) if self.published else None
