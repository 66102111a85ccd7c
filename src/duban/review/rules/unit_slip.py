"""An amount is not ten, a hundred, ten thousand times what it was.

Against the same span a year ago, else the span before: a ratio within a third of a power of ten is a slip of the unit (万元 in a column of 亿元) or of the point.

Why: tables change their unit from one month to the next.

Wrong: 2020年9月 53001亿元；2019年9月 5.1亿元
Right: 2020年9月 5.3亿元；2019年9月 5.1亿元
"""

import math
from collections.abc import Iterator
from itertools import pairwise

from duban.review.base import VALUE, Figure, Grade, Relation, Sheet, printed

GRADE = Grade.CORRECT
NEAR = 0.17  # in powers of ten: from two thirds to one and a half times
LEAST = 0.83
DAYS_APART = 3  # months are of 28 to 31 days


def look(sheet: Sheet) -> Iterator[Relation]:
    """Each amount against that of a year ago, or the one before."""
    for (_, measure, _), rows in sheet.series.items():
        if measure != VALUE:
            continue
        before = {after.key: first for first, after in pairwise(rows) if _same_length(first, after)}
        for figure in rows:
            past = sheet.like(figure, years=1) or before.get(figure.key)
            if past is None or past.amount <= 0 or figure.amount <= 0:
                continue
            power = math.log10(figure.amount / past.amount)
            is_slip = abs(power) >= LEAST and abs(power - round(power)) <= NEAR
            if is_slip or abs(power) < NEAR:
                fields = {
                    "now": printed(figure),
                    "past": printed(past),
                    "earlier": past.period.iso,
                    "times": f"{10 ** abs(round(power)):,}",
                }
                yield Relation("unit_slip", GRADE, (figure, past), not is_slip, fields)


def _same_length(one: Figure, other: Figure) -> bool:
    return (
        abs((one.period.last - one.period.first).days - (other.period.last - other.period.first).days)
        <= DAYS_APART
    )
