"""The paragraph of figures (主要指标): in the fixed order of the genre, with true comparisons only."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from duban.calendar.written import period_words, written_period
from duban_web.common.language import say
from duban_web.indicators.models import Observation
from duban_web.indicators.series import Placed, own_region, placed, plain_figures, towns

ORDER = (
    "地区生产总值", "规模以上工业增加值", "固定资产投资", "工业投资", "民间投资", "社会消费品零售总额", "一般公共预算收入", "税收收入", "一般公共预算支出", "规模以上工业营业收入",
    "进出口总额", "实际利用外资", "城镇居民人均可支配收入", "农村居民人均可支配收入",
)  # fmt: skip
FEWEST = 3  # regions of which one can say where it stands
TENTH = Decimal("0.1")


def flash(on: dt.date) -> list[str]:
    """A sentence for each indicator of the office's own region in its newest period by a day, as it was accepted by that day; nothing where no region has towns."""
    region = own_region()
    if not region:
        return []
    known_then = plain_figures().filter(
        accepted_on__lte=on, indicator__in=ORDER, measure__in=("value", "growth")
    )
    newest: dict[str, str] = {}
    for name, period in (
        known_then.filter(region=region).order_by().values_list("indicator", "period").distinct()
    ):
        end = _end(period)
        if end and end <= on and (name not in newest or end > (_end(newest[name]) or dt.date.min)):
            newest[name] = period
    rows: dict[str, list[Observation]] = defaultdict(list)
    for one in known_then.filter(period__in=set(newest.values())):
        if newest.get(one.indicator) == one.period:
            rows[one.indicator].append(one)
    sentences = [_sentence(region, rows[indicator]) for indicator in ORDER if indicator in newest]
    return [sentence for sentence in sentences if sentence]


def _end(period: str) -> dt.date | None:
    read = written_period(period)
    return read.last if read else None


def _sentence(region: str, rows: Sequence[Observation]) -> str:
    within = towns()
    cells = {(cell.observation.measure, cell.observation.region): cell for cell in placed(rows)}
    value, growth = cells.get(("value", region)), cells.get(("growth", region))
    one = value or growth
    if one is None:
        return ""
    known = one.observation
    words = [say("bulletin.flash.period", period=period_words(known.period), indicator=known.indicator)]
    if value:
        figure = f"{value.observation.value.normalize():f}{value.observation.unit}"
        kind = "estimate" if value.observation.is_estimate else "value"
        words.append(say(f"bulletin.flash.{kind}", value=figure))
    if growth:
        others = [
            cell
            for (measure, name), cell in cells.items()
            if measure == "growth" and within.get(name, "") == within.get(region, "")
        ]
        words += _growth(growth, others)
    return "".join(words) + "。"


def _growth(own: Placed, all_of_its_kind: Sequence[Placed]) -> list[str]:
    """How it grew, which place that is, and how far from the plain mean: each only where it is so."""
    value = own.observation.value
    words = [
        say(
            "bulletin.flash.grew" if value >= 0 else "bulletin.flash.fell",
            growth=f"{abs(value).normalize():f}",
        )
    ]
    if own.count < FEWEST:
        return words
    words.append(say("bulletin.flash.place", count=own.count, place=own.place))
    mean = sum((cell.observation.value for cell in all_of_its_kind), Decimal(0)) / len(all_of_its_kind)
    apart = (value - mean).quantize(TENTH)
    if apart:
        words.append(
            say("bulletin.flash.above" if apart > 0 else "bulletin.flash.below", points=f"{abs(apart):f}")
        )
    return words
