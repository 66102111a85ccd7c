"""An amount that has never been below zero is not below zero now.

Where the other figures of the indicator, of any region, are all positive.

Why: the minus of a fall slips into the column of amounts.

Wrong: 税收收入 −3.2亿元
Right: 税收收入 3.2亿元
"""

from collections import Counter
from collections.abc import Iterator

from duban.review.base import VALUE, Grade, Relation, Sheet, printed

GRADE = Grade.CORRECT
FEWEST = 5
RARE = 0.05


def look(sheet: Sheet) -> Iterator[Relation]:
    """Each amount below zero."""
    below: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for figure in sheet.of(VALUE):
        whole[figure.indicator] += 1
        below[figure.indicator] += figure.value < 0
    for figure in sheet.of(VALUE):
        if (
            figure.value < 0
            and whole[figure.indicator] >= FEWEST
            and below[figure.indicator] <= RARE * whole[figure.indicator]
        ):
            yield Relation("wrong_sign", GRADE, (figure,), holds=False, fields={"figure": printed(figure)})
