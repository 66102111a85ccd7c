"""The growth of a whole lies between the growths of its parts.

Finds an indicator that the lexicon makes of parts (the gross product of three industries, trade of exports and imports) whose rate
is higher than every part's, or lower.

Why: a mean cannot leave the span of what it is the mean of, whatever the weights.

Wrong: 地区生产总值增长9.8%。第一产业增加值增长3.5%，第二产业增加值增长6.2%，第三产业增加值增长5.1%。
Right: 地区生产总值增长5.8%。第一产业增加值增长3.5%，第二产业增加值增长6.2%，第三产业增加值增长5.1%。
"""

from collections.abc import Iterator, Sequence

from duban.checks.base import Finding, finding, printed
from duban.checks.interval import Interval
from duban.checks.relations import in_sentences
from duban.facts import Fact, Reading
from duban.facts.model import Measure
from duban.facts.names import indicators

NEAR = 6  # sentences


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every rate of an indicator that has parts."""
    rates = [f for f in reading.facts if f.measure is Measure.GROWTH and not f.approximate]
    for whole in rates:
        standard = indicators().get(whole.indicator)
        if standard is None or not standard.parts:
            continue
        near = in_sentences(reading, whole.sentence, whole.sentence + NEAR)
        found = [_rate(name, whole, near) for name in standard.parts]
        parts = [part for part in found if part is not None]
        if len(parts) < len(standard.parts):
            continue
        low, high = min(parts, key=lambda f: f.value), max(parts, key=lambda f: f.value)
        said = Interval.of(whole)
        holds = Interval.of(low).low <= said.high and said.low <= Interval.of(high).high
        span = f"{printed(low)}—{printed(high)}"
        yield finding(
            reading, "growth_of_parts", (whole, *parts), holds=holds, computed=span, stated=printed(whole), name=whole.indicator, span=span,
            printed=printed(whole),
        )  # fmt: skip


def _rate(name: str, whole: Fact, near: Sequence[Fact]) -> Fact | None:
    return next(
        (
            f
            for f in near
            if f.indicator == name
            and f.measure is Measure.GROWTH
            and not f.approximate
            and f.base == whole.base
            and f.region == whole.region
            and f.period == whole.period
        ),
        None,
    )
