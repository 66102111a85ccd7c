"""Ways in which figures of a paper belong together, shared by the checks."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from duban.facts import Fact, Reading
from duban.facts.model import Measure
from duban.text.units import in_base

LEVELS = {Measure.VALUE, Measure.COUNT, Measure.TARGET}
COMMON = re.compile(r"全[县市区省]|数|额|总|的|“|”|\"|共|累计|已|目前")
# 由66家增加到88家
TO = re.compile(
    r"^(?:增加|增长|上升|提高|提升|减少|下降|降低|回落|压减|压缩|缩短|扩大|发展|壮大|增|升|降|减|变)?(?:到|至|为)了?$"
)
FROM = re.compile(r"(?:由|从)[^，,]*$")
ALIKE = 0.6
APART = 100


def by_sentence(reading: Reading) -> Iterator[tuple[int, list[Fact]]]:
    """The facts of each sentence."""
    for index, facts in groupby(reading.facts, key=lambda f: f.sentence):
        yield index, list(facts)


def in_sentences(reading: Reading, first: int, last: int) -> Sequence[Fact]:
    """The facts of the sentences from first to last, both counted: looked up, so that a long paper takes no longer a figure than a short one."""
    start = bisect_left(reading.facts, first, key=lambda f: f.sentence)
    return reading.facts[start : bisect_left(reading.facts, last + 1, lo=start, key=lambda f: f.sentence)]


def levels(facts: list[Fact]) -> list[Fact]:
    """Only amounts and counts."""
    return [fact for fact in facts if fact.measure in LEVELS]


def between(reading: Reading, a: Fact, b: Fact) -> str:
    """The words between two figures."""
    return reading.clean.text[a.end : b.start]


def before(reading: Reading, fact: Fact, length: int = 40) -> str:
    """The words before a figure, of its own sentence."""
    words = reading.clean.text[max(0, fact.start - length) : fact.start]
    return re.split(r"[。;；\n!！?？]", words)[-1]


def from_to(reading: Reading, old: Fact, new: Fact) -> bool:
    """Whether two figures are the ends of a change: 由66家增加到88家."""
    return bool(TO.match(between(reading, old, new).strip()) and FROM.search(before(reading, old)))


def alike(a: str, b: str) -> bool:
    """Whether two names mean one thing: most of the shorter one's character pairs stand in the other."""
    x, y = COMMON.sub("", a), COMMON.sub("", b)
    if not x or not y:
        return False
    short, long = sorted((x, y), key=len)
    if len(short) == 1:
        return short == long
    pairs = {short[i : i + 2] for i in range(len(short) - 1)}
    return sum(pair in long for pair in pairs) / len(pairs) >= ALIKE


def same_thing(a: Fact, b: Fact) -> bool:
    """Whether two facts speak of one indicator."""
    return a.indicator == b.indicator or bool(set(a.indicators) & set(b.indicators))


def growths(fact: Fact, facts: list[Fact]) -> list[Fact]:
    """The year-on-year rates said of a level in the same sentence, up to the next level of another thing."""
    at = facts.index(fact)
    found: list[Fact] = []
    for other in facts[at + 1 :]:
        if other.measure in LEVELS and not same_thing(other, fact):
            break
        if other.measure is Measure.GROWTH and same_thing(other, fact) and other.region == fact.region:
            found.append(other)
    return found


def quotient(a: Fact, b: Fact) -> Fraction:
    """What the printed figures give, for a sentence; 0 where the second is none."""
    one, other = (Fraction(in_base(f.value, f.unit)[0]) for f in (a, b))
    return one / other if other else Fraction(0)


def is_slip_of_unit(a: Fact, b: Fact) -> bool:
    """Whether two amounts of one thing have like digits but are a hundred times or more apart: 7.55亿元 and 7.55万元."""
    one, other = (abs(in_base(f.value, f.unit)[0]) for f in (a, b))
    if not one or not other or a.unit == "%":
        return False
    low, high = sorted((one, other))
    return high / low >= APART
