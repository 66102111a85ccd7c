"""Gaps of a roster filled (补空缺): by people who have rested enough and been on duty least, in the shifts and at the posts that they know.

A person is on duty in at most one of `rest` + 1 shifts in a row and on at most `days` of seven days in a row. As many places as possible are filled;
the fewer duties somebody has had, the sooner it is their turn; in the shift of their last duty if that is as good. Who is taken stands where they
stood last, else where their unit stands, else anywhere. Where people are too few for several days, they are shared out over all of these.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from duban.registers.blocks import WEEK, Limits


@dataclass(frozen=True, slots=True)
class Worker:
    """A person with the duties that they have had and will have, and the posts that they know, the best known first."""

    name: str
    duties: tuple[tuple[dt.date, str], ...]
    posts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A person newly at a post."""

    name: str
    post: int
    day: dt.date
    shift: str


Gaps = Mapping[tuple[dt.date, int, str], int]
"""How many are missing on a day, at a post, in a shift."""


def turns(gaps: Gaps, workers: Iterable[Worker], shifts: Sequence[str], limits: Limits) -> list[Turn]:
    """Who fills which gap, day by day, shift by shift; a gap that nobody may fill stays.

    Source: minimum cost flow by network simplex as `networkx` has it; limits of time on duty: 劳动法第三十八条 (at least one day in seven is free).
    """
    people = {one.name: _Person(one, shifts, limits) for one in workers}
    found: list[Turn] = []
    a_day = len(people) * -(-len(shifts) // (limits.rest + 1))  # duties that all together may have on one day
    days = sorted({day for day, _, _ in gaps})
    for nth, day in enumerate(days, 1):
        share = a_day if len(days) == 1 else -(-nth * a_day * limits.days // WEEK) - len(found)
        open_now = {(post, shift): n for (on, post, shift), n in gaps.items() if on == day and n > 0}
        while made := _round(open_now, people.values(), day, shifts, most=share):
            found, share = found + made, share - len(made)
            for one in made:
                open_now[(one.post, one.shift)] -= 1
                people[one.name].take(one)
    return sorted(found, key=lambda t: (t.day, shifts.index(t.shift), t.post, t.name))


Group = tuple[tuple[str, ...], int, str]
"""People who may be on duty in the same shifts, have had as many duties, and had the last in the same shift."""


class _Person:
    """A worker while turns are given."""

    def __init__(self, worker: Worker, shifts: Sequence[str], limits: Limits) -> None:
        self.name, self.posts = worker.name, worker.posts
        self._shifts, self._limits = shifts, limits
        self._slots = {self._slot(day, shift) for day, shift in worker.duties if shift in shifts}
        self.usual = shifts[max(self._slots) % len(shifts)] if self._slots else ""

    def _slot(self, day: dt.date, shift: str) -> int:
        return day.toordinal() * len(self._shifts) + self._shifts.index(shift)

    @property
    def load(self) -> int:
        return len(self._slots)

    def take(self, turn: Turn) -> None:
        self._slots.add(self._slot(turn.day, turn.shift))

    def may(self, day: dt.date, shift: str) -> bool:
        slot = self._slot(day, shift)
        if any(abs(slot - own) <= self._limits.rest for own in self._slots):
            return False
        days = {own // len(self._shifts) for own in self._slots} | {day.toordinal()}
        weeks = range(day.toordinal() - WEEK + 1, day.toordinal() + 1)
        return all(sum(first <= own < first + WEEK for own in days) <= self._limits.days for first in weeks)


def _round(gaps: Mapping[tuple[int, str], int], people: Iterable[_Person], day: dt.date, shifts: Sequence[str], *, most: int) -> list[Turn]:  # fmt: skip
    """At most one more duty for everybody, and `most` for all."""
    needs = {shift: sum(n for (_, of), n in gaps.items() if of == shift) for shift in shifts}
    groups: defaultdict[Group, list[_Person]] = defaultdict(list)
    for one in people:
        if may := tuple(shift for shift in shifts if needs[shift] and one.may(day, shift)):
            groups[(may, one.load, one.usual)].append(one)
    sizes = {key: len(members) for key, members in groups.items()}
    found: list[Turn] = []
    for shift, shares in _shares(sizes, needs, most).items():
        left = {post: n for (post, of), n in gaps.items() if of == shift}
        chosen: list[_Person] = []
        for key, n in shares.items():
            members = sorted(groups[key], key=lambda one: not any(left.get(post) for post in one.posts[:1]))
            chosen, groups[key] = chosen + members[:n], members[n:]
        found += [Turn(name, post, day, shift) for name, post in _placed(chosen, left)]
    return found


def _shares(sizes: Mapping[Group, int], needs: Mapping[str, int], most: int) -> dict[str, dict[Group, int]]:
    """How many of each group of like people go to each shift."""
    if not sizes or most <= 0:
        return {}
    graph = nx.DiGraph()
    graph.add_edge("start", "people", capacity=most, weight=0)
    for group, n in sizes.items():
        may, load, usual = group
        graph.add_edge("people", group, capacity=n, weight=2 * load)
        for shift in may:
            graph.add_edge(group, ("shift", shift), weight=int(shift != usual))
            graph.add_edge(("shift", shift), "places", capacity=needs[shift], weight=0)
    flow = nx.max_flow_min_cost(graph, "start", "places")
    return {shift: {group: flow[group].get(("shift", shift), 0) for group in sizes} for shift in needs}


def _placed(chosen: Sequence[_Person], left: dict[int, int]) -> list[tuple[str, int]]:
    """Everybody at the best known post that still needs somebody; who knows none of them at those that need most."""
    waiting, found = list(chosen), []
    for rank in range(max((len(one.posts) for one in chosen), default=0)):
        for one in list(waiting):
            if rank < len(one.posts) and left.get(one.posts[rank], 0) > 0:
                left[one.posts[rank]] -= 1
                found.append((one.name, one.posts[rank]))
                waiting.remove(one)
    for one in waiting:
        post = max(left, key=lambda key: (left[key], -key))
        left[post] -= 1
        found.append((one.name, post))
    return found
