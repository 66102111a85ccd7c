"""The pipeline: repair, sentences, quantities, readers, context; every fact with its place."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from duban.facts.model import Fact, Measure, Reading, Remnant
from duban.facts.readers import all_readers
from duban.facts.seen import Claim, Seen
from duban.facts.when import Timeline, period_of_paper, year_meant
from duban.text import dates
from duban.text.quantities import Quantity, quantities
from duban.text.repair import repair
from duban.text.sentences import Clause, Sentence, sentences

PUBLISHED = re.compile(
    r"(?:发布时间|更新时间|发布日期|成文日期|日期|时间)\s*[:：]?\s*(20\d\d|19\d\d)[-年./](\d{1,2})[-月./](\d{1,2})"
)
COMPARED = re.compile(r"全[市省国](?=\d|[^\u4e00-\u9fff])|全[市省国]平均")
FIRM = re.compile(r"[\u4e00-\u9fff]{3,18}(?:有限公司|集团)")
HEAD_OF_TEXT = 400
WINDOW = (
    200  # a reader looks no further: a page without any punctuation must not cost the square of its length
)
MOST_EARLIER = 30


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the text: its date and whose figures it gives. Both may be unknown."""

    published: dt.date | None = None
    region: str | None = None


@dataclass(slots=True)
class _State:
    """What one sentence hands on to the next."""

    year: int | None
    region: str | None
    timeline: Timeline
    paragraph: int = -1
    carried: Fact | None = None
    facts: list[Fact] = field(default_factory=list)
    remnants: list[Remnant] = field(default_factory=list)


def read(text: str, *, context: Context | None = None) -> Reading:
    """Read every figure of a text. Never fails on what a paper says: what it cannot understand comes back as remnants."""
    known = context or Context()
    clean = repair(text)
    published = known.published or _published(text)
    state = _State(year_meant(clean.text, published), known.region, Timeline(period_of_paper(published)))
    numbers = list(quantities(clean.text))
    at = 0
    for index, sentence in enumerate(sentences(clean.text)):
        mine: list[Quantity] = []
        while at < len(numbers) and numbers[at].start < sentence.end:
            if numbers[at].end <= sentence.end:
                mine.append(numbers[at])
            at += 1
        _read_sentence(sentence, index, mine, state)
    return Reading(
        clean,
        tuple(state.facts),
        tuple(state.remnants),
        published.isoformat() if published else None,
        known.region,
    )


def _published(text: str) -> dt.date | None:
    found = PUBLISHED.search(text[: 10 * HEAD_OF_TEXT])
    if not found:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _read_sentence(sentence: Sentence, index: int, numbers: list[Quantity], state: _State) -> None:
    named = list(dates.mentions(sentence.text, year=state.year))
    if sentence.paragraph != state.paragraph:
        state.paragraph, state.carried = sentence.paragraph, None
        state.timeline.new_paragraph()
    state.timeline.see(named, sentence.start)
    first_of_sentence = len(state.facts)
    firm = FIRM.search(sentence.text)
    previous_end = sentence.start
    for quantity in numbers:
        clause = _clause_of(sentence, quantity)
        if clause is None or _inside_date(quantity, sentence, named) or _in_title(quantity, sentence):
            continue
        seen = _seen(quantity, clause, sentence, previous_end, state, first_of_sentence)
        previous_end = quantity.end
        made = next(_claims(seen), None)
        if made is None:
            state.remnants.append(Remnant(quantity.start, quantity.end, quantity.words))
            continue
        name, claim = made
        here = [m for m in named if sentence.start + m.start <= quantity.start]
        names = claim.names or (state.carried.indicators if state.carried else ())
        period = state.timeline.of(here[-1] if here else None, names)
        region = firm[0] if firm and sentence.start + firm.end() <= quantity.start else state.region
        _keep(_fact(claim, seen, clause, index, name, period, _region(seen, region)), state)


def _claims(seen: Seen) -> Iterator[tuple[str, Claim]]:
    for reader in all_readers():
        claim = reader.read(seen)
        if claim is not None:
            yield reader.name, claim


def _clause_of(sentence: Sentence, quantity: Quantity) -> Clause | None:
    return next((c for c in sentence.clauses if c.start <= quantity.start and quantity.end <= c.end), None)


def _inside_date(quantity: Quantity, sentence: Sentence, named: list[dates.Mention]) -> bool:
    return any(
        sentence.start + m.start < quantity.end and quantity.start < sentence.start + m.end for m in named
    )


def _in_title(quantity: Quantity, sentence: Sentence) -> bool:
    """Inside 《…》 numbers belong to a name."""
    before = sentence.text[: quantity.start - sentence.start]
    return before.rfind("《") > before.rfind("》")


def _seen(
    quantity: Quantity, clause: Clause, sentence: Sentence, previous_end: int, state: _State, first: int
) -> Seen:
    at, end = quantity.start - clause.start, quantity.end - clause.start
    left = max(0, at - WINDOW)
    between = min(at, max(left, previous_end - clause.start))
    so_far = quantity.start - sentence.start
    return Seen(
        quantity=quantity,
        before=clause.text[left:at],
        between=clause.text[between:at],
        after=clause.text[end : end + WINDOW],
        sentence_before=sentence.text[max(0, so_far - WINDOW) : so_far],
        earlier=tuple(state.facts[max(first, len(state.facts) - MOST_EARLIER) :]),
        carried=state.carried,
        bracketed=clause.bracketed,
    )


def _region(seen: Seen, region: str | None) -> str | None:
    if seen.bracketed or COMPARED.search(seen.before):
        found = COMPARED.search(seen.before)
        if found:
            return found[0][:2]
    return region


def _fact(
    claim: Claim, seen: Seen, clause: Clause, index: int, reader: str, period: str | None, region: str | None
) -> Fact:
    quantity = seen.quantity
    names = claim.names or (seen.carried.indicators if seen.carried else (clause.text.strip()[:20],))
    return Fact(
        quote=clause.text.strip(), indicators=names, measure=claim.measure, value=claim.value, unit=claim.unit,
        step=quantity.step * (100 if claim.value != quantity.value and quantity.unit == "倍" else 1),
        start=quantity.start, end=quantity.end, sentence=index, reader=reader, base=claim.base, scope=claim.scope,
        of=claim.of, region=region, period=period, approximate=quantity.approximate,
    )  # fmt: skip


def _keep(fact: Fact, state: _State) -> None:
    state.facts.append(fact)
    if fact.measure in {Measure.VALUE, Measure.COUNT, Measure.TARGET, Measure.RATE} or (
        fact.measure is Measure.GROWTH
        and (state.carried is None or fact.indicators != state.carried.indicators)
    ):
        state.carried = fact
