"""Advertising that a copying site put into a page: headlines, lines of link texts, 《names》 set into a sentence."""

import re
import tomllib
from functools import cache
from importlib.resources import files

SEPARATED = re.compile(r"[_|,，]")
STRONG = re.compile(r"_| \| ")
LEAST_LINKS = 3
LONGEST_LINK = 14
LINK = re.compile(r"^[\u4e00-\u9fffA-Za-z0-9]{2,14}$")
TITLE = re.compile("《([^《》\n]{2,20})》")
IN_FIGURE = re.compile(r"(?<=\d)《[^《》\n]{2,20}》(?=\s*[%％‰万亿个家件户项人元吨亩])")
FIGURE = re.compile(r"\d+(?:\.\d+)?(?:%|亿|万)|同比|增长|完成")


@cache
def _words() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(files("duban.text").joinpath("lexicon/spam.toml").read_text("utf-8"))
    return {
        kind: re.compile("|".join(f"(?:{p})" for p in entry["patterns"])) for kind, entry in table.items()
    }


def advertisements(text: str) -> list[tuple[int, int]]:
    """Spans to cut: whole lines with their line end, and names in 《》 that stand in a figure or that such a line advertises."""
    lines = list(_lines(text))
    inside = [m for m in TITLE.finditer(text) if IN_FIGURE.match(text, m.start())]
    names = [
        m.span() for m in _words()["inline"].finditer(text) if not any(a <= m.start() < b for a, b in lines)
    ]
    if not lines and not inside:
        return names
    sold = {m[1] for m in inside} | {name for start, end in lines for name in _sold(text[start:end].strip())}
    titles = [
        m.span()
        for m in TITLE.finditer(text)
        if m[1] in sold and not any(a <= m.start() < b for a, b in lines)
    ]
    return sorted({*lines, *titles, *names})


def _lines(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        if _is_advertising(line.strip()):
            found.append((start, start + len(line)))
        start += len(line)
    return found


def _is_advertising(line: str) -> bool:
    words = _words()
    if not line or len(line) > 120 or FIGURE.search(line):  # noqa: PLR2004 no line of links is longer
        return False
    if words["headline"].search(line):
        return True
    links = [part.strip() for part in SEPARATED.split(line)]
    if len(links) < LEAST_LINKS or not all(LINK.match(link) for link in links):
        return False
    return bool(STRONG.search(line)) or any(words["goods"].search(link) for link in links)


def _sold(line: str) -> list[str]:
    headline = _words()["headline"].search(line)
    if headline:
        return [name for name in headline.groupdict().values() if name]
    return [part.strip() for part in SEPARATED.split(line)]
