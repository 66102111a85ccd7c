"""A share must follow from the part and the whole.

Finds `占…的P%` and named rates (网上可办率, 覆盖率) whose part and whole are both printed, and 全覆盖, which claims 100 %. The whole is
the one that the words name, else the amount before 其中; a 覆盖率 that names no base is held against the total that the
same paper used for its other shares of the same things.

Why: a share is retyped from another year's report more often than any other figure.

Wrong: 固定资产投资完成22.1亿元，其中项目建设完成投资8.9亿元，占比76.7%。
Right: 固定资产投资完成22.1亿元，其中项目建设完成投资8.9亿元，占比40.3%。
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from duban.checks.base import Finding, comparable, finding, printed
from duban.checks.interval import Interval, rounded
from duban.checks.relations import alike, before, by_sentence, in_sentences, levels, quotient
from duban.facts import Fact, Reading
from duban.facts.model import Measure
from duban.text.units import is_discrete

OF_WHICH = re.compile(r"其中")
NAMED_WHOLE = re.compile(
    r"占(?:到|据|了)?(?:全[县市区省国]的?)?(?P<whole>[\u4e00-\u9fff“”]{2,16}?)(?:的|比重|比例|份额)"
)
COVER = re.compile(r"覆盖率")
FULL_COVER = re.compile(r"(?:已|均)?(?:达到|实现)?了?全覆盖")
RATE = re.compile(r"([\u4e00-\u9fff“”]{2,8})率$")
OF_PLAN = re.compile("占[^，,]{0,8}(?:计划|任务|目标|预算)")
COMPLETION = re.compile(r"完成[^，,]{0,8}(?:计划|任务|目标|指标)[^，,]{0,4}$|完成率")
NEAR = 4
PART_AND_WHOLE = 2
HUNDRED = Interval(Fraction(1), Fraction(1))


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every share whose part and whole are known."""
    wholes: list[Fact] = []
    for _, facts in by_sentence(reading):
        for share in facts:
            if share.unit != "%" or share.measure not in {Measure.SHARE, Measure.RATE} or share.approximate:
                continue
            if COMPLETION.search(before(reading, share, 20)) or OF_PLAN.search(before(reading, share, 14)):
                continue  # the completion check's business
            found = _part_and_whole(reading, share, facts)
            if found is not None:
                part, whole = found
                wholes.append(whole)
                yield _compare(reading, part, whole, share)
            elif COVER.search(before(reading, share, 8)):
                yield from _cover(reading, share, facts, wholes)
        yield from _full_cover(reading, facts, wholes)


def _part_and_whole(reading: Reading, share: Fact, facts: list[Fact]) -> tuple[Fact, Fact] | None:
    earlier = [f for f in levels(facts) if f.end <= share.start]
    if not earlier:
        return None
    part = earlier[-1]
    named = NAMED_WHOLE.search(before(reading, share))
    if named:
        whole = _named(named["whole"], part, reading, share)
    elif share.measure is Measure.SHARE:
        whole = _before_of_which(reading, part, earlier)
    else:
        whole = _rated(share, part, earlier)
    return None if whole is None else (part, whole)


def _named(words: str, part: Fact, reading: Reading, share: Fact) -> Fact | None:
    """The last amount of the same kind, of the sentences just before, that bears the name."""
    near = [
        f for f in levels(list(in_sentences(reading, share.sentence - NEAR, share.sentence)))
        if f.end <= part.start and comparable(f, part)
        and f.region == part.region and alike(words, f.indicators[-1]) and f.indicator != part.indicator
    ]  # fmt: skip
    bigger = [f for f in near if Interval.of(f).high >= Interval.of(part).low]
    return bigger[-1] if bigger else None


def _before_of_which(reading: Reading, part: Fact, earlier: list[Fact]) -> Fact | None:
    wholes = [f for f in earlier[:-1] if comparable(f, part)]
    if wholes and OF_WHICH.search(reading.clean.text, wholes[-1].end, part.start):
        return wholes[-1]
    return None


def _rated(share: Fact, part: Fact, earlier: list[Fact]) -> Fact | None:
    """1038项，网上可办1002项，网上可办率96.5%: the rate's own words name the part."""
    rate = RATE.search(share.indicators[-1])
    if (
        not rate
        or len(earlier) < PART_AND_WHOLE
        or not any(rate[1][-4:] in name or alike(rate[1], name) for name in part.indicators)
    ):
        return None
    wholes = [f for f in earlier[:-1] if comparable(f, part) and Interval.of(f).high >= Interval.of(part).low]
    return wholes[-1] if wholes else None


def _cover(reading: Reading, share: Fact, facts: list[Fact], wholes: list[Fact]) -> Iterator[Finding]:
    parts = [f for f in levels(facts) if f.end <= share.start]
    whole = _base(parts[-1], wholes) if parts else None
    if whole is not None:
        yield _compare(reading, parts[-1], whole, share)


def _base(part: Fact, wholes: list[Fact]) -> Fact | None:
    """The total that the paper's other shares of the same things used."""
    tail = re.sub(r"数$|“|”", "", part.indicator)[-2:]
    fitting = [
        w
        for w in wholes
        if comparable(w, part) and is_discrete(w.unit) and tail in w.indicator and w.value >= part.value
    ]
    return fitting[-1] if fitting else None


def _full_cover(reading: Reading, facts: list[Fact], wholes: list[Fact]) -> Iterator[Finding]:
    for fact in levels(facts):
        claim = FULL_COVER.match(reading.clean.text[fact.end : fact.end + 10].lstrip(",，"))
        whole = _base(fact, wholes) if claim else None
        if claim and whole is not None:
            yield _finding(reading, fact, whole, None, "100", claim[0])


def _compare(reading: Reading, part: Fact, whole: Fact, share: Fact) -> Finding:
    return _finding(reading, part, whole, share, printed(share).removesuffix("%"), printed(share))


def _finding(
    reading: Reading, part: Fact, whole: Fact, share: Fact | None, stated: str, words: str
) -> Finding:
    said = Interval.printed(share.value, share.step) if share else Interval.printed(Decimal(100), Decimal(1))
    over = _exact(part).over(_exact(whole))
    percent = (
        Interval(Fraction(0), Fraction(0)) if over is None else Interval(over.low * 100, over.high * 100)
    )
    middle = rounded(quotient(part, whole) * 100)
    needed = rounded(Fraction(part.value) / Fraction(stated) * 100) + part.unit if Fraction(stated) else "—"
    facts = (whole, part) if share is None else (whole, part, share)
    return finding(reading, "share_of_whole", facts, holds=said.meets(percent), computed=f"{middle}%", stated=words,
                   part=printed(part), whole=printed(whole), share=f"{middle}%", printed=words, needed=needed)  # fmt: skip


def _exact(fact: Fact) -> Interval:
    return Interval.exact(fact) if is_discrete(fact.unit) and not fact.approximate else Interval.of(fact)
