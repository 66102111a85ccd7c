"""Several papers in one file: where one ends and the next begins.

A paper begins with a title, a short line or a few without a full stop, and a line that says who wrote it or when it came out. A file
with one such head, or none, is one paper.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

HEAD = re.compile(
    r"^[\s\u3000]*(?:□?本报[讯记]|□|记者[:：\s]|本报记者|通讯员|(?:发布|更新|成文|印发)(?:时间|日期)\s*[:：]|信息?来源\s*[:：]|来源\s*[:：]|索引号\s*[:：]|作者\s*[:：]|\[?本网讯|新华社)"
)
REPORTED = ("本报", "□", "新华社", "本网讯")  # these open a paper without a title, too
ENDS = re.compile(r"[。；;，,、：:…]\s*$")
PAGE_BREAK = re.compile(r"\f|^\s*(?:[=＝*＊~～-]{6,}|第\s*\d+\s*篇)\s*$", re.MULTILINE)
LONGEST_TITLE = 44
MOST_TITLE_LINES = 3
LEAST = 120  # characters: less is a picture's caption, not a paper


@dataclass(frozen=True, slots=True)
class Part:
    """One paper of a file: text[start:end], and its first line."""

    start: int
    end: int
    title: str


def papers_in(text: str) -> tuple[Part, ...]:
    """The papers of a text, in order; one part that is the whole text where there are not several."""
    starts = [0, *sorted({*_heads(text), *(mark.end() for mark in PAGE_BREAK.finditer(text))}), len(text)]
    parts: list[Part] = []
    for start, end in pairwise(starts):
        if parts and not (_is_paper(text[start:end]) and _is_paper(text[parts[-1].start : parts[-1].end])):
            parts[-1] = Part(parts[-1].start, end, parts[-1].title)
        else:
            parts.append(Part(start, end, _title(text[start:end])))
    return tuple(parts)


def _is_paper(text: str) -> bool:
    """Longer than a caption, and with sentences in it: the end of a web page has none."""
    return len(text.strip()) >= LEAST and "。" in text


def _heads(text: str) -> list[int]:
    """Where the titles stand that a byline follows; the first head of a file opens the file, not a second paper."""
    lines: list[tuple[int, str]] = []
    at, found = 0, list[int]()
    for line in text.split("\n"):
        if HEAD.match(line) and not (found and at - found[-1] < LEAST):
            start = _title_start(lines, at)
            if start < at or line.strip().startswith(REPORTED):
                found.append(start)
        if line.strip():
            lines.append((at, line.strip()))
        at += len(line) + 1
    return found[1:] if found and found[0] < LEAST * 2 else found


def _title_start(lines: list[tuple[int, str]], at: int) -> int:
    start = at
    for offset, line in reversed(lines[-MOST_TITLE_LINES:]):
        if len(line) > LONGEST_TITLE or ENDS.search(line) or HEAD.match(line):
            break
        start = offset
    return start


def _title(text: str) -> str:
    return next((line.strip() for line in text.split("\n") if line.strip() and not HEAD.match(line)), "")[:80]
