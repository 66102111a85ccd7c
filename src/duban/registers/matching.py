"""Matching of two registers (产销对接、就业匹配): who fits whom, ranked; and who goes with whom so that all together fit best.

A register says how in its block `match`: `with` the other register, `same` fields that have to be equal, `near` amounts of which the smaller
is divided by the larger, `field` the link that holds the partner, `open` and `others_open` the states in which a record is still free, and
`places` the number of the other side that says for how many it has room (else for one).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

import networkx as nx

from duban.registers.blocks import Match
from duban.registers.conditions import Values

WHOLE = Decimal(1)
CENT = Decimal("0.01")
MOST_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Fit:
    """How well one record fits another, from 0 to 1."""

    one: int
    other: int
    score: Decimal


def fit(rule: Match, one: Values, other: Values) -> Decimal | None:
    """The mean of how near the amounts are; 1 where none are compared; None if they do not go together."""
    for mine, theirs in rule.same:
        if not one.get(mine) or one.get(mine) != other.get(theirs):
            return None
    shares = [_near(one.get(mine), other.get(theirs)) for mine, theirs in rule.near]
    known = [share for share in shares if share is not None]
    if not known:
        return WHOLE
    return (sum(known, Decimal(0)) / len(known)).quantize(CENT, ROUND_HALF_UP)


def _near(one: str | None, other: str | None) -> Decimal | None:
    try:
        low, high = sorted((Decimal(one or ""), Decimal(other or "")))
    except InvalidOperation:
        return None
    return low / high if high > 0 and low >= 0 else Decimal(0)


def ranked(rule: Match, one: tuple[int, Values], others: Mapping[int, Values]) -> list[Fit]:
    """The partners that fit a record, the best first; equal ones in the order in which they were written down."""
    found = [
        Fit(one[0], key, score)
        for key, values in others.items()
        if (score := fit(rule, one[1], values)) is not None
    ]
    return sorted(found, key=lambda f: (-f.score, f.other))[:MOST_CANDIDATES]


def assigned(
    rule: Match, ones: Mapping[int, Values], others: Mapping[int, Values], room: Mapping[int, int]
) -> list[Fit]:
    """Each record with at most one partner, each partner with as many as it has room for, so that as many as possible have one and the scores add up to the most.

    Source: maximum weight matching (blossom method, Galil 1986) as `networkx` has it.
    """
    graph = nx.Graph()
    fits: dict[tuple[int, int], Fit] = {}
    for key, values in ones.items():
        for found in ranked(rule, (key, values), others):
            fits[(key, found.other)] = found
            for place in range(min(room.get(found.other, 1), len(ones))):
                graph.add_edge(("one", key, 0), ("other", found.other, place), weight=int(found.score * 100) + 1)  # fmt: skip
    pairs = [
        {kind: key for kind, key, _ in pair} for pair in nx.max_weight_matching(graph, maxcardinality=True)
    ]
    return sorted(
        (fits[(pair["one"], pair["other"])] for pair in pairs), key=lambda f: (-f.score, f.one, f.other)
    )
