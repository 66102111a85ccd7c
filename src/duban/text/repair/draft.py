"""A text under repair: each character knows its offset in the original."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from sys import intern

SHORT = 16


@dataclass(frozen=True, slots=True)
class Edit:
    """One repair: what kind, where in the original, what stood there, what it became."""

    kind: str
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """The clean text. `origins[i]` is the offset in the original of clean character i; the last entry is its length."""

    text: str
    origins: Sequence[int]
    edits: tuple[Edit, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a span of the clean text stands for."""
        if start >= end:
            return self.origins[start], self.origins[start]
        return self.origins[start], self.origins[end - 1] + 1


class Draft:
    """Mutable while the steps run; `done` freezes it."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = original
        self._origins = array("I", range(len(original) + 1))
        self._edits: list[Edit] = []

    def cut(self, spans: Sequence[tuple[int, int]], kind: str) -> None:
        """Take spans out of the text. They are in order and do not overlap."""
        if not spans:
            return
        kept: list[str] = []
        origins = array("I")
        at = 0
        for start, end in spans:
            self._note(kind, start, end, "")
            kept.append(self.text[at:start])
            origins += self._origins[at:start]
            at = end
        kept.append(self.text[at:])
        origins += self._origins[at:]
        self.text, self._origins = "".join(kept), origins

    def replace(self, runs: Sequence[tuple[int, int, str]], kind: str) -> None:
        """Put other words in place of spans. They are in order and do not overlap; a new character stands where its run began."""
        if not runs:
            return
        kept: list[str] = []
        origins = array("I")
        at = 0
        for start, end, words in runs:
            self._note(kind, start, end, words)
            kept += (self.text[at:start], words)
            origins += self._origins[at:start]
            last = self._origins[end - 1]
            origins.extend(min(self._origins[start] + n, last) for n in range(len(words)))
            at = end
        kept.append(self.text[at:])
        origins += self._origins[at:]
        self.text, self._origins = "".join(kept), origins

    def recast(self, text: str, kind: str) -> None:
        """Put other characters, one for one, in place of the text."""
        if len(text) != len(self.text):
            raise ValueError(f"{len(text)} characters for {len(self.text)}")
        differing = [at for at, (new, old) in enumerate(zip(text, self.text, strict=True)) if new != old]
        for start, end in _runs(differing):
            self._note(kind, start, end, text[start:end])
        self.text = text

    def done(self) -> Repaired:
        """The result."""
        edits = tuple(sorted(self._edits, key=lambda e: (e.start, e.end)))
        return Repaired(self.text, self._origins, edits)

    def _note(self, kind: str, start: int, end: int, after: str) -> None:
        first, last = self._origins[start], self._origins[end - 1] + 1
        before = self.original[first:last]
        if last - first <= SHORT:  # 縣(xiàn) stands a thousand times on such a page, and is kept once
            before, after = intern(before), intern(after)
        self._edits.append(Edit(kind, first, last, before, after))


def _runs(offsets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches that rising offsets make up: 3 4 5 9 is 3 to 6 and 9 to 10."""
    start = end = -1
    for at in offsets:
        if at != end:
            if end > start:
                yield start, end
            start = at
        end = at + 1
    if end > start:
        yield start, end
