"""A rank follows from the values.

Where a region's rank stands beside the values of the regions that are compared, and as many values are there as regions are ranked: the rank is one more than
the number of better values. Less is better where the lexicon says so.

Why: the rank of the month before was left standing.

Wrong: 第2名；数值 5.1，其他 6.0、5.8、4.9
Right: 第3名；数值 5.1，其他 6.0、5.8、4.9
"""

from collections.abc import Iterator

from duban.review.base import GROWTH, RANK, VALUE, Grade, Relation, Sheet, known

GRADE = Grade.CORRECT
IS_STRICT = True  # it holds for right figures and hardly for wrong ones
FEWEST = 3


def look(sheet: Sheet) -> Iterator[Relation]:
    """Each rank among the regions that have a rank for the same period; by value or by growth, whichever fits."""
    for (indicator, measure, iso), ranks in sheet.cross.items():
        if measure != RANK or len(ranks) < FEWEST:
            continue
        regions = {rank.region for rank in ranks}
        lexicon = known(indicator)
        sign = -1 if lexicon and lexicon.less_is_better else 1
        for basis in (VALUE, GROWTH):
            values = {
                f.region: f.amount * sign
                for f in sheet.cross.get((indicator, basis, iso), ())
                if f.region in regions
            }
            if len(values) < len(regions):
                continue
            right = {
                region: 1 + sum(other > value for other in values.values())
                for region, value in values.items()
            }
            if sum(right[rank.region] == rank.value for rank in ranks) * 2 < len(ranks):
                continue  # it is not what was ranked
            for rank in ranks:
                fields = {
                    "rank": f"{rank.value.normalize():f}",
                    "computed": str(right[rank.region]),
                    "n": str(len(ranks)),
                }
                yield Relation("rank_and_values", GRADE, (rank,), right[rank.region] == rank.value, fields)
            break
