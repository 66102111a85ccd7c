"""A growth follows from the level and that of a year ago.

Holds 同比 against both ends, each within its printed rounding and the growth within a tenth. Not for value added (增加值, 生产总值) and output by
constant prices, whose growth is not that of the printed amounts.

Why: of three retyped figures one is from another column.

Wrong: 2020年 88.2亿元，2019年 84.0亿元，增长 15.0%
Right: 2020年 88.2亿元，2019年 84.0亿元，增长 5.0%
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from duban.review.base import GROWTH, VALUE, Grade, Relation, Sheet, known, printed

GRADE = Grade.CORRECT
IS_STRICT = True  # it holds for right figures and hardly for wrong ones
CONSTANT_PRICES = re.compile("增加值|生产总值|总产值|工业产值")
HUNDRED, SLACK = Decimal(100), Decimal("0.1")


def look(sheet: Sheet) -> Iterator[Relation]:
    """Each growth whose two ends are there."""
    for growth in sheet.of(GROWTH):
        lexicon = known(growth.indicator)
        if CONSTANT_PRICES.search(lexicon.name if lexicon else growth.indicator):
            continue
        now = sheet.like(growth, measure=VALUE)
        past = sheet.like(now, years=1) if now else None
        if now is None or past is None or past.amount <= 0:
            continue
        half_now, half_past = (
            sheet.step(now) / 2 * now.amount / (now.value or 1),
            sheet.step(past) / 2 * past.amount / past.value,
        )
        low = ((now.amount - half_now) / (past.amount + half_past) - 1) * HUNDRED
        high = (
            ((now.amount + half_now) / (past.amount - half_past) - 1) * HUNDRED
            if past.amount > half_past
            else low
        )
        slack = sheet.step(growth) / 2 + SLACK
        computed = (now.amount / past.amount - 1) * HUNDRED
        fields = {
            "now": printed(now),
            "past": printed(past),
            "growth": f"{growth.value.normalize():f}%",
            "computed": f"{computed:.1f}%",
        }
        yield Relation(
            "growth_and_levels",
            GRADE,
            (growth, now, past),
            low - slack <= growth.value <= high + slack,
            fields,
        )
