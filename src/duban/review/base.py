"""What is reviewed, and what a rule says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from duban.calendar.periods import Period
from duban.facts.names import Indicator, indicators
from duban.text.units import in_base

VALUE, GROWTH, RANK = "value", "growth", "rank"


class Grade(StrEnum):
    """As in direct statistical reporting: must be corrected, or may stand with an explanation."""

    CORRECT = "correct"
    EXPLAIN = "explain"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a region and a period; `key` is the caller's own."""

    key: str
    indicator: str
    measure: str
    region: str
    period: Period
    value: Decimal
    unit: str = ""

    @property
    def amount(self) -> Decimal:
        """The value in the unit that all of its family share: 22.1亿元 and 221000万元 are one amount."""
        return in_base(self.value, self.unit)[0] if self.unit else self.value


@dataclass(frozen=True, slots=True)
class Relation:
    """Figures that a rule has held against one another. `fields` fill the sentence `review.CODE`."""

    code: str
    grade: Grade
    figures: Sequence[Figure]
    holds: bool
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A relation that does not hold, and the figure that is most likely wrong in it."""

    relation: Relation
    suspect: Figure


Place = tuple[str, str, str]  # indicator, measure, region


class Sheet:
    """All figures, found by what they measure, where and when; and which region stands in which."""

    def __init__(self, figures: Sequence[Figure], within: Mapping[str, str]) -> None:
        self.figures = figures
        self.within = within
        self._at = {(f.indicator, f.measure, f.region, f.period.iso): f for f in figures}

    def get(self, indicator: str, measure: str, region: str, period: Period) -> Figure | None:
        """The figure of a place and period, if there is one."""
        return self._at.get((indicator, measure, region, period.iso))

    def like(self, one: Figure, *, measure: str | None = None, years: int = 0) -> Figure | None:
        """The same indicator and region: another measure, or some years before."""
        period = one.period.earlier(years) if years else one.period
        return self.get(one.indicator, measure or one.measure, one.region, period)

    @cached_property
    def series(self) -> Mapping[Place, Sequence[Figure]]:
        """The figures of each indicator, measure and region in the order of time."""
        found: dict[Place, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            found[figure.indicator, figure.measure, figure.region].append(figure)
        return {
            key: sorted(rows, key=lambda f: (f.period.last, f.period.first)) for key, rows in found.items()
        }

    @cached_property
    def cross(self) -> Mapping[tuple[str, str, str], Sequence[Figure]]:
        """The figures of all regions by indicator, measure and period."""
        found: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
        for figure in self.figures:
            found[figure.indicator, figure.measure, figure.period.iso].append(figure)
        return found

    def of(self, measure: str) -> Iterator[Figure]:
        """The figures of one measure."""
        return (figure for figure in self.figures if figure.measure == measure)

    def step(self, one: Figure) -> Decimal:
        """The last printed digit: the finest in the figure's own series, since 5.10 is kept as 5.1."""
        return self._steps[one.indicator, one.measure, one.region]

    @cached_property
    def _steps(self) -> Mapping[Place, Decimal]:
        return {key: min(_digit(f.value) for f in rows) for key, rows in self.series.items()}


def _digit(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent) if isinstance(exponent, int) else 0)


def known(name: str) -> Indicator | None:
    """What the lexicon knows of an indicator."""
    return indicators().get(name)


def printed(one: Figure) -> str:
    """A figure as a sentence shows it."""
    return f"{one.value.normalize():f}{one.unit}"
