"""The indicator lexicon: standard names, aliases and parts, from lexicon/indicators.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Indicator:
    """A standard indicator.

    `parts`: indicators of which it is the sum; `ratio`: the two whose quotient it is, `quotient` the same where it is only worked out, not read;
    `of_which`: parts of it (其中); `unit`: the family of its amounts, empty where
    several are usual; `less_is_better`; `is_stock`: measured at a point in time, not over a span.
    """

    name: str
    aliases: tuple[str, ...]
    parts: tuple[str, ...]
    ratio: tuple[str, ...] = ()
    unit: str = ""
    less_is_better: bool = False
    is_stock: bool = False
    quotient: tuple[str, ...] = ()
    of_which: tuple[str, ...] = ()


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by standard name."""
    table = tomllib.loads(files("duban.facts").joinpath("lexicon/indicators.toml").read_text("utf-8"))
    return {
        name: Indicator(
            name,
            tuple(entry.get("aliases", ())),
            tuple(entry.get("parts", ())),
            tuple(entry.get("ratio", ())),
            entry.get("unit", ""),
            entry.get("better") == "lower",
            entry.get("kind") == "stock",
            tuple(entry.get("quotient", ())),
            tuple(entry.get("of_which", ())),
        )
        for name, entry in table.items()
    }


@cache
def county_dictionary() -> dict[str, tuple[Indicator, ...]]:
    """The indicators of a county by the office that answers for them, from lexicon/county.toml."""
    table = tomllib.loads(files("duban.facts").joinpath("lexicon/county.toml").read_text("utf-8"))
    known = indicators()
    return {office: tuple(known[name] for name in names) for office, names in table.items()}


@cache
def by_alias() -> dict[str, str]:
    """The standard name of every alias and of every standard name."""
    return {alias: one.name for one in indicators().values() for alias in (one.name, *one.aliases)}


@cache
def _longest() -> int:
    return max(map(len, by_alias()))


def exact_name(words: str) -> str | None:
    """The standard name if the words are just an alias."""
    return by_alias().get(words)


def is_stock(name: str) -> bool:
    """Whether the lexicon says that a name's figures hold for a day, not for a span."""
    standard = indicators().get(exact_name(name) or "")
    return standard is not None and standard.is_stock


def ending_name(words: str) -> tuple[str, str] | None:
    """The longest alias that the words end with: the words before it and its standard name."""
    table = by_alias()
    for size in range(min(_longest(), len(words)), SHORTEST - 1, -1):
        name = table.get(words[-size:])
        if name is not None:
            return words[:-size], name
    return None


def first_name_in(words: str) -> str | None:
    """The standard name of the first, longest alias within the words."""
    table, most = by_alias(), _longest()
    for start in range(len(words) - 1):
        for size in range(min(most, len(words) - start), SHORTEST - 1, -1):
            name = table.get(words[start : start + size])
            if name is not None:
                return name
    return None
