"""Figures held against each other: any peers, indicators by region as a heat map, what a whole is made of, what follows by formula."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from duban.analysis import Amount, Part, composition, derive, derived_indicators
from duban.analysis.derived import PERCENT, Printed, formula
from duban.calendar.written import written_period
from duban.facts.names import indicators
from duban.text.units import in_base
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.indicators.models import Observation, PeerGroup
from duban_web.indicators.series import Placed, end_of, placed, plain_figures, towns

AMOUNTS = ("value", "count")
FEWEST = 3  # regions among which a place says something
SHADES = 5
MOST_HEAT = 60


def groups() -> list[PeerGroup]:
    """The office's own groups of regions."""
    return list(PeerGroup.objects.filter(removed_on=None))


def regions_with(indicator: str, measure: str) -> list[str]:
    """All regions that have figures of it."""
    rows = plain_figures().filter(indicator=indicator, measure=measure)
    return list(rows.order_by("region").values_list("region", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Comparison:
    """Regions over the newest periods with their mean; `gaps` the first region less the mean, in the figures' own unit."""

    periods: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Placed | None]]]
    means: Sequence[Decimal | None]
    gaps: Sequence[Decimal | None]
    unit: str


def compare(indicator: str, measure: str, regions: Sequence[str], *, periods: int = 12) -> Comparison:
    """The regions in the order in which they were asked for; places among themselves, the mean of those that have a figure."""
    found = list(plain_figures().filter(indicator=indicator, measure=measure, region__in=regions))
    newest = sorted({one.period for one in found}, key=end_of, reverse=True)[:periods]
    shown = [one for one in found if one.period in newest]
    known = {(p.observation.region, p.observation.period): p for p in placed(shown, apart=False)}
    unit = next((one.unit for one in shown), "")
    size = in_base(Decimal(1), unit)[0] if unit else Decimal(1)

    def amount(region: str, period: str) -> Decimal | None:
        cell = known.get((region, period))
        if cell is None:
            return None
        one = cell.observation
        return in_base(one.value, one.unit)[0] / size if one.unit else one.value

    means, gaps = [], []
    for period in newest:
        amounts = [value for region in regions if (value := amount(region, period)) is not None]
        mean = (sum(amounts, Decimal(0)) / len(amounts)).quantize(Decimal("0.01")) if amounts else None
        own = amount(regions[0], period) if regions else None
        means.append(mean)
        gaps.append(own - mean if own is not None and mean is not None else None)
    rows = [(region, [known.get((region, period)) for period in newest]) for region in regions]
    return Comparison(newest, rows, means, gaps, unit)


@dataclass(frozen=True, slots=True)
class Heat:
    """Indicators as rows, regions of one kind as columns; a shade from 0 (the best fifth) to 4 for each place."""

    regions: Sequence[str]
    rows: Sequence[tuple[str, str, str, Sequence[tuple[Placed, int] | None]]]
    kinds: Sequence[str]
    kind: str


def heat(kind: str = "") -> Heat:
    """The newest period of every indicator and measure in which at least three regions of a kind have a figure; ranks left out, they are places already."""
    within = towns()
    counted = (
        plain_figures()
        .exclude(measure="rank")
        .order_by("indicator", "measure")
        .values_list("indicator", "measure", "period")
    )
    newest: dict[tuple[str, str], str] = {}
    for indicator, measure, period, n in counted.annotate(n=Count("pk")):
        key = (indicator, measure)
        if n >= FEWEST and (key not in newest or end_of(period) > end_of(newest[key])):
            newest[key] = period
    asked = dict(sorted(newest.items())[:MOST_HEAT])
    rows = plain_figures().filter(indicator__in={i for i, _ in asked}, period__in=set(asked.values()))
    found = [one for one in rows if asked.get((one.indicator, one.measure)) == one.period]
    kinds = sorted({within.get(one.region, "") for one in found})
    kind = kind if kind in kinds else next(iter(kinds), "")
    cells: dict[tuple[str, str], dict[str, Placed]] = defaultdict(dict)
    for cell in placed([one for one in found if within.get(one.region, "") == kind]):
        cells[cell.observation.indicator, cell.observation.measure][cell.observation.region] = cell
    regions = sorted({region for row in cells.values() for region in row})
    table = [
        (indicator, measure, asked[indicator, measure], [_shaded(row.get(region)) for region in regions])
        for (indicator, measure), row in cells.items() if len(row) >= FEWEST
    ]  # fmt: skip
    return Heat(regions, table, kinds, kind)


def _shaded(cell: Placed | None) -> tuple[Placed, int] | None:
    """By the share of regions that stand before it."""
    return None if cell is None else (cell, min(SHADES - 1, (cell.place - 1) * SHADES // cell.count))


def composition_of(indicator: str, region: str, period: str) -> list[Part]:
    """The parts of a whole (其中) that a region has figures of for a period, with share, growth and contribution; growth from the year before, or as it was reported."""
    known = indicators().get(indicator)
    names = (*known.parts, *known.of_which) if known else ()
    read = written_period(period)
    if not names or read is None:
        return []
    wanted = (indicator, *names)
    rows = plain_figures().filter(
        region=region, indicator__in=wanted, period__in=(period, read.earlier(1).iso)
    )
    values: dict[tuple[str, str], Decimal] = {}
    growths: dict[str, Decimal] = {}
    for one in rows:
        if one.measure in AMOUNTS:
            values[one.indicator, one.period] = in_base(one.value, one.unit)[0] if one.unit else one.value
        elif one.measure == "growth" and one.period == period:
            growths[one.indicator] = one.value
    amounts = {}
    for name in wanted:
        now, past = values.get((name, period)), values.get((name, read.earlier(1).iso))
        if now is not None:
            amounts[name] = Amount(now, past if past is not None else _before(now, growths.get(name)))
    whole = amounts.pop(indicator, None)
    return composition(whole, amounts) if whole and amounts else []


def _before(now: Decimal, growth: Decimal | None) -> Decimal | None:
    """The amount of the year before that a growth in percent means."""
    return None if growth is None or growth <= -100 else now / (1 + growth / 100)  # noqa: PLR2004 percent


def derived_figures(indicator: str, known: Collection[tuple[str, str]]) -> list[Observation]:
    """What an indicator's formula gives for regions and periods that have no figure of their own (`known`); not kept, each with its formula as source."""
    one = derived_indicators().get(indicator)
    if one is None:
        return []
    inputs: Mapping[tuple[str, str], dict[str, Printed]] = defaultdict(dict)
    for row in plain_figures().filter(indicator__in=formula(one), measure__in=AMOUNTS, base=""):
        inputs[row.region, row.period][row.indicator] = Printed(row.value, row.unit)
    found = []
    for (region, period), amounts in inputs.items():
        value = derive(one, amounts) if (region, period) not in known else None
        if value is not None:
            measure = "rate" if one.unit == PERCENT or not one.unit else "value"
            found.append(
                Observation(
                    indicator=indicator, measure=measure, region=region, period=period, value=value.value, unit=value.unit, accepted_on=today(),
                    source=say("figures.by_formula", names="、".join(formula(one))),
                )
            )  # fmt: skip
    return found


def derived_names() -> list[tuple[str, str]]:
    """Indicators with a formula whose inputs all have figures, with the measure that the formula gives."""
    known = set(
        plain_figures().filter(measure__in=AMOUNTS).order_by().values_list("indicator", flat=True).distinct()
    )
    return [
        (name, "rate" if one.unit == PERCENT or not one.unit else "value")
        for name, one in derived_indicators().items()
        if known.issuperset(formula(one))
    ]
