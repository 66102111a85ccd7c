"""Whose figures a stretch of text gives when it is not the paper's own place: a section that a name heads, a firm that speaks.

`安化县经开区：聚力循环经济…` holds to the end of its section; `“我们的研发投入达到1963万元。”某公司总经理说` for the quotation.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from duban.facts.where import KINDS

COLON = re.compile(r"[:：](?!\s*\n)")
HEADED = re.compile(
    rf"(?:^|[】。\n])[\s\u3000]*(?P<who>(?![一二三四五六七八九十]是)[\u4e00-\u9fff]{{2,12}}(?:{KINDS}))$"
)
LONGEST_HEAD = 24
ENDS_SECTION = re.compile(r"[\n【]")
SPEAKER = re.compile(
    r"”\s*(?P<who>[\u4e00-\u9fffA-Za-z（）()]{2,24}?(?:有限(?:责任)?公司|公司|集团|合作社|酒厂|药厂|钢厂|纸厂|电厂|服装厂))[^。”“\n]{0,24}?(?:说|表示|介绍|告诉|坦言)"
)
ABOUT_US = re.compile("我们|我公司|我厂|我司|本公司|公司")
LONGEST = 600
NO_SECTION = re.compile("(?:各|全|有关|相关|责任|牵头|配合)[\u4e00-\u9fff]*$")


@dataclass(frozen=True, slots=True)
class Voice:
    """A stretch of the clean text and whose figures it gives."""

    start: int
    end: int
    who: str


class Voices:
    """All voices of a text, asked for by place."""

    def __init__(self, text: str) -> None:
        self._all = sorted([*_sections(text), *_speakers(text)], key=lambda voice: voice.start)
        self._starts = [voice.start for voice in self._all]

    def at(self, offset: int) -> str | None:
        """Whose figures stand at an offset; None where they are the paper's own."""
        for voice in reversed(self._all[: bisect_right(self._starts, offset)]):
            if voice.end > offset:
                return voice.who
        return None


def _sections(text: str) -> list[Voice]:
    heads: list[tuple[int, int, str]] = []
    for colon in COLON.finditer(text):
        since = max(0, colon.start() - LONGEST_HEAD)
        head = HEADED.search(text[since : colon.start()])
        if head and (head.start() or not since) and not NO_SECTION.search(head["who"]):
            heads.append((since + head.start("who"), colon.end(), head["who"]))
    found: list[Voice] = []
    for at, (_, end, who) in enumerate(heads):
        stop = ENDS_SECTION.search(text, end)
        ends = [
            len(text),
            *([stop.start()] if stop else []),
            *([heads[at + 1][0]] if at + 1 < len(heads) else []),
        ]
        found.append(Voice(end, min(ends), who))
    return found


def _speakers(text: str) -> list[Voice]:
    if "”" not in text:
        return []
    found: list[Voice] = []
    for speaker in SPEAKER.finditer(text):
        opened = text.rfind("“", max(0, speaker.start() - LONGEST), speaker.start())
        paragraph = text.rfind("\n", 0, speaker.start())
        if opened > paragraph and ABOUT_US.search(text, opened, speaker.start()):
            found.append(Voice(opened, speaker.start(), speaker["who"]))
    return found
