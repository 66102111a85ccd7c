"""A whole is the sum of its parts, as the lexicon names them.

地区生产总值 of the three industries, and every other indicator whose `parts` stand in the lexicon, where all of them are there for the region and
period. Each figure stands for its printed rounding.

Why: one of four figures was revised, the others were not.

Wrong: 生产总值 215.4 ＝ 一产 30.1 ＋ 二产 88.0 ＋ 三产 79.3
Right: 生产总值 215.4 ＝ 一产 30.1 ＋ 二产 88.0 ＋ 三产 97.3
"""

from collections.abc import Iterator
from decimal import Decimal

from duban.review.base import VALUE, Figure, Grade, Relation, Sheet, known, printed

GRADE = Grade.CORRECT
IS_STRICT = True  # it holds for right figures and hardly for wrong ones


def look(sheet: Sheet) -> Iterator[Relation]:
    """Each whole whose parts are all there."""
    for whole in sheet.of(VALUE):
        lexicon = known(whole.indicator)
        parts = [
            sheet.get(name, VALUE, whole.region, whole.period) for name in (lexicon.parts if lexicon else ())
        ]
        there = [part for part in parts if part is not None]
        if not there or len(there) < len(parts):
            continue
        total = sum((part.amount for part in there), Decimal(0))
        slack = sum((_half(sheet, f) for f in (whole, *there)), Decimal(0))
        fields = {
            "whole": printed(whole),
            "parts": " + ".join(map(printed, there)),
            "sum": _in_unit(total, whole),
        }
        yield Relation("sum_of_parts", GRADE, (whole, *there), abs(total - whole.amount) <= slack, fields)


def _half(sheet: Sheet, one: Figure) -> Decimal:
    """Half a printed digit, as an amount."""
    return abs(sheet.step(one) / 2 * (one.amount / one.value if one.value else 1))


def _in_unit(amount: Decimal, like: Figure) -> str:
    size = like.amount / like.value if like.value else Decimal(1)
    return f"{(amount / size).normalize():f}{like.unit}"
