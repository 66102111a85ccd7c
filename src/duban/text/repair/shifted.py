r"""Runs of GBK text that were read one byte late: `?!边\(yùn)城` was `。”運(yùn)城`.

Two things set a copying site's reading out of step. At `。”` and `。“` the first byte came loose: it prints as `?`, and everything
after is read one byte late until an ASCII byte fits as a second byte. And a syllable was put between two bytes that only looked
like its character (`日?qǐng)?bào)` was `日報(bào)`). Both keep nearly all bytes, so putting the bytes back in step restores the text;
only the last character of a run can have lost its second byte, which is then inferred from its reading, and marked as a guess.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from duban.text.repair.readings import has_reading

LOOSE = re.compile(r"[?？](?=[!！])")
ASTRIDE = re.compile(r"(?<=[\u4e00-\u9fff])[?？](?P<syllable>[a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]*) ?\)")
END_OF_LINE = re.compile(r"/p>")
SYLLABLE = re.compile(r"(?P<syllable>[a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]*) ?\)")
LOST = "□"
LONGEST_RUN = 160
MOST_FAILURES = 500
LOOKED_AHEAD = 8
MOST_RARE = 1  # names have rarer characters: 王明睿
BEFORE_DIGITS = "月日年号时点分%％个亿万元户家"
# two pairs that CP936 puts into private use and Python's gb18030 does not
PRIVATE = {"\ue7c7": b"\xa8\xbc", "\ue7c8": b"\xa8\xbf"}
FULL_STOP = b"\xa1\xa3"
QUOTES = {"”": b"\xa1\xb1", "“": b"\xa1\xb0"}
QUOTE_LEADS = {0xB0, 0xB1, *b"?"}
LEVEL_ONE = range(0xB0, 0xD8)
PUNCTUATION = set("，。、；：？！”“’‘（）《》【】…—·％") | {"\u3000"}
TRAIL = 0x40
HIGH = 0x80


@dataclass(frozen=True, slots=True)
class Run:
    """A run to put in place of text[start:end]; `guessed`: its last character was inferred."""

    start: int
    end: int
    text: str
    guessed: bool


def shifted_runs(text: str) -> list[Run]:
    """All runs that decode to sense, in order. What does not is left as it stands."""
    found: list[Run] = []
    after = failures = 0
    for start in sorted(
        {m.start() for m in LOOSE.finditer(text)} | {m.start() for m in ASTRIDE.finditer(text)}
    ):
        if start < after:
            continue
        if failures > MOST_FAILURES:
            break  # so many ?! that nothing comes of: a chat, not a damaged page
        run = _restored(text, start)
        if run is not None:
            found.append(run)
            after = run.end
        else:
            failures += 1
    return found


def _restored(text: str, start: int) -> Run | None:
    if LOOSE.match(text, start):
        return _loose(text, start)
    astride = ASTRIDE.match(text, start)
    return None if astride is None else _astride(text, astride)


def _loose(text: str, start: int) -> Run | None:
    """The first byte of 。 came loose; it is A1, and what stands behind the ！ begins with the first byte of a quotation mark."""
    behind = _bytes(text[start + 2]) if start + 2 < len(text) else None
    if behind is not None and behind[0] not in QUOTE_LEADS:
        return None
    for run in _in_step(text, start + 1, b"\xa1", start):
        if (
            run.text[:2] in {"。”", "。“"}
            and _goes_on_well(text, run.end)
            and _is_damaged(text[start : run.end], run)
        ):
            return run
    return None


def _goes_on_well(text: str, end: int) -> bool:
    """After the right end the page is in step again; after a wrong one it still reads badly."""
    following = text[end : end + LOOKED_AHEAD].partition("\n")[0]
    if following[:1].isascii() and following[:1].isalpha():
        return False
    return all(char < "\u0300" or _is_common(char) for char in following)


def _astride(text: str, found: re.Match[str]) -> Run | None:
    """The syllable belongs to a character made of the last byte before it and the first byte after it."""
    before = _bytes(text[found.start() - 1])
    if before is None or len(before) != 2:  # noqa: PLR2004 a character of two bytes
        return None
    for lead in range(0x81, 0xFF):
        between = _decoded(bytes((before[1], lead)))
        if between is None or not has_reading(between, found["syllable"]):
            continue
        for run in _in_step(text, found.end(), bytes((lead,)), found.start()):
            if (
                run.text
                and _goes_on_well(text, run.end)
                and sum(not _is_common(char) and char != LOST for char in run.text) <= MOST_RARE
            ):
                return run
    return None


def _in_step(text: str, at: int, pending: bytes, start: int) -> Iterator[Run]:
    """Decode what follows with one byte put before it; yields the possible ends, the nearest first."""
    out: list[str] = []
    ahead, rare = pending, 0
    for here in range(at, min(len(text), at + LONGEST_RUN)):
        char = text[here]
        if char in "?？" and ahead:
            yield from _lost_byte(text, here, "".join(out), ahead, start)
        if char < "\x80":
            whole = _decoded(ahead + char.encode("ascii")) if ord(char) >= TRAIL else None
            if whole is not None and _is_common(whole):
                yield Run(start, here + 1, "".join(out) + whole, guessed=False)
            encoded = _widened(char)
        else:
            encoded = _bytes(char)
        if encoded is None or len(encoded) != 2:  # noqa: PLR2004
            return
        whole = _decoded(ahead + encoded[:1])
        if whole is None or not _is_common(whole):
            rare += 1
            if whole is None or rare > MOST_RARE or not _is_in_use(whole):
                return
        out.append(whole)
        ahead = encoded[1:]


def _lost_byte(text: str, here: int, out: str, lead: bytes, start: int) -> Iterator[Run]:
    """A second byte and an ASCII byte printed together as `?`: the syllable after it, or the quotes still open, tell which it was."""
    after = here + 1
    syllable = SYLLABLE.match(text, after)
    if syllable:
        candidates = [c for c in _with_lead(lead[0]) if has_reading(c, syllable["syllable"])]
        if candidates:
            best = max(candidates, key=lambda c: (c in text, _is_common(c)))
            yield Run(start, syllable.end(), out + best, guessed=True)
        return
    if END_OF_LINE.match(text, after):
        after += len("/p>")
    ends_line = after > here + 1 or text[after : after + 1] in {"", "\n"}
    tail = "" if ends_line else LOST if text[after] in BEFORE_DIGITS else ","
    if lead[0] == FULL_STOP[0]:
        yield Run(start, after, out + _quote_due(text, start, out) + tail, guessed=tail == LOST)
        return
    yield Run(start, after, out + (_likeliest(text, out, lead[0]) or LOST) + tail, guessed=True)


def _quote_due(text: str, start: int, out: str) -> str:
    if not out.endswith("。"):
        return "。"
    before = text[:start] + out
    return "”" if before.count("“") > before.count("”") else "“"


def _likeliest(text: str, out: str, lead: int) -> str:
    """The character with this first byte that most often follows the one before it on the page, or is most frequent on it."""
    simple = {c: text.count(out[-1:] + c) * 100 + text.count(c) for c in _with_lead(lead) if c in text}
    return max(simple, key=lambda c: simple[c]) if simple else ""


@cache
def _with_lead(lead: int) -> tuple[str, ...]:
    found = (_decoded(bytes((lead, trail))) for trail in range(TRAIL, 0xFF) if trail != 0x7F)  # noqa: PLR2004 no trail byte
    return tuple(c for c in found if c is not None and _is_common(c))


def _is_damaged(printed: str, run: Run) -> bool:
    """Dialogue has ?! too: only a run that reads badly as printed, and well as restored, is one."""
    if sum(not (_is_common(char) or char in ",□") for char in run.text) > MOST_RARE:
        return False
    body = printed[2:]
    odd = sum(not (_is_common(char) or char.isascii()) for char in body)
    return odd > 0 or any(char in "\\|?{}[]^`~" or (char.isalpha() and char.isascii()) for char in body)


def _bytes(char: str) -> bytes | None:
    if char in PRIVATE:
        return PRIVATE[char]
    try:
        encoded = char.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return encoded if len(encoded) <= 2 else None  # noqa: PLR2004


def _widened(char: str) -> bytes | None:
    """`!` is a full-width ！ that the page folded."""
    return chr(ord(char) + 0xFEE0).encode("gb18030") if "!" <= char <= "~" else None


@cache
def _decoded(pair: bytes) -> str | None:
    try:
        char = pair.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return char if len(char) == 1 else None


@cache
def _simple() -> OpenCC:
    return OpenCC("t2s")


@cache
def _is_in_use(char: str) -> bool:
    """Whether its simplified form is in GB 2312 at all."""
    try:
        return len(_simple().convert(char).encode("gb2312")) == 2  # noqa: PLR2004 bytes
    except UnicodeEncodeError:
        return False


@cache
def _is_common(char: str) -> bool:
    """Whether its simplified form is of the 3,755 characters of level one in GB 2312, or a mark of punctuation."""
    if char in PUNCTUATION:
        return True
    try:
        encoded = _simple().convert(char).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(encoded) == 2 and (encoded[0] in LEVEL_ONE or encoded[0] == 0xA3)  # noqa: PLR2004
