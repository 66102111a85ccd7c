"""Passes at gates (卡口查验): one pass at two gates sooner than a car drives between them stands on two cars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from duban.registers.blocks import Pass


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """A pass was let through: when (all with a time zone, or none), at which gate."""

    at: dt.datetime
    gate: str


def too_soon(rule: Pass, seen: Iterable[Seen]) -> list[tuple[Seen, Seen]]:
    """Each time that a pass was let through at another gate less than `apart` minutes after the last: the last and this one, in order of time."""
    within = dt.timedelta(minutes=rule.apart)
    return [
        (last, now)
        for last, now in pairwise(sorted(seen))
        if last.gate != now.gate and now.at - last.at < within
    ]
