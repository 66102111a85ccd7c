"""Drawing at random whom and what to inspect (双随机), so that anybody can prove the draw afterwards.

Weighted sampling without replacement: each ticket gets a number between 0 and 1 from the SHA-256 of seed and key, raised to the
power 1/weight; the largest win (Efraimidis and Spirakis, Weighted random sampling with a reservoir, 2006). The same seed and
pool give the same draw on any machine.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

SPACE = 1 << 256
NEVER_VISITED = 180
RISK = {"red": 4, "orange": 3, "yellow": 2}


@dataclass(frozen=True, slots=True)
class Ticket:
    """What can be drawn, and how much it weighs (above 0)."""

    key: str
    weight: int = 1


def draw(pool: Sequence[Ticket], count: int, *, seed: str) -> list[str]:
    """`count` keys, or the whole pool if it is smaller, in the order in which they were drawn.

    Raises:
        ValueError: a weight is not above 0, or a key is there twice.
    """
    if any(ticket.weight <= 0 for ticket in pool):
        raise ValueError("every ticket must weigh more than 0")
    if len({ticket.key for ticket in pool}) < len(pool):
        raise ValueError("every key may stand only once in a pool")
    ranked = sorted(pool, key=lambda ticket: (-_luck(ticket, seed), ticket.key))
    return [ticket.key for ticket in ranked[:count]]


def _luck(ticket: Ticket, seed: str) -> float:
    number = int.from_bytes(hashlib.sha256(f"{seed}\n{ticket.key}".encode()).digest())
    return math.log((number + 1) / (SPACE + 1)) / ticket.weight


def weight(light: str, days_since_visit: int | None) -> int:
    """How much a task weighs: its light's risk (red 4, orange 3, yellow 2, else 1), plus one for each 30 days without a visit."""
    quiet = NEVER_VISITED if days_since_visit is None else min(days_since_visit, NEVER_VISITED)
    return RISK.get(light, 1) + quiet // 30
