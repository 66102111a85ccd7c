"""Checklist visits (上门检查): which points of a visit are met, and which are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from duban.registers.blocks import Visit
from duban.registers.conditions import Values


def missed(rule: Visit, values: Values) -> list[str]:
    """The points that are not met, in the order of the list; a point that does not apply is left empty."""
    return [code for code in rule.items if values.get(code) == "no"]


def met_of_all(rule: Visit, values: Values) -> tuple[int, int]:
    """How many points are met, of how many that apply."""
    said = [values.get(code) for code in rule.items]
    return said.count("yes"), said.count("yes") + said.count("no")


def most_missed(rule: Visit, visits: Iterable[tuple[Values, int]]) -> list[tuple[str, int, int]]:
    """Each point with how often it was not met, of how often it was asked; the worst first. `visits` are values and how many visits have them."""
    bad: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for values, times in visits:
        for code in rule.items:
            if values.get(code):
                asked[code] += times
                bad[code] += times * (values[code] == "no")
    return sorted(((code, bad[code], asked[code]) for code in rule.items), key=lambda row: -row[1])
