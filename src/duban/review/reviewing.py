"""All rules over all figures, and which figure of a broken relation is the likely culprit.

A figure that stands in relations that hold is innocent of the one that does not: a wrong growth breaks only its own relation, a wrong level breaks
that of this year, that of the next, and the sum it stands in. So the figure with the most against it is accused first; what it explains is not held
against others; and so on, until every broken relation has its suspect.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from duban.review.base import Doubt, Figure, Grade, Relation, Sheet
from duban.review.registry import all_rules

STRICT, LOOSE = (
    1.0,
    0.2,
)  # what a relation counts for its figures where it holds; a loose rule holds for many wrong figures too


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
    weights = {rule.code: STRICT if rule.is_strict else LOOSE for rule in all_rules()}
    held: defaultdict[str, float] = defaultdict(float)
    broken: defaultdict[str, list[Relation]] = defaultdict(list)
    figures: dict[str, Figure] = {}
    for relation in relations:
        for figure in relation.figures:
            if relation.holds:
                held[figure.key] += weights[relation.code]
            else:
                broken[figure.key].append(relation)
                figures[figure.key] = figure
    against = {key: len(rows) for key, rows in broken.items()}  # what is not explained yet
    explained: set[int] = set()
    doubts: list[Doubt] = []
    while figures:
        worst = max(
            figures.values(), key=lambda f: (against[f.key] - held[f.key] / 2, f.period.last, -order[f.key])
        )
        left = [relation for relation in broken[worst.key] if id(relation) not in explained]
        for relation in left:
            explained.add(id(relation))
            doubts.append(Doubt(relation, worst))
            for figure in relation.figures:
                against[figure.key] -= 1
                if not against[figure.key]:
                    figures.pop(figure.key, None)
    return doubts
