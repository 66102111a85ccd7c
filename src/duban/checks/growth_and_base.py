"""A growth rate must follow from its two ends, or from the level and the change.

Finds `总投资213.5亿元，总投资增加41.6亿元、增长24%` (the base is 213.5 − 41.6) and `由90亿元增加到108亿元，增长20%`.

Why: rate, change and level come from three columns of a table, and one of them is easily taken from the row below.

Wrong: 税收收入由8.0亿元增加到9.6亿元，增长25%。
Right: 税收收入由8.0亿元增加到9.6亿元，增长20%。
"""

from collections.abc import Iterator
from fractions import Fraction

from duban.checks.base import Finding, comparable, finding, printed
from duban.checks.interval import ONE, PERCENT, Interval, rounded
from duban.checks.relations import LEVELS, by_sentence, from_to, same_thing
from duban.facts import Fact, Reading
from duban.facts.model import Measure

FEWEST = 3
NOTHING_LEFT = -100


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every rate with its two ends or its change."""
    for _, facts in by_sentence(reading):
        for at, rate in enumerate(facts):
            if rate.measure is not Measure.GROWTH or at < FEWEST - 1 or rate.approximate:
                continue
            yield from _two_ends(reading, facts[at - 2], facts[at - 1], rate)
            yield from _change(reading, facts[: at + 1])


def _two_ends(reading: Reading, old: Fact, new: Fact, rate: Fact) -> Iterator[Finding]:
    if old.measure not in LEVELS or new.measure not in LEVELS or not comparable(old, new):
        return
    if from_to(reading, old, new):
        yield from _compare(reading, Interval.of(old), Interval.of(new), (old, new, rate))


def _change(reading: Reading, facts: list[Fact]) -> Iterator[Finding]:
    """The level may stand before or in the same words: 总投资213.5亿元 … 总投资增加41.6亿元、增长24%."""
    *earlier, change, rate = facts
    if (
        change.measure is not Measure.CHANGE
        or not same_thing(change, rate)
        or rate.base not in {change.base, "同比"}
    ):
        return
    same = [
        f
        for f in earlier
        if f.measure in LEVELS and comparable(f, change) and set(f.indicators) & set(change.indicators)
    ]
    if same:
        now = Interval.of(same[-1])
        yield from _compare(reading, now - Interval.of(change), now, (same[-1], change, rate))


def _compare(reading: Reading, old: Interval, new: Interval, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    rate = facts[-1]
    ratio = new.over(old)
    if ratio is None:
        return
    growth = ratio - ONE
    said = Interval.printed(rate.value, rate.step) * PERCENT
    middle = rounded((growth.low + growth.high) / 2 * 100)
    needed = (
        rounded(((new.low + new.high) / 2) / (1 + Fraction(rate.value) / 100))
        if rate.value > NOTHING_LEFT
        else "0"
    )
    yield finding(reading, "growth_and_base", facts, holds=growth.meets(said), computed=f"{middle}%", stated=printed(rate),
                  first=printed(facts[0]), second=printed(facts[1]), growth=f"{middle}%", printed=printed(rate), needed=needed)  # fmt: skip
