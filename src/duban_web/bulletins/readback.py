"""An issue read as if it were somebody else's: what contradicts itself or the issue before, and which figures come from nowhere."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from duban.checks import check_reading
from duban.checks.across import Disagreement, disagreements
from duban.facts import Context, Fact, Reading, read
from duban.text.likeness import containment
from duban_files.documents import read_document
from duban_web.bulletins.models import Bulletin
from duban_web.common.language import say
from duban_web.indicators.models import Observation

MOST_FIGURES = 2000
MOST_NAMED = 3
HALF = 0.5  # of the pairs of characters of the shorter name stand in the other


class Bound(TypedDict):
    """A number of the draft as it is kept: with its unit, of what, and the words around it."""

    figure: str
    indicator: str
    quote: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as the issue states it, of what, and the words around it."""

    figure: str
    value: Decimal
    indicator: str
    quote: str

    def kept(self) -> Bound:
        """As an issue keeps it."""
        return {"figure": self.figure, "indicator": self.indicator, "quote": self.quote}


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What the reader found: sentences of what does not add up, and every number."""

    breaks: list[str]
    stated: list[Stated]


def number_of(fact: Fact) -> str:
    """A number with its unit, however many zeros it was printed with."""
    return f"{fact.value.normalize():f}{fact.unit}"


def reading_of(data: bytes, on: dt.date) -> Reading:
    """Our own issue without the slips of other people's papers, which stand in its last section."""
    text = read_document(data, name="bulletin.docx").text
    return read(text.partition(say("bulletin.findings"))[0], context=Context(published=on))


def read_back(data: bytes, on: dt.date, *, before: Bulletin | None = None) -> ReadBack:
    """Contradictions inside and with the issue before, and every number with the words around it."""
    reading = reading_of(data, on)
    findings = [one.sentence() for one in check_reading(reading) if one.verdict == "breaks"]
    if before is not None:
        with before.file.open("rb") as file:
            earlier = reading_of(file.read(), before.on)
        findings += [_against_the_last(one) for one in disagreements([earlier, reading])]
    facts = list(reading.facts)[:MOST_FIGURES]
    return ReadBack(
        findings, [Stated(number_of(fact), fact.value, fact.indicator, fact.quote) for fact in facts]
    )


def _against_the_last(one: Disagreement) -> str:
    return say("bulletin.otherwise", before=one.one.quote, now=one.other.quote)


def loose_of(found: ReadBack, bound: Sequence[Bound]) -> list[dict[str, str]]:
    """Numbers that neither the draft as the ledger made it nor an accepted figure gives for what they are said to measure.

    `elsewhere` is the draft's own sentence with the same number, of something else: 红灯9项 rewritten as 红灯21项 where 黄灯 has 21.
    """
    same: dict[str, list[Bound]] = defaultdict(list)
    for one in bound:
        same[one["figure"]].append(one)
    loose = {
        (one.quote, one.figure): one
        for one in found.stated
        if not any(_alike(one.indicator, other["indicator"]) for other in same[one.figure])
    }
    known = _accepted(loose.values())
    return [
        {"figure": one.figure, "quote": one.quote, "elsewhere": "；".join(dict.fromkeys(other["quote"] for other in same[one.figure][:MOST_NAMED]))}
        for one in loose.values() if (one.indicator, one.figure) not in known
    ]  # fmt: skip


def _accepted(stated: Collection[Stated]) -> set[tuple[str, str]]:
    """What of it is accepted: the name and the number with its unit."""
    rows = Observation.objects.filter(
        removed_on=None,
        indicator__in={one.indicator for one in stated},
        value__in={one.value for one in stated},
    )
    return {
        (name, f"{value.normalize():f}{unit}")
        for name, value, unit in rows.values_list("indicator", "value", "unit")
    }


def _alike(one: str, other: str) -> bool:
    """Whether two figures measure the same, as far as their names say; a draft of before names were kept binds its number alone."""
    return not other or one == other or max(containment(one, other), containment(other, one)) >= HALF
