"""Sentences and clauses, as spans of the clean text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SENTENCE_END = re.compile(r"[。！？!?；;…]+[”’」）)]*|\n+|$")
CLAUSE_END = re.compile(
    r"(?<![0-9０-９])[,，]|[,，](?![0-9０-９]{3}(?![0-9０-９]))|[:：](?=[^0-9\s])|[。！？!?；;…\n]|[（(）)]|——"
)
OPEN, CLOSE = "(（", ")）"
HIDDEN = "\x00"
LONGEST = 1200
COMMA = re.compile("[,，、](?!\\d)")
AFTER_FIGURE = re.compile("[个家户项件元吨亩次条%](?=[\u4e00-\u9fff])(?![余以左多])")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas. A clause in brackets is one of its own; the clause around it runs on past it."""

    start: int
    end: int
    bracketed: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence. `paragraph`: running number of its paragraph."""

    start: int
    end: int
    text: str
    paragraph: int

    def clauses(self) -> list[Clause]:
        """Its clauses, those in brackets before the one that holds them; offsets are those of the whole text."""
        return list(_clauses(self.text, self.start))

    def without_brackets(self) -> str:
        """The text with everything in brackets hidden behind HIDDEN characters, so that offsets stay."""
        if not any(mark in self.text for mark in OPEN):
            return self.text
        return BRACKETS.sub(lambda found: HIDDEN * len(found[0]), self.text)


BRACKETS = re.compile(r"[（(][^（()）]*[）)]")


def sentences(text: str) -> Iterator[Sentence]:
    """Cut at 。！？； and line ends. A line that breaks off without a full stop still ends there."""
    start, paragraph = 0, 0
    for stop in SENTENCE_END.finditer(text):
        end = stop.end()
        body = text[start:end]
        if body and not body.isspace():
            sentence = Sentence(start, end, body, paragraph)
            if end - start > LONGEST:
                yield from _cut(sentence)
            else:
                yield sentence
        paragraph += "\n" in stop[0]
        start = end
        if start >= len(text):
            return


def _cut(sentence: Sentence) -> Iterator[Sentence]:
    """A page without full stops is cut at commas, so that reading it takes time in proportion to its length."""
    text, start = sentence.text, 0
    while len(text) - start > LONGEST:
        comma = COMMA.search(text, start + LONGEST, start + 2 * LONGEST) or AFTER_FIGURE.search(
            text, start + LONGEST, start + 2 * LONGEST
        )
        end = comma.end() if comma else start + LONGEST
        yield Sentence(sentence.start + start, sentence.start + end, text[start:end], sentence.paragraph)
        start = end
    yield Sentence(sentence.start + start, sentence.end, text[start:], sentence.paragraph)


def _clauses(body: str, offset: int) -> Iterator[Clause]:
    outer = inner = 0
    bracketed = False
    for stop in CLAUSE_END.finditer(body):
        mark, start, end = stop[0], stop.start(), stop.end()
        if mark in OPEN:
            bracketed = BRACKETS.match(body, start) is not None
            inner = end
        elif bracketed:
            yield Clause(offset + inner, offset + start, bracketed=True)
            inner = end
            bracketed = mark not in CLOSE
        elif mark not in CLOSE:
            yield Clause(offset + outer, offset + start, bracketed=False)
            outer = end
    yield Clause(offset + outer, offset + len(body), bracketed=False)
