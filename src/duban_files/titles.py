"""Where a long title is broken: words stay whole, lines are of like length (GB/T 9704—2012, 7.3.1: 词意完整，排列对称，长短适宜)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

MOST = 20  # characters of 22 pt on 156 mm
NEVER_FIRST = "的等之了、，。）》”：；"
NEVER_LAST = "（《“、和与及对在为将把被"
GOOD_LAST = re.compile(r"(的|关于|情况|工作|推进|落实|开展|印发|做好|加快)$")
QUOTED = re.compile(r"《[^》]*》|“[^”]*”|（[^）]*）")
WHOLE = re.compile(r"\d+年(?:\d+月(?:\d+日)?)?|[\dA-Za-z.%〔〕—-]+|第[一二三四五六七八九十百\d]+[期次季届]")
BAD_PLACE, QUOTED_PLACE, PLAIN_PLACE = 60, 12, 6  # what a break costs beside uneven lines


def title_lines(title: str, *, whole: Sequence[str] = (), most: int = MOST) -> list[str]:
    """The lines of a title; as few as it needs. `whole` are words that are not broken; one longer than a line is, where nothing else helps.

    >>> title_lines("云岭县重点工作百日会战领导小组办公室关于第三次集中督查情况的通报", whole=["领导小组办公室"])
    ['云岭县重点工作百日会战领导小组办公室', '关于第三次集中督查情况的通报']
    """
    count = -(-len(title) // most)
    if count <= 1:
        return [title]
    closed = _closed(title, whole)
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0, (0,))}
    for line in range(1, count + 1):
        for end in range(1, len(title) + 1):
            ways = [
                (cost + (size - len(title) / count) ** 2 + _price(title, end, closed), (*ends, end))
                for (before, start), (cost, ends) in best.items()
                if before == line - 1 and 0 < (size := end - start) <= most
            ]
            if ways:
                best[line, end] = min(ways)
    ends = best[count, len(title)][1]
    return [title[start:end] for start, end in pairwise(ends)]


def _closed(title: str, whole: Sequence[str]) -> Mapping[int, int]:
    """What a break costs at places inside words that stay whole."""
    named = [re.compile(re.escape(words)) for words in whole if words]
    prices = [(QUOTED, QUOTED_PLACE), *((shape, BAD_PLACE) for shape in (WHOLE, *named))]
    return {
        place: price
        for shape, price in prices
        for found in shape.finditer(title)
        for place in range(found.start() + 1, found.end())
    }


def _price(title: str, place: int, closed: Mapping[int, int]) -> int:
    if place == len(title):
        return 0
    if title[place] in NEVER_FIRST or title[place - 1] in NEVER_LAST:
        return BAD_PLACE
    if place in closed:
        return closed[place]
    is_good = GOOD_LAST.search(title[:place]) or title[place:].startswith("关于")
    return 0 if is_good else PLAIN_PLACE
