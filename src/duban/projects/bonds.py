"""Special bonds (专项债券): what an application needs, whether the income covers what is owed, how far the money is spent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

READINESS = ("filing", "study", "land", "planning", "environment", "plan", "legal", "finance", "start")
"""What has to be ready: approval of the project, feasibility study, land, planning, environment, the plan of the bond (实施方案), the legal
opinion, the opinion on the finances, and the start of works within the year."""
LEAST_COVERAGE = Decimal("1.1")
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Bond:
    """A bond: principal in 万元, yearly rate in percent, years; interest by the year, the principal at the end."""

    principal: Decimal
    rate: Decimal
    years: int

    @property
    def owed(self) -> Decimal:
        """Principal and interest over the whole time, 万元."""
        return self.principal * (1 + self.rate / HUNDRED * self.years)


def coverage(bond: Bond, income: Decimal) -> Decimal | None:
    """The project's net income over the whole time by what is owed (本息覆盖倍数), to two places; None if nothing is owed.

    Source: the reviews of special bonds ask for a coverage of at least 1.1, most provinces for 1.2.
    """
    return (income / bond.owed).quantize(Decimal("0.01"), ROUND_HALF_UP) if bond.owed else None


def spent_share(issued: Decimal, spent: Decimal) -> Decimal | None:
    """What is spent of what was issued, in percent (支出进度)."""
    return (spent / issued * HUNDRED).quantize(Decimal("0.1"), ROUND_HALF_UP) if issued else None


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready an application is: what is there, what is missing."""

    there: Collection[str]

    @property
    def missing(self) -> list[str]:
        """In the order of the checklist."""
        return [one for one in READINESS if one not in self.there]
