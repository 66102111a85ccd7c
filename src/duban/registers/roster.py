"""Rosters (值守排班): how many people each post needs and has in each shift, and who came."""

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


def cells(posts: Mapping[int, int], duties: Iterable[Duty], day: dt.date, shifts: Sequence[str]) -> dict[tuple[int, str], Cell]:  # fmt: skip
    """Each post in each shift of a day; `posts` are with how many a shift needs."""
    planned: Counter[tuple[int, str]] = Counter()
    came: Counter[tuple[int, str]] = Counter()
    for one in duties:
        if one.day == day:
            planned[(one.post, one.shift)] += one.came is not False
            came[(one.post, one.shift)] += one.came is True
    return {
        (post, shift): Cell(need, planned[(post, shift)], came[(post, shift)])
        for post, need in posts.items()
        for shift in shifts
    }


def coverage(posts: Mapping[int, int], duties: Iterable[Duty], days: Sequence[dt.date], shifts: Sequence[str]) -> dict[dt.date, Coverage]:  # fmt: skip
    """Of each day all posts together; a post with more people than it needs makes up for no other."""
    planned = Counter((one.day, one.post, one.shift) for one in duties if one.came is not False)
    filled: Counter[dt.date] = Counter()
    for (day, post, shift), people in planned.items():
        if shift in shifts:
            filled[day] += min(people, posts.get(post, 0))
    needed = sum(posts.values()) * len(shifts)
    return {day: Coverage(filled[day], needed) for day in days}
