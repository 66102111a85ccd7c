"""Numbered items of a running text with the headings that they stand under."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

HEADING = re.compile(r"^\s*(?P<no>[一二三四五六七八九十]{1,3})、\s*(?P<words>.*)$")
SUB = re.compile(r"^\s*(?P<no>[（(][一二三四五六七八九十]{1,3}[)）])\s*、?(?P<words>.*)$")
NUMBER = re.compile(r"^\s*(?P<no>\d{1,3})\s*[.．、]\s*(?!\d(?!月|\d月))(?P<words>.*)$")
ROUND = re.compile(r"^\s*(?P<no>[（(]\d{1,3}[)）]|[①-⑳])\s*(?P<words>.*)$")
PROSE = re.compile(r"^\s*(?P<no>[一二三四五六七八九十])是\s*(?P<words>.*)$")
LABEL_LINE = re.compile(
    "^\\s*(?:牵头|责任|主办|配合|协办|完成|整改|时限|分管|包联|包抓|工作目标|工作措施|参与|承办)[\u4e00-\u9fff]{0,6}[:：]"
)
INLINE_NUMBER = re.compile(r"(?<=[。；;:：])\s*(?=\d{1,2}[.．]\s*(?:[\u4e00-\u9fff]|\d{1,2}月))")
LEADER = re.compile("(?P<name>[\u4e00-\u9fff]{2,3}?)(?:常务)?副?(?:县|市|区|州)长(?:主抓|牵头|分管|负责)")
RESPONSIBILITY = re.compile(
    "(?:牵头|责任|主办|配合|协办)(?:单位|部门|领导|股室)?\\s*[:：]|牵头|负责|办理|请.{2,14}于"
)
NOTE = re.compile("^\\s*(?:以上|说明|备注|注|联系人|附件|抄送)")
HEADING_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item with all its lines; `leader`: the leader that its heading names."""

    no: str | None
    text: str
    group: str | None
    leader: str | None
    start: int
    end: int


@dataclass(slots=True)
class _Line:
    kind: str
    no: str
    words: str
    start: int
    end: int


def items_of(text: str) -> list[Item]:
    """All items of a text in order."""
    lines = list(_lines(text))
    numbered = any(
        line.kind == "number" and RESPONSIBILITY.search(_block(lines, i)) for i, line in enumerate(lines)
    )
    subs = any(line.kind == "sub" and RESPONSIBILITY.search(_block(lines, i)) for i, line in enumerate(lines))
    kinds = {"number", "round", "prose"} | ({"sub"} if subs else set())
    if not numbered and not subs and not any(line.kind == "prose" for line in lines):
        kinds.add("heading")
    return list(_collect(lines, kinds))


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    in_line = not any(NUMBER.match(line) or SUB.match(line) for line in text.splitlines())
    for raw in text.splitlines(keepends=True):
        inner = 0
        for piece in INLINE_NUMBER.split(raw) if in_line else [raw]:
            start = at + raw.index(piece, inner) if piece else at
            inner += len(piece)
            if piece.strip():
                yield _line(piece.rstrip("\n"), start)
        at += len(raw)


def _line(words: str, start: int) -> _Line:
    for kind, pattern in (
        ("number", NUMBER),
        ("sub", SUB),
        ("round", ROUND),
        ("prose", PROSE),
        ("heading", HEADING),
    ):
        found = pattern.match(words)
        if found:
            return _Line(kind, found["no"], found["words"], start, start + len(words))
    return _Line(
        "label" if LABEL_LINE.match(words) else "note" if NOTE.match(words) else "plain",
        "",
        words,
        start,
        start + len(words),
    )


def _own(lines: list[_Line], at: int) -> list[_Line]:
    """A line with those that follow it up to the next numbered one."""
    end = at + 1
    while end < len(lines) and lines[end].kind in {"plain", "label"}:
        end += 1
    return lines[at:end]


def _block(lines: list[_Line], at: int) -> str:
    return "\n".join(line.words for line in _own(lines, at))


def _collect(lines: list[_Line], kinds: set[str]) -> Iterator[Item]:
    group = leader = None
    for index, line in enumerate(lines):
        if line.kind in kinds:
            words = _block(lines, index)
            yield Item(line.no, words, group, leader, line.start, _own(lines, index)[-1].end)
        elif line.kind in {"heading", "sub"}:
            group = _heading_words(line.words)
            found = LEADER.search(line.words)
            leader = found["name"] if found else None


def _heading_words(words: str) -> str:
    return re.split("[。:：]", words.strip())[0][:HEADING_LENGTH]
