"""A mean must follow from the total and the number that it is taken over.

Finds `发放补贴1200万元，惠及3000人，人均4000元`, 户均, 亩均 and 平均每家 right behind a total and a number of the things that the mean names,
and a mean that the lexicon makes of two indicators.

Why: the total is updated, the mean is left over from the last draft, and 万元 slips in for 元.

Wrong: 发放补贴1200万元，惠及3000人，人均4500元。
Right: 发放补贴1200万元，惠及3000人，人均4000元。
"""

import re
from collections.abc import Iterator

from duban.checks.base import Finding, finding, printed
from duban.checks.interval import Interval, rounded
from duban.checks.relations import before, by_sentence, levels, quotient
from duban.facts import Fact, Reading
from duban.text.units import in_base, measure

# the mean's own word, and the units of the things that it is taken over
OVER = {
    "人均": {"人", "名", "人次", "位"}, "户均": {"户"}, "亩均": {"亩"}, "平均每户": {"户"}, "平均每人": {"人", "名", "人次"}, "平均每亩": {"亩"},
    "平均每家": {"家"}, "平均每个": {"个"}, "平均每件": {"件"}, "平均每项": {"项"}, "平均每公里": {"公里"}, "村均": {"村", "个"}, "镇均": {"镇", "个"},
}  # fmt: skip
MEAN = re.compile(
    rf"(?P<over>{'|'.join(sorted(OVER, key=len, reverse=True))})(?P<what>[\u4e00-\u9fff]{{0,6}}?)(?:约|达到?|为|近|是)?$"
)
LEAST = 3


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every mean that stands behind a total and a number."""
    for _, facts in by_sentence(reading):
        amounts = levels(facts)
        for at, mean in enumerate(amounts):
            found = (
                MEAN.search(before(reading, mean, 16)) if at >= LEAST - 1 and not mean.approximate else None
            )
            if found:
                yield from _held(reading, amounts[at - 2 : at], mean, found)


def _held(reading: Reading, pair: list[Fact], mean: Fact, found: re.Match[str]) -> Iterator[Finding]:
    """The two figures just before the mean, in either order: one has the mean's own unit, the other counts the things."""
    family = measure(mean.unit).family
    totals = [
        f
        for f in pair
        if measure(f.unit).family == family
        and in_base(f.value, f.unit)[1] == in_base(mean.value, mean.unit)[1]
    ]
    counts = [f for f in pair if measure(f.unit).bare in OVER[found["over"]]]
    if (
        len(totals) != 1
        or len(counts) != 1
        or totals[0] is counts[0]
        or not _speaks_of(found["what"], totals[0])
    ):
        return
    total, count = totals[0], counts[0]
    share = Interval.of(total).over(Interval.of(count) if count.approximate else Interval.exact(count))
    if share is None:
        return
    middle = rounded(quotient(total, count) / measure(mean.unit).magnitude) + mean.unit
    yield finding(
        reading, "mean_of_total", (total, count, mean), holds=share.meets(Interval.of(mean)), computed=middle, stated=printed(mean),
        total=printed(total), count=printed(count), mean=middle, printed=printed(mean),
    )  # fmt: skip


def _speaks_of(what: str, total: Fact) -> bool:
    """人均补贴 is of 补贴; a bare 人均 is of whatever stands before it; 人均增收 behind a wage bill is of something else."""
    return not what or any(what in name or name.endswith(what) for name in total.indicators)
