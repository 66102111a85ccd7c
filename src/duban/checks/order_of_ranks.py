"""A list of the first or the last must be in order.

Finds `前五位依次是：稿川区(63.3亿元)、高新区(61.9亿元)…` whose figures rise where they should fall, or the other way round.

Why: the list is sorted by hand, and one place is moved without its figure.

Wrong: 按完成投资额排序，前三位依次是：甲川区(63.3亿元)、乙新县(71.9亿元)、丙镇县(51.3亿元)。
Right: 按完成投资额排序，前三位依次是：甲川区(63.3亿元)、乙新县(61.9亿元)、丙镇县(51.3亿元)。
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from duban.checks.base import Finding, comparable, finding, printed
from duban.facts import Fact, Reading
from duban.text.units import in_base

LIST = re.compile(r"(?P<end>前|后|末)[一二三四五六七八九十\d]+(?:位|名)(?:依次|分别)?(?:是|为)?[:：]?")
FEWEST = 3
ONE_OF_A_LIST = re.compile(r"^[)）][、,，和][^(（。；;：:位]{2,16}[(（]$")


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every list that says it is in order."""
    text = reading.clean.text
    facts = list(reading.facts)
    for found in LIST.finditer(text):
        members = _members(text, facts, found.end())
        if len(members) >= FEWEST:
            yield _finding(reading, members, rising=found["end"] != "前")


def _members(text: str, facts: list[Fact], start: int) -> list[Fact]:
    following = [f for f in facts if f.start >= start]
    if not following or not re.fullmatch(r"[^(（。；;]{2,16}[(（]", text[start : following[0].start]):
        return []
    members = [following[0]]
    for before, fact in pairwise(following):
        if not _is_alike(before, fact) or not ONE_OF_A_LIST.match(text[before.end : fact.start]):
            break
        members.append(fact)
    return members


def _is_alike(a: Fact, b: Fact) -> bool:
    return a.unit == b.unit or comparable(a, b)


def _amount(fact: Fact) -> Decimal:
    return in_base(fact.value, fact.unit)[0]


def _finding(reading: Reading, members: Sequence[Fact], *, rising: bool) -> Finding:
    falls = all(_amount(a) >= _amount(b) for a, b in pairwise(members))
    rises = all(_amount(a) <= _amount(b) for a, b in pairwise(members))
    wrong = next(
        (b for a, b in pairwise(members) if (_amount(a) > _amount(b) if rising else _amount(a) < _amount(b))),
        members[-1],
    )
    holds = falls or rises if rising else falls
    order = "、".join(printed(f) for f in sorted(members, key=_amount, reverse=not rising))
    return finding(
        reading,
        "order_of_ranks",
        tuple(members),
        holds=holds,
        computed=order,
        stated=printed(wrong),
        order=order,
        printed=printed(wrong),
    )
