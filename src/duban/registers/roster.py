"""Rosters (值守排班): how many people each post needs and has in each shift, who stands at two posts at once, who came."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Duty:
    """A person at a post, on a day, in a shift; `came` is None while nobody said."""

    person: str
    post: int
    day: dt.date
    shift: str
    came: bool | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A post in one shift: how many it needs, how many are planned and not known to be missing, how many came."""

    need: int
    planned: int
    came: int

    @property
    def gap(self) -> int:
        """How many are missing."""
        return max(0, self.need - self.planned)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Places filled of places needed."""

    filled: int
    needed: int


Place = tuple[int, dt.date, str]


def cells(posts: Mapping[int, int], duties: Iterable[Duty], days: Sequence[dt.date], shifts: Sequence[str]) -> dict[Place, Cell]:  # fmt: skip
    """Each post on each day in each shift."""
    planned: Counter[Place] = Counter()
    came: Counter[Place] = Counter()
    for one in duties:
        place = (one.post, one.day, one.shift)
        planned[place] += one.came is not False
        came[place] += one.came is True
    return {
        (post, day, shift): Cell(need, planned[(post, day, shift)], came[(post, day, shift)])
        for post, need in posts.items()
        for day in days
        for shift in shifts
    }


def coverage(found: Iterable[Cell]) -> Coverage:
    """Of all these together; a post with more people than it needs makes up for no other."""
    known = list(found)
    return Coverage(sum(min(one.need, one.planned) for one in known), sum(one.need for one in known))


def doubled(duties: Iterable[Duty]) -> list[tuple[str, dt.date, str]]:
    """Who stands twice in one shift of one day: person, day, shift."""
    seen = Counter((one.person, one.day, one.shift) for one in duties if one.came is not False)
    return sorted(key for key, times in seen.items() if times > 1)
