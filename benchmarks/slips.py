"""Slips planted into figures, as hands make them: a changed digit, two digits swapped, 万 for 亿."""

import random
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slip:
    """A damaged text: what kind of slip, and where it stands."""

    kind: str
    start: int
    text: str


def slips(text: str, start: int, end: int, rng: random.Random) -> Iterator[Slip]:
    """All kinds of slip that the figure at text[start:end] can take."""
    words = text[start:end]
    digits = [i for i, char in enumerate(words) if char.isdigit()]
    if not digits:
        return
    at = rng.choice(digits[:2])
    other = rng.choice([digit for digit in "123456789" if digit != words[at]])
    yield Slip("digit", start, text[: start + at] + other + text[start + at + 1 :])
    if len(digits) > 1 and digits[1] == digits[0] + 1 and words[digits[0]] != words[digits[1]] != "0":
        swapped = words[: digits[0]] + words[digits[1]] + words[digits[0]] + words[digits[1] + 1 :]
        yield Slip("swap", start, text[:start] + swapped + text[end:])
    if "亿" in words:
        yield Slip("unit", start, text[:start] + words.replace("亿", "万") + text[end:])
