"""All rules over all figures, and which figure of a broken relation is the likely culprit.

A figure that stands in relations that hold is innocent of the one that does not: a wrong growth breaks only its own relation, a wrong level breaks
that of this year, that of the next, and the sum it stands in. So the figure with the most against it is accused first; what it explains is not held
against others; and so on, until every broken relation has its suspect.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from duban.review.base import Doubt, Figure, Grade, Relation, Sheet
from duban.review.registry import all_rules

STRICT = {"growth_and_levels", "sum_of_parts", "parts_of_region", "rank_and_values"}
LOOSE = 0.2  # what a relation counts that holds for many wrong figures too


def review(figures: Sequence[Figure], *, within: Mapping[str, str] | None = None) -> list[Doubt]:
    """What does not hold, with its suspect; what must be corrected first, then in the order of the figures.

    `within` says which region is a part of which (a town of its county).
    """
    sheet = Sheet(figures, within or {})
    relations = [relation for rule in all_rules() for relation in rule.look(sheet)]
    order = {figure.key: n for n, figure in enumerate(figures)}
    doubts = _blame(relations, order)
    return sorted(
        doubts, key=lambda d: (d.relation.grade is not Grade.CORRECT, order[d.suspect.key], d.relation.code)
    )


def _blame(relations: Sequence[Relation], order: Mapping[str, int]) -> list[Doubt]:
    held: defaultdict[str, float] = defaultdict(float)
    broken: defaultdict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        for figure in relation.figures:
            if relation.holds:
                held[figure.key] += 1 if relation.code in STRICT else LOOSE
            else:
                broken[figure.key].append(relation)
    by_key = {
        figure.key: figure for relation in relations if not relation.holds for figure in relation.figures
    }
    doubts: list[Doubt] = []
    explained: set[int] = set()
    while by_key:
        left = {key: [r for r in broken[key] if id(r) not in explained] for key in by_key}
        by_key = {key: figure for key, figure in by_key.items() if left[key]}
        if not by_key:
            break
        worst = max(
            by_key.values(), key=lambda f: (len(left[f.key]) - held[f.key] / 2, f.period.last, -order[f.key])
        )
        doubts += [Doubt(relation, worst) for relation in left[worst.key]]
        explained.update(id(relation) for relation in left[worst.key])
    return doubts
