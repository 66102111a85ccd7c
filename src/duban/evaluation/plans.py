"""Scores of tasks read from plan documents: found by like titles, each used once, then leaders, units, deadlines and targets of those.

Two titles are alike if they share 60 % of their character pairs, or nearly all of the shorter one's (the corpus's own rule).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

Row = Mapping[str, object]
LISTS = ("lead_leader", "lead_units", "units")
FIELDS = ("task", *LISTS, "deadline", "recurring", "targets")
ALIKE = 0.6
CONTAINED = 0.15


@dataclass(slots=True)
class PlanScore:
    """Counts of one document or of many, by field: right, wanted, read."""

    right: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)

    def add(self, other: "PlanScore") -> None:
        """Count another document in."""
        self.right += other.right
        self.wanted += other.wanted
        self.read += other.read

    def f1(self, name: str) -> float:
        """Harmonic mean of precision and recall of one field; 1 where there is nothing to read and nothing was."""
        whole = self.wanted[name] + self.read[name]
        return 2 * self.right[name] / whole if whole else 1.0


def score_plan(gold: Sequence[Row], read: Sequence[Row]) -> PlanScore:
    """Compare the tasks of one document. Optional ones count neither way."""
    found = _match(gold, read)
    firm = [(g, r) for g, r in found if not g.get("optional")]
    score = PlanScore()
    _count(
        score,
        "task",
        len(firm),
        sum(not g.get("optional") for g in gold),
        len(read) - (len(found) - len(firm)),
    )
    for want, have in firm:
        for name in FIELDS[1:]:
            left, right = _values(want, name), _values(have, name)
            _count(score, name, len(left & right), len(left), len(right))
    return score


def _count(score: PlanScore, name: str, right: int, wanted: int, read: int) -> None:
    score.right[name] += right
    score.wanted[name] += wanted
    score.read[name] += read


def _values(row: Row, name: str) -> set[object]:
    value = row.get(name)
    if name == "targets":
        return {(float(str(t["value"])), t["unit"]) for t in cast("Sequence[Row]", value or ())}
    if name in LISTS:
        return set(cast("Sequence[str]", value or ()))
    return {value} - {None}


def _match(gold: Sequence[Row], read: Sequence[Row]) -> list[tuple[Row, Row]]:
    ranked = sorted(
        (
            (_alike(str(g["title"]), str(r["title"])), i, j)
            for i, g in enumerate(gold)
            for j, r in enumerate(read)
        ),
        reverse=True,
    )
    used_gold: set[int] = set()
    used_read: set[int] = set()
    found: list[tuple[Row, Row]] = []
    for value, i, j in ranked:
        if value >= ALIKE and i not in used_gold and j not in used_read:
            used_gold.add(i)
            used_read.add(j)
            found.append((gold[i], read[j]))
    return found


def _alike(left: str, right: str) -> float:
    a, b = _pairs(left), _pairs(right)
    both = (a & b).total()
    shorter = max(1, min(a.total(), b.total()))
    return max(2 * both / (a.total() + b.total()), both / shorter - CONTAINED)


def _pairs(text: str) -> Counter[str]:
    plain = "".join(char for char in text if char.isalnum())
    return Counter(plain[i : i + 2] for i in range(max(1, len(plain) - 1)))
