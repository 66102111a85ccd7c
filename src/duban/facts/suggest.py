"""Lines for the lexicon that a pile of papers asks for: names that it often measures and that no entry has."""

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from duban.facts.model import Fact, Measure
from duban.facts.names import indicators

LEAST_TIMES = 3
LONGEST, SHORTEST = 14, 3
CLOSE = 0.6
MEASURED = {Measure.VALUE, Measure.GROWTH, Measure.RATE, Measure.SHARE}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name with how often and in how many papers it is measured; `standard`: the entry that it is probably another word for."""

    name: str
    times: int
    papers: int
    standard: str | None

    def line(self) -> str:
        """The line of TOML that takes it in."""
        if self.standard:
            return f'["{self.standard}"]  # aliases += "{self.name}"  ({self.times} figures in {self.papers} papers)'
        return f'["{self.name}"]  # {self.times} figures in {self.papers} papers'


def suggestions(papers: Iterable[Sequence[Fact]], *, least: int = LEAST_TIMES) -> list[Suggestion]:
    """Names that at least `least` figures have and the lexicon has not, the most frequent first."""
    times: Counter[str] = Counter()
    where: Counter[str] = Counter()
    for facts in papers:
        names = [
            fact.indicator
            for fact in facts
            if "unlisted" in fact.reasons and fact.measure in MEASURED and _is_name(fact.indicator)
        ]
        times.update(names)
        where.update(set(names))
    standards = list(indicators())
    found = [name for name, count in times.items() if count >= least]
    made = [
        Suggestion(
            name,
            times[name],
            where[name],
            next(iter(difflib.get_close_matches(name, standards, 1, CLOSE)), None),
        )
        for name in found
    ]
    return sorted(made, key=lambda one: (-one.times, one.name))


def _is_name(words: str) -> bool:
    return SHORTEST <= len(words) <= LONGEST and all("\u4e00" <= char <= "\u9fff" for char in words)
