"""The parts of a region add up to it.

The figures of all towns of a county against the county's own, within their rounding, where every part that has ever had a figure of the indicator has one
for the period. More than the county must be corrected; less may stand with an explanation. Where the sum fails for more than half of the periods
nothing is said: then something is counted at the county itself.

Why: a town reports the year where the others report the month.

Wrong: 全县 12.4亿元；乡镇合计 31.8亿元
Right: 全县 12.4亿元；乡镇合计 12.4亿元
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from duban.review.base import VALUE, Figure, Grade, Relation, Sheet, printed

GRADE = Grade.CORRECT
IS_STRICT = True  # it holds for right figures and hardly for wrong ones


def look(sheet: Sheet) -> Iterator[Relation]:
    """Each region with parts."""
    have: dict[tuple[str, str], set[str]] = defaultdict(set)
    for figure in sheet.of(VALUE):
        if figure.region in sheet.within:
            have[figure.indicator, sheet.within[figure.region]].add(figure.region)
    for (indicator, region), parts in have.items():
        wholes = sheet.series.get((indicator, VALUE, region), ())
        found = [relation for whole in wholes if (relation := _relation(sheet, whole, sorted(parts)))]
        if sum(relation.holds for relation in found) * 2 >= len(
            found
        ):  # else something is counted at the county itself
            yield from found


def _relation(sheet: Sheet, whole: Figure, regions: list[str]) -> Relation | None:
    there = [sheet.get(whole.indicator, VALUE, region, whole.period) for region in regions]
    parts = [part for part in there if part is not None]
    if len(parts) < len(regions):
        return None
    total = sum((part.amount for part in parts), Decimal(0))
    size = whole.amount / whole.value if whole.value else Decimal(1)
    slack = abs(sheet.step(whole) * size) * (len(parts) + 1) / 2
    grade = GRADE if total > whole.amount else Grade.EXPLAIN
    fields: Mapping[str, str] = {
        "whole": printed(whole), "region": whole.region, "n": str(len(parts)), "sum": f"{(total / size).normalize():f}{whole.unit}",
    }  # fmt: skip
    return Relation("parts_of_region", grade, (whole, *parts), abs(total - whole.amount) <= slack, fields)
