"""The parts must add up to the whole.

Finds a whole followed by 其中 and its parts in one sentence, by 其余 and the rest, and a standard indicator with all the parts
that the lexicon gives it (the three industries of the gross product). Parts that do not claim to be all of them are only
held against the whole: none may exceed it.

Why: the whole and its parts often come from two departments, and the sum is what a reader checks first.

Wrong: 共收集问题26件，其中，转办9件，走访收集19件。
Right: 共收集问题26件，其中，转办9件，走访收集17件。
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import reduce

from duban.checks.base import Finding, comparable, finding, printed
from duban.checks.interval import Interval, rounded
from duban.checks.relations import by_sentence, in_sentences, levels, same_thing
from duban.facts import Fact, Reading
from duban.facts.model import Measure
from duban.facts.names import indicators
from duban.text.units import is_discrete, measure

OF_WHICH = re.compile(r"其中")
REST = re.compile(r"其余|剩余|余下")
FEWEST = 2
NEAR = 4  # sentences: the three industries stand one behind the other, set apart by semicolons


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every whole and its parts."""
    for _, facts in by_sentence(reading):
        amounts = [f for f in levels(facts) if not (f.approximate and f.measure is Measure.TARGET)]
        yield from _of_which(reading, amounts)
        yield from _rest(reading, amounts)
    yield from _by_lexicon(reading)


def _of_which(reading: Reading, amounts: list[Fact]) -> Iterator[Finding]:
    text = reading.clean.text
    for at, whole in enumerate(amounts[:-1]):
        mark = OF_WHICH.search(text, whole.end, amounts[at + 1].start)
        if not mark:
            continue
        parts = [f for f in amounts[at + 1 :] if comparable(f, whole)]
        same_kind = [f for f in parts if f.measure is whole.measure]
        yield from _each_part(reading, whole, same_kind[:1])
        if len(same_kind) >= FEWEST and _is_complete(same_kind, text):
            yield from _sum(reading, whole, same_kind)


def _is_complete(parts: list[Fact], text: str) -> bool:
    """Parts that end the sentence and are told in the same way; else they may overlap or leave something out."""
    tails = {text[part.end : part.end + 1] for part in parts[:-1]}
    return tails <= {",", "，", "、"} and all(is_discrete(part.unit) for part in parts)


def _each_part(reading: Reading, whole: Fact, parts: list[Fact]) -> Iterator[Finding]:
    for part in parts:
        fits = Interval.of(part).low <= Interval.of(whole).high
        if not fits:
            yield _finding(reading, whole, [part], Interval.of(part), holds=False)


def _sum(reading: Reading, whole: Fact, parts: list[Fact]) -> Iterator[Finding]:
    """Counted parts: exactly the whole holds; more than the whole breaks; less leaves some unnamed and is left alone."""
    for number in range(len(parts), FEWEST - 1, -1):
        total = _total(parts[:number])
        if total.meets(Interval.of(whole)):
            yield _finding(reading, whole, parts[:number], total, holds=True)
            return
    total = _total(parts)
    if total.low > Interval.of(whole).high and len(parts) == FEWEST:
        yield _finding(reading, whole, parts, total, holds=False)


def _total(parts: list[Fact]) -> Interval:
    exact = (
        Interval.exact(p) if is_discrete(p.unit) and not p.approximate else Interval.of(p) for p in parts
    )
    return reduce(lambda a, b: a + b, exact)


def _rest(reading: Reading, amounts: list[Fact]) -> Iterator[Finding]:
    """66个…达40个，其余26个."""
    text = reading.clean.text
    for at, last in enumerate(amounts):
        if at < FEWEST or not REST.search(text, amounts[at - 1].end, last.start):
            continue
        whole, *parts = amounts[: at + 1]
        if not all(comparable(part, whole) for part in parts) or whole.measure is not parts[0].measure:
            continue
        total = _total(parts)
        yield _finding(reading, whole, parts, total, holds=total.meets(Interval.of(whole)))


def _by_lexicon(reading: Reading) -> Iterator[Finding]:
    """Standard indicators whose parts are all given for the same region and period."""
    for whole in reading.facts:
        if whole.measure is not Measure.VALUE:
            continue
        standard = indicators().get(whole.indicator)
        if standard is None or not standard.parts:
            continue
        near = in_sentences(reading, whole.sentence, whole.sentence + NEAR)
        found = [_given(name, whole, near) for name in standard.parts]
        parts = [part for part in found if part is not None]
        if len(parts) < len(standard.parts):
            continue
        total = _total(parts)
        yield _finding(reading, whole, parts, total, holds=total.meets(Interval.of(whole)))


def _given(name: str, whole: Fact, near: Sequence[Fact]) -> Fact | None:
    found = [
        f for f in near
        if f.indicator == name and f.period == whole.period and f.region == whole.region and comparable(f, whole)
        and f.measure is Measure.VALUE and not same_thing(f, whole)
    ]  # fmt: skip
    return found[0] if found else None


def _finding(reading: Reading, whole: Fact, parts: list[Fact], total: Interval, *, holds: bool) -> Finding:
    scale = Fraction(measure(whole.unit).magnitude)
    middle = rounded((total.low + total.high) / 2 / scale) + whole.unit
    stated = printed(whole)
    added = " + ".join(map(printed, parts))
    return finding(reading, "sum_of_parts", (whole, *parts), holds=holds, computed=middle, stated=stated,
                   whole=whole.indicator, sum=added, total=middle, printed=stated)  # fmt: skip
