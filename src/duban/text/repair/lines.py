"""Lines that belong to the web page, not to the paper: navigation, credits, counters, spam."""

import re
import tomllib
from functools import cache
from importlib.resources import files

SENTENCE = re.compile(r"[。；;]|[！？]$")
LONGEST = 120


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    source = files("duban.text").joinpath("lexicon/lines.toml").read_text("utf-8")
    return {
        kind: re.compile("|".join(f"(?:{p})" for p in table["patterns"]))
        for kind, table in tomllib.loads(source).items()
    }


def useless_lines(text: str) -> list[tuple[int, int]]:
    """Spans of whole lines, line end included."""
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if is_useless(line.strip()):
            spans.append((start, end))
        start = end
    return spans


def is_useless(line: str) -> bool:
    """Whether a line is page furniture or spam."""
    if not line or len(line) > LONGEST:
        return False
    patterns = _patterns()
    if patterns["spam"].search(line) or patterns["footer"].search(line):
        return True
    return not SENTENCE.search(line) and bool(patterns["boilerplate"].search(line))
