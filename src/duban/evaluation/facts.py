"""Scores of facts against an annotated corpus: precision, recall, F1 of figures and facts, and how often the context is right.

A figure is right if its amount in the base unit is; a fact if indicator and measure are right too. Value and count are one
measure here. An indicator is right if it is one of the accepted names after dropping 全县, 总额 and the like, or shares 60 % of its
character pairs with one (the corpus's own rule, see tests/corpus/README.md).
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from duban.text.units import MAGNITUDES

Row = Mapping[str, object]
SAME = {
    "％": "%",
    "百分点": "个百分点",
    "人民币元": "元",
    "位": "",
    "名次": "",
    "千瓦小时": "千瓦时",
    "度": "千瓦时",
}
FACTORS = {name: MAGNITUDES[name] for name in ("万亿", "百万", "千万", "千", "万", "亿")}
DROPPED = re.compile(
    r"全县|全市|全区|全州|全省|全国|全镇|本市|我县|我市|我区|同比|增速|增长率|增幅|总额|总数|总值|总量|数量|[的数额个、“”\"'（）() ]"
)
WHOLE = {"全县", "全市", "全区", "全州", "全省", "全旗", "全盟"}
ALIKE = 0.6


@dataclass(slots=True)
class Score:
    """Counts of one text or of many."""

    gold: int = 0
    read: int = 0
    figures: int = 0
    facts: int = 0
    context: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def add(self, other: "Score") -> None:
        """Count another text in."""
        self.gold += other.gold
        self.read += other.read
        self.figures += other.figures
        self.facts += other.facts
        self.context += other.context

    def f1(self, hits: int) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * hits / (self.gold + self.read) if self.gold + self.read else 0.0

    def right(self, name: str) -> float:
        """The share of matched facts whose period, region, base or scope is right."""
        good, bad = self.context[name, True], self.context[name, False]
        return good / (good + bad) if good + bad else 1.0


def score(gold: Sequence[Row], read: Sequence[Row], *, region: str) -> Score:
    """Compare the facts of one text, each used at most once. An optional annotated fact costs nothing if missed."""
    optional = [row for row in gold if row.get("optional") or row.get("minor")]
    firm = [row for row in gold if row not in optional]
    figures, facts = _match(firm, read, _same_figure), _match(firm, read, _same_fact)
    spare = min(len(optional), max(0, len(read) - len(figures)))
    return Score(len(firm), len(read) - spare, len(figures), len(facts), _context(facts, region))


def _match(
    gold: Sequence[Row], read: Sequence[Row], same: Callable[[Row, Row], bool]
) -> list[tuple[Row, Row]]:
    left, found = list(read), []
    for row in gold:
        other = next((candidate for candidate in left if same(row, candidate)), None)
        if other is not None:
            left.remove(other)
            found.append((row, other))
    return found


def _amount(row: Row) -> tuple[Fraction, str]:
    unit = str(row["unit"] or "").strip()
    unit = SAME.get(unit, unit)
    for name in sorted(FACTORS, key=len, reverse=True):
        if unit.startswith(name):
            rest = unit[len(name) :]
            return Fraction(str(row["value"])) * FACTORS[name], SAME.get(rest, rest)
    return Fraction(str(row["value"])), unit


def _same_figure(gold: Row, read: Row) -> bool:
    return _amount(gold) == _amount(read)


def _same_fact(gold: Row, read: Row) -> bool:
    same_measure = _kind(gold) == _kind(read)
    return (
        same_measure and _same_figure(gold, read) and any(_alike(name, _names(gold)) for name in _names(read))
    )


def _kind(row: Row) -> str:
    return "value" if row["measure"] == "count" else str(row["measure"])


def _names(row: Row) -> list[str]:
    names = row["indicator"]
    return [str(name) for name in names] if isinstance(names, list | tuple) else [str(names)]


def _plain(name: str) -> str:
    return DROPPED.sub("", name) or name


def _pairs(name: str) -> Counter[str]:
    return Counter(name[i : i + 2] for i in range(max(1, len(name) - 1)))


def _alike(name: str, accepted: Sequence[str]) -> bool:
    mine = _pairs(_plain(name))
    for other in accepted:
        theirs = _pairs(_plain(other))
        if (
            _plain(name) == _plain(other)
            or 2 * (mine & theirs).total() / (mine.total() + theirs.total()) >= ALIKE
        ):
            return True
    return False


def _context(found: Sequence[tuple[Row, Row]], region: str) -> Counter[tuple[str, bool]]:
    tally: Counter[tuple[str, bool]] = Counter()
    for gold, read in found:
        for name in ("period", "region", "base", "scope"):
            want, have = gold.get(name), read.get(name)
            if want in (None, ""):
                continue
            whole = name == "region" and {want, have} <= WHOLE | {region}
            tally[name, want == have or whole] += 1
    return tally
