"""A cumulative figure does not fall within its year.

Holds 2020-01/2020-09 against 2020-01/2020-08, and so on, for amounts and counts of a span; not for stocks (存款余额, 常住人口), which may fall.

Why: a month's own figure in the row of cumulative ones is the commonest slip of a monthly table.

Wrong: 固定资产投资 1—8月 61.2亿元，1—9月 7.4亿元
Right: 固定资产投资 1—8月 61.2亿元，1—9月 68.6亿元
"""

from collections.abc import Iterator
from itertools import pairwise

from duban.review.base import VALUE, Figure, Grade, Relation, Sheet, known, printed

GRADE = Grade.CORRECT


def look(sheet: Sheet) -> Iterator[Relation]:
    """Each cumulative figure against the one before it."""
    for (indicator, measure, _), rows in sheet.series.items():
        lexicon = known(indicator)
        if measure not in {VALUE, "count"} or (lexicon and lexicon.is_stock):
            continue
        cumulative = [
            f
            for f in rows
            if f.period.first.month == 1 and f.period.first.day == 1 and f.period.first < f.period.last
        ]
        for before, after in pairwise(cumulative):
            if before.period.first == after.period.first and before.value > 0:
                yield Relation(
                    "falling_cumulative",
                    GRADE,
                    (before, after),
                    after.amount >= before.amount,
                    _fields(before, after),
                )


def _fields(before: Figure, after: Figure) -> dict[str, str]:
    return {
        "before": printed(before),
        "earlier": before.period.iso,
        "after": printed(after),
        "period": after.period.iso,
    }
