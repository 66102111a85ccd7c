"""From points to places, grades, speeches and rewards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from duban.scoring.compute import Columns, Readings, UnitScore, add_up, compute_points, tree_of
from duban.scoring.reading import Ties, places
from duban.scoring.scheme import Item, Reward, Scheme
from duban.scoring.trouble import RoundError, Trouble


@dataclass(frozen=True, slots=True)
class Result:
    """A round, computed: the units by group and place."""

    version: str
    scores: Sequence[UnitScore]

    def of(self, unit: str) -> UnitScore:
        """The score of one unit."""
        return next(one for one in self.scores if one.unit == unit)

    def group(self, code: str) -> list[UnitScore]:
        """The scores of a group, the first place first."""
        return [one for one in self.scores if one.group == code]


def compute(scheme: Scheme, entrants: Mapping[str, str], readings: Readings) -> Result:
    """A round of a scheme. `entrants` are the units with the code of their group, "" in a scheme without groups.

    Raises:
        RoundError: units in unknown groups, values missing that may not be, values that a method cannot score; all of them at once.
    """
    known = {code for code, _ in scheme.groups} or {""}
    strangers = [Trouble(u, "", "score.unknown-group", (("group", g),)) for u, g in entrants.items() if g not in known]  # fmt: skip
    if strangers:
        raise RoundError(strangers)
    scores: list[UnitScore] = []
    troubles: list[Trouble] = []
    for group in dict.fromkeys(code for code, _ in scheme.groups or [("", "")]):
        units = sorted(unit for unit, its in entrants.items() if its == group)
        try:
            scores += rank_group(scheme, group, units, readings)
        except RoundError as problem:
            troubles += problem.troubles
    if troubles:
        raise RoundError(troubles)
    return Result(scheme.version, tuple(scores))


def rank_group(scheme: Scheme, group: str, units: Sequence[str], readings: Readings) -> list[UnitScore]:
    """One group of a round, in the order of its places; equal places in the order of their names."""
    return rank_columns(scheme, group, units, compute_points(scheme, group, units, readings))


def rank_columns(scheme: Scheme, group: str, units: Sequence[str], columns: Columns) -> list[UnitScore]:
    """The same, from the points of every item."""
    struck = [item for item in scheme.leaves(group) if any(columns[item.code].vetoed)]
    tree, scores = tree_of(scheme, group), []
    for at, unit in enumerate(units):
        points = add_up(scheme, tree, columns, at)
        vetoes = tuple(item.code for item in struck if columns[item.code].vetoed[at])
        total = Decimal(0) if _has(scheme, vetoes, "zero") else points.pop("")
        points.pop("", None)
        scores.append(UnitScore(unit, group, total, points, vetoes, Decimal(0), ""))
    return _graded(scheme, _placed(scheme, scores))


def _has(scheme: Scheme, vetoes: Sequence[str], effect: str) -> bool:
    return any(item.given.words["effect"] == effect for item in _items(scheme, vetoes))


def _items(scheme: Scheme, codes: Sequence[str]) -> list[Item]:
    return [item for item in scheme.items if item.code in codes]


def _placed(scheme: Scheme, scores: list[UnitScore]) -> list[UnitScore]:
    """By total, then by the items that break ties; who is struck by a veto to the last goes behind all."""

    def key(one: UnitScore) -> tuple[Decimal, ...]:
        broken = (one.points.get(code, Decimal(0)) for code in scheme.tie_break)
        return (Decimal(not _has(scheme, one.vetoes, "last")), one.total, *broken)

    order = {value: Decimal(n) for n, value in enumerate(sorted({key(one) for one in scores}))}
    levels = [order[key(one)] for one in scores]
    place = places(levels, is_up=True, ties=Ties(scheme.ties))
    placed = [replace(one, place=place[level]) for one, level in zip(scores, levels, strict=True)]
    return sorted(placed, key=lambda one: (one.place, one.unit))


def _graded(scheme: Scheme, scores: list[UnitScore]) -> list[UnitScore]:
    """From the first place down, the best grade that the total reaches and that has room for all of a place; a veto holds down."""
    grades = scheme.grades
    room = [int(g.share * len(scores)) if g.share is not None else len(scores) for g in grades]
    found = []
    for _, block in groupby(scores, key=lambda one: one.place):
        ones = list(block)
        reached = (
            n
            for n, g in enumerate(grades)
            if room[n] >= len(ones) and (g.least is None or ones[0].total >= g.least)
        )
        level = next(reached, None)
        for one in ones:
            own = None if level is None else max(level, _held_down(scheme, one))
            if own is not None:
                room[own] -= 1
            found.append(replace(one, grade="" if own is None else grades[own].name))
    return found


def _held_down(scheme: Scheme, one: UnitScore) -> int:
    """The best grade that the vetoes leave to a unit, as its number."""
    names = [grade.name for grade in scheme.grades]
    limits = (
        names.index(i.given.words["grade"])
        for i in _items(scheme, one.vetoes)
        if i.given.words["effect"] == "grade"
    )
    return max(limits, default=0)


@dataclass(frozen=True, slots=True)
class Speech:
    """Who speaks at the meeting: the first as models (典型发言), the last with a pledge (表态发言)."""

    unit: str
    place: Decimal
    is_model: bool


def speeches(scheme: Scheme, scores: Sequence[UnitScore]) -> list[Speech]:
    """The speakers of one group, in the order of their speaking; nobody speaks twice."""
    first, last = scheme.speeches
    first = min(first, len(scores))
    last = min(last, len(scores) - first)
    models = [Speech(one.unit, one.place, is_model=True) for one in scores[:first]]
    return models + [Speech(one.unit, one.place, is_model=False) for one in scores[len(scores) - last :]]


def rewards(scheme: Scheme, scores: Sequence[UnitScore]) -> list[tuple[UnitScore, Reward]]:
    """What the places and grades of one group bring. Negative places count from the end: -2 to -1 are the last two."""
    found = []
    for one in scores:
        behind = Decimal(len(scores)) - one.place + 1
        for reward in scheme.rewards:
            at = one.place if reward.first > 0 else -behind
            by_place = reward.first != 0 and reward.first <= at <= reward.last
            if by_place or (reward.grade and reward.grade == one.grade):
                found.append((one, reward))
    return found
