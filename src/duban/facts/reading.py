"""The pipeline: repair, sentences, quantities, readers, context; every fact with its place."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from duban.calendar.periods import Period
from duban.facts.confidence import Judge
from duban.facts.eras import told_on
from duban.facts.model import Fact, Reading
from duban.facts.passage import Passage
from duban.facts.table import tables_of
from duban.facts.voices import Voices
from duban.facts.when import Timeline, is_reposted, period_of_paper, year_meant
from duban.facts.where import Places, place_of_title
from duban.text.quantities import Quantity, quantities
from duban.text.repair import repair
from duban.text.sentences import sentences
from duban.text.wording import is_spun

PUBLISHED = re.compile(
    r"(?:发布时间|更新时间|发布日期|成文日期|日期|时间)\s*[:：]?\s*(20\d\d|19\d\d)[-年./](\d{1,2})[-月./](\d{1,2})"
)
HEAD_OF_TEXT = 4000


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the text, all of it optional.

    Its date, whose figures it gives, an office's own words for indicators, a title that stands apart, the span that it reports on,
    the names of its towns.
    """

    published: dt.date | None = None
    region: str | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    period: Period | None = None
    towns: Collection[str] = ()


def read(text: str, *, context: Context | None = None) -> Reading:
    """Read every figure of a text. Never fails on what a paper says: what it cannot understand comes back as remnants."""
    known = context or Context()
    clean = repair(text)
    published = known.published or _published(text)
    region = known.region or place_of_title(clean.text)
    told = told_on(clean.text, published)
    headed = f"{known.title}\n{clean.text}" if known.title else clean.text
    year = year_meant(headed, told)
    spun = is_spun(clean.text)
    passage = Passage(
        year=year,
        timeline=Timeline(known.period or period_of_paper(headed, told), told, year, known.period is None),
        places=Places(region, known.towns),
        judge=Judge(clean, spun=spun),
        voices=Voices(clean.text),
    )
    _walk(passage, clean.text)
    reposted = told != published or is_reposted(clean.text, told)
    warnings = (*(("spun",) if spun else ()), *(("reposted",) if reposted else ()))
    return Reading(
        clean,
        tuple(_renamed(passage.facts, known.aliases)),
        tuple(passage.remnants),
        published.isoformat() if published else None,
        region,
        warnings,
        passage.timeline.document,
    )


def _walk(passage: Passage, text: str) -> None:
    """Sentence after sentence, each with its figures; a table once, where it begins."""
    tables, numbers = tables_of(text), quantities(text)
    table, number = next(tables, None), next(numbers, None)
    for index, sentence in enumerate(sentences(text)):
        while table is not None and table.end <= sentence.start:
            table = next(tables, None)
        mine: list[Quantity] = []
        while number is not None and number.start < sentence.end:
            if number.end <= sentence.end:
                mine.append(number)
            number = next(numbers, None)
        if table is not None and table.start <= sentence.start:
            passage.read_table(table, index)
        else:
            passage.read(sentence, index, mine)


def _renamed(facts: Iterable[Fact], aliases: Mapping[str, str]) -> Iterator[Fact]:
    """Figures whose words an office has explained get the indicator's name, and are no longer unlisted."""
    for fact in facts:
        name = (
            next((aliases[words] for words in fact.indicators if words in aliases), None) if aliases else None
        )
        if name is None:
            yield fact
            continue
        reasons = tuple(reason for reason in fact.reasons if reason not in {"unlisted", "long", "carried"})
        names = tuple(dict.fromkeys((name, *fact.indicators)))
        yield replace(fact, indicators=names, reasons=reasons, confidence=Judge.confidence(reasons))


def _published(text: str) -> dt.date | None:
    found = PUBLISHED.search(text[:HEAD_OF_TEXT])
    if not found:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
