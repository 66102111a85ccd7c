"""Two spans that follow one another do not have the same amount to the last digit.

For amounts with three digits or more that are no stocks. It may stand with an explanation.

Why: last month's column was copied and not overtyped.

Wrong: 1—8月 61.24亿元，1—9月 61.24亿元
Right: 1—8月 61.24亿元，1—9月 68.61亿元
"""

from collections.abc import Iterator
from itertools import pairwise

from duban.review.base import VALUE, Grade, Relation, Sheet, known, printed

GRADE = Grade.EXPLAIN
DIGITS = 3


def look(sheet: Sheet) -> Iterator[Relation]:
    """Each amount against the one before it."""
    for (indicator, measure, _), rows in sheet.series.items():
        lexicon = known(indicator)
        if measure != VALUE or (lexicon and lexicon.is_stock):
            continue
        for before, after in pairwise(rows):
            if (
                before.value
                and before.value == after.value
                and len(before.value.normalize().as_tuple().digits) >= DIGITS
            ):
                fields = {"figure": printed(after), "earlier": before.period.iso, "period": after.period.iso}
                yield Relation("stale_copy", GRADE, (after, before), holds=False, fields=fields)
