"""Slips planted into figures, as hands make them: a changed digit, two digits swapped, 万 for 亿, a rise for a fall, points for per cent, a total left over."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

RISE = re.compile("(?:增长|上升|提高|增加)(?=[^，,。；;（(]{0,6}$)")


@dataclass(frozen=True, slots=True)
class Slip:
    """A damaged text: what kind of slip, where the figure stands in it, and where the text was changed."""

    kind: str
    start: int
    end: int
    text: str


def slips(text: str, start: int, end: int, rng: random.Random) -> Iterator[Slip]:
    """All kinds of slip that the figure at text[start:end] can take."""
    words = text[start:end]
    digits = [i for i, char in enumerate(words) if char.isdigit()]
    if not digits:
        return

    def put(kind: str, other: str) -> Slip:
        return Slip(kind, start, start + len(other), text[:start] + other + text[end:])

    at = rng.choice(digits[:2])
    other = rng.choice([digit for digit in "123456789" if digit != words[at]])
    yield put("digit", words[:at] + other + words[at + 1 :])
    if len(digits) > 1 and digits[1] == digits[0] + 1 and words[digits[0]] != words[digits[1]] != "0":
        yield put("swap", words[: digits[0]] + words[digits[1]] + words[digits[0]] + words[digits[1] + 1 :])
    if "亿" in words:
        yield put("unit", words.replace("亿", "万"))
    elif "%" in words:
        yield put("points", words.replace("%", "个百分点"))
        yield from _sign(text, start, end)
    number = re.search(r"\d+(?:\.\d+)?", words)
    if number and "%" not in words and len(digits) > 1:
        decimals = len(number[0].partition(".")[2])
        yield put(
            "stale",
            words[: number.start()] + f"{float(number[0]) * 0.91:.{decimals}f}" + words[number.end() :],
        )


def _sign(text: str, start: int, end: int) -> Iterator[Slip]:
    """增长 becomes 下降; both words are as long."""
    verb = RISE.search(text, max(0, start - 12), start)
    if verb:
        yield Slip("sign", start, end, text[: verb.start()] + "下降" + text[verb.end() :])
