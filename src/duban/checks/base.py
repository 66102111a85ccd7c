"""What a check is and what it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from duban import messages
from duban.facts import Fact, Reading
from duban.text.units import in_base, measure

LONGEST_CLAUSE = 400  # characters looked back: a page without punctuation costs no more than any other
MONEY_LIKE = {"money", "area", "length", "mass"}


class Verdict(StrEnum):
    """Whether a relation between figures holds. One that cannot be told gives no finding."""

    HOLDS = "holds"
    BREAKS = "breaks"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a check saw."""

    label: str
    value: str
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One relation, looked at.

    `computed` is what it should be, `stated` what the paper says; `start` and `end` are in the clean text.
    """

    code: str
    verdict: Verdict
    quote: str
    start: int
    end: int
    figures: tuple[Figure, ...]
    computed: str
    stated: str
    fields: tuple[tuple[str, str], ...] = ()

    def sentence(self, language: str = "zh") -> str:
        """The arithmetic in words."""
        return messages.text(f"check.{self.code}.{self.verdict}", language=language, **dict(self.fields))


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its code, its manual page (the docstring of its file), its function."""

    code: str
    manual: str
    run: Callable[[Reading], Iterator[Finding]]


def figure(fact: Fact) -> Figure:
    """A fact as a check shows it."""
    return Figure(fact.indicator, format(fact.value.normalize(), "f"), fact.unit, fact.start, fact.end)


def printed(fact: Fact) -> str:
    """A fact's number and unit as a sentence shows them."""
    return format(fact.value.normalize(), "f") + fact.unit


def finding(
    reading: Reading,
    code: str,
    facts: tuple[Fact, ...],
    *,
    holds: bool,
    computed: str,
    stated: str,
    **fields: str,
) -> Finding:
    """Put a finding together; its quote stays in the last figure's paragraph."""
    text = reading.clean.text
    last = max(facts, key=lambda f: f.end)
    first = min(f.start for f in facts)
    if text.find("\n", first, last.start) >= 0:
        first = min(f.start for f in facts if f.sentence == last.sentence)
    start = _clause_start(text, first)
    end = last.end
    return Finding(
        code, Verdict.HOLDS if holds else Verdict.BREAKS, text[start:end].strip(), start, end, tuple(map(figure, facts)),
        computed, stated, tuple(fields.items()),
    )  # fmt: skip


def _clause_start(text: str, at: int) -> int:
    since = max(0, at - LONGEST_CLAUSE)
    return max((text.rfind(mark, since, at) for mark in "。;；\n!！?？,，"), default=-1) + 1 or since


def comparable(a: Fact, b: Fact) -> bool:
    """Whether two facts are amounts of one kind: both money, or both counted in the same measure word."""
    one, other = measure(a.unit), measure(b.unit)
    if one.family in MONEY_LIKE and one.family == other.family:
        return in_base(a.value, a.unit)[1] == in_base(b.value, b.unit)[1]
    return one.bare == other.bare and a.unit != "%" and one.family != "time"
