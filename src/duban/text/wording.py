"""Pages whose words were put through a synonym replacer: figures can be used, wording cannot, since it may say the opposite."""

import re
import tomllib
from functools import cache
from importlib.resources import files

LEAST = 2


@cache
def _tell_tales() -> re.Pattern[str]:
    table = tomllib.loads(files("duban.text").joinpath("lexicon/spun.toml").read_text("utf-8"))
    return re.compile("|".join(sorted(map(re.escape, table["tell_tales"]["words"]), key=len, reverse=True)))


def spun_words(text: str) -> tuple[str, ...]:
    """The tell-tale words of a text, each once."""
    return tuple(dict.fromkeys(found[0] for found in _tell_tales().finditer(text)))


def is_spun(text: str) -> bool:
    """Whether at least two different tell-tales stand in the text; one alone may be an author's slip."""
    return len(spun_words(text)) >= LEAST
