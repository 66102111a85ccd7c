"""Sentences and clauses, as spans of the clean text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SENTENCE_END = re.compile(r"[。！？!?；;…]+[”’」）)]*|\n+|$")
CLAUSE_END = re.compile(
    r"(?<![0-9０-９])[,，]|[,，](?![0-9０-９]{3}(?![0-9０-９]))|[:：](?=[^0-9\s])|[。！？!?；;…\n]|[（(）)]|——"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas. `bracketed`: it stands in brackets; `paragraph`: running number of its paragraph."""

    start: int
    end: int
    text: str
    bracketed: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its clauses."""

    start: int
    end: int
    text: str
    paragraph: int
    clauses: tuple[Clause, ...]


def sentences(text: str) -> Iterator[Sentence]:
    """Cut at 。！？； and line ends. A line that breaks off without a full stop still ends there."""
    start, paragraph = 0, 0
    for stop in SENTENCE_END.finditer(text):
        end = stop.end()
        body = text[start:end]
        if body.strip():
            yield Sentence(start, end, body, paragraph, tuple(_clauses(body, start)))
        paragraph += "\n" in stop[0]
        start = end
        if start >= len(text):
            return


def _clauses(body: str, offset: int) -> Iterator[Clause]:
    start, depth = 0, 0
    for stop in CLAUSE_END.finditer(body):
        piece = body[start : stop.start()]
        if piece.strip():
            yield Clause(offset + start, offset + stop.start(), piece, depth > 0)
        depth += {"(": 1, "（": 1, ")": -1, "）": -1}.get(stop[0], 0)
        depth = max(0, depth)
        start = stop.end()
    if body[start:].strip():
        yield Clause(offset + start, offset + len(body), body[start:], depth > 0)
