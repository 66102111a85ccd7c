"""The indicator lexicon: standard names, aliases and parts, from lexicon/indicators.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Indicator:
    """A standard indicator. `parts`: indicators of which it is the sum."""

    name: str
    aliases: tuple[str, ...]
    parts: tuple[str, ...]


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by standard name."""
    table = tomllib.loads(files("duban.facts").joinpath("lexicon/indicators.toml").read_text("utf-8"))
    return {
        name: Indicator(name, tuple(entry.get("aliases", ())), tuple(entry.get("parts", ())))
        for name, entry in table.items()
    }


@cache
def _by_alias() -> dict[str, str]:
    return {alias: one.name for one in indicators().values() for alias in (one.name, *one.aliases)}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _by_alias()), key=len, reverse=True)))


def standard_name(words: str) -> str | None:
    """The standard name of the last indicator that the words end with or contain."""
    found = None
    for match in _pattern().finditer(words):
        found = match
    return None if found is None else _by_alias()[found[0]]


def exact_name(words: str) -> str | None:
    """The standard name if the words are just an alias."""
    return _by_alias().get(words)
