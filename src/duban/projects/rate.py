"""A rate with both its numbers, so that nobody has to guess of what it is a share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many: 14 of 17 are 82.4 %."""

    part: int
    whole: int

    def percent(self, decimals: int = 1) -> Decimal | None:
        """In percent; None of nothing."""
        if not self.whole:
            return None
        return (Decimal(self.part) / self.whole * HUNDRED).quantize(
            Decimal(1).scaleb(-decimals), ROUND_HALF_UP
        )

    def needed(self, goal: Decimal) -> int:
        """How many must be reached for a rate in percent: 16 of 17 for 90 %."""
        return int((goal / HUNDRED * self.whole).to_integral_value(ROUND_CEILING))

    def short_of(self, goal: Decimal) -> int:
        """How many are missing for it, 0 if it is reached."""
        return max(0, self.needed(goal) - self.part)
