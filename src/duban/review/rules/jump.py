"""A figure does not leave the company of its history and its neighbours without a reason.

Robust z-score (median and median absolute deviation, Iglewicz and Hoaglin 1993): the change of an amount on the year before (as a logarithm), or a
growth in points, against the other regions of the same period and against the own series. Both must find it beyond eight deviations. It may stand with
an explanation: a firm moved, a plant was opened.

Why: swapped digits and wrong rows look like figures.

Wrong: 增速 5.1%、5.3%、35.2%、5.0%（其他乡镇 4%—7%）
Right: 增速 5.1%、5.3%、5.2%、5.0%
"""

import math
from collections.abc import Iterator, Sequence
from statistics import median

from duban.review.base import GROWTH, VALUE, Figure, Grade, Relation, Sheet, printed

GRADE = Grade.EXPLAIN
FAR, FEWEST = 8.0, 5
LEAST_CHANGE, LEAST_POINTS = 0.02, 0.6  # what no spread falls below, in logarithms and in points
NORMAL = 1.4826


def look(sheet: Sheet) -> Iterator[Relation]:
    """Every amount with a year before it, and every growth."""
    seen = {
        figure.key: (figure, change)
        for figure in sheet.figures
        if (change := _change(sheet, figure)) is not None
    }
    cross = {key: [seen[f.key][1] for f in rows if f.key in seen] for key, rows in sheet.cross.items()}
    series = {key: [seen[f.key][1] for f in rows if f.key in seen] for key, rows in sheet.series.items()}
    for figure, change in seen.values():
        least = LEAST_POINTS if figure.measure == GROWTH else LEAST_CHANGE
        others = cross[figure.indicator, figure.measure, figure.period.iso]
        own = series[figure.indicator, figure.measure, figure.region]
        if len(own) < FEWEST or len(others) < FEWEST:
            continue
        far = min(_distance(change, own, least), _distance(change, others, least))
        fields = {"figure": printed(figure), "z": f"{far:.0f}"}
        past = sheet.like(figure, years=1) if figure.measure == VALUE else None
        involved = (figure, past) if past else (figure,)
        if far >= FAR or far < FAR / 2:
            yield Relation("jump", GRADE, involved, holds=far < FAR, fields=fields)


def _change(sheet: Sheet, figure: Figure) -> float | None:
    if figure.measure == GROWTH:
        return float(figure.value)
    if figure.measure != VALUE:
        return None
    past = sheet.like(figure, years=1)
    return math.log(figure.amount / past.amount) if past and past.amount > 0 and figure.amount > 0 else None


def _distance(value: float, others: Sequence[float], least: float) -> float:
    """In robust deviations from the median."""
    middle = median(others)
    spread = NORMAL * median(abs(one - middle) for one in others)
    return abs(value - middle) / max(spread, least)
