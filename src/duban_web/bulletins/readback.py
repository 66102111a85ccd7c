"""An issue read as if it were somebody else's: what contradicts itself or the issue before, and which figures come from nowhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from duban.checks import check_reading
from duban.checks.across import Disagreement, disagreements
from duban.facts import Context, Fact, Reading, read
from duban_files.documents import read_document
from duban_web.bulletins.models import Bulletin
from duban_web.common.language import say
from duban_web.indicators.models import Observation

MOST_FIGURES = 2000


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as the issue states it, of what, and the words around it."""

    figure: str
    indicator: str
    quote: str


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
    stated = [
        Stated(number_of(fact), fact.indicator, fact.quote) for fact in list(reading.facts)[:MOST_FIGURES]
    ]
    return ReadBack(findings, stated)


def _against_the_last(one: Disagreement) -> str:
    return say("bulletin.otherwise", before=one.one.quote, now=one.other.quote)


def loose_of(found: ReadBack, bound: list[str]) -> list[dict[str, str]]:
    """Numbers that stand neither in the draft as the ledger made it nor, for their indicator, among the accepted figures."""
    kept = set(bound)
    loose = {one.figure: one for one in found.stated if one.figure not in kept}
    rows = Observation.objects.filter(
        removed_on=None, indicator__in={one.indicator for one in loose.values()}
    )
    known = {
        (name, f"{value.normalize():f}{unit}")
        for name, value, unit in rows.values_list("indicator", "value", "unit")
    }
    return [
        {"figure": one.figure, "quote": one.quote}
        for one in loose.values()
        if (one.indicator, one.figure) not in known
    ]
