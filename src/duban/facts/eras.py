"""When a page's content was written, if its words are older than its date: nobody is locked down in 2023."""

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
FEWEST = 3  # one word may look back; three are the language of the day


@dataclass(frozen=True, slots=True)
class Era:
    """Words that were current from a first to a last day."""

    name: str
    first: dt.date
    last: dt.date
    words: tuple[str, ...]


@cache
def eras() -> tuple[Era, ...]:
    """All eras of the lexicon."""
    table = tomllib.loads(files("duban.facts").joinpath("lexicon/eras.toml").read_text("utf-8"))
    return tuple(Era(name, one["first"], one["last"], tuple(one["words"])) for name, one in table.items())


def era_of(text: str, published: dt.date | None) -> Era | None:
    """The era whose language a page speaks though it is dated after it; None if the text names a later year."""
    if published is None:
        return None
    for era in eras():
        if published > era.last and sum(word in text for word in era.words) >= FEWEST:
            years = [int(found[1]) for found in YEAR.finditer(text)]
            if not any(year > era.last.year for year in years):
                return era
    return None


def told_on(text: str, published: dt.date | None) -> dt.date | None:
    """The day from whose view the text is told: the page's own date, set back into the era whose words it uses."""
    era = era_of(text, published)
    if era is None or published is None:
        return published
    day = (
        28 if (published.month, published.day) == (2, 29) else published.day
    )  # the era's year may have no leap day
    return published.replace(year=era.last.year, day=day)
