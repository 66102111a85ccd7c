"""The message catalogue: `text("light.reason.lag", lag=12)` gives the sentence."""

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("zh", "en")


class UnknownMessageError(KeyError):
    """A key that no catalogue has: a mistake of the programmer."""


@cache
def _flat(language: str) -> dict[str, str]:
    """Every sentence of a language: a file for each part of the product, whose keys do not overlap."""
    sources = sorted(files("duban.messages").joinpath(language).iterdir(), key=lambda path: path.name)
    return {
        key: words for path in sources for key, words in _walk(tomllib.loads(path.read_text("utf-8")), "")
    }


def _walk(table: dict[str, object], prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _walk(value, f"{prefix}{key}.")
        else:
            found.append((prefix + key, str(value)))
    return found


def keys(language: str) -> frozenset[str]:
    """All keys of one language."""
    return frozenset(_flat(language))


def text(key: str, /, *, language: str = "zh", **fields: object) -> str:
    """The sentence under `key`, its {fields} filled in; Chinese where the language lacks it.

    Raises:
        UnknownMessageError: no language has the key.
    """
    template = _flat(language).get(key) or _flat("zh").get(key)
    if template is None:
        raise UnknownMessageError(key)
    return template.format(**fields) if fields else template
