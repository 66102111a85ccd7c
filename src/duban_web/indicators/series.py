"""Accepted figures as tables: one indicator over regions and periods, one region over indicators, and what does not fit together."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl
from django.db.models import Count, QuerySet

from duban.calendar.periods import Period
from duban.calendar.written import written_period
from duban.facts.names import indicators
from duban.review import Figure, Grade, Relation, review
from duban.scoring.league import COLUMNS, league
from duban.text.units import in_base
from duban_web.indicators.models import Observation, Remark
from duban_web.people.models import Unit

PLAIN_BASES = ("", "同比")
MEASURES = ("value", "count", "growth", "rank", "share", "rate")
MOST = 50_000
STRONG, WEAK = Decimal("0.34"), Decimal("0.67")  # the first and the last third of the places


def plain_figures() -> QuerySet[Observation]:
    """Figures without a scope, of the year's own or against the year before: those that can be compared."""
    return Observation.objects.filter(removed_on=None, scope="", base__in=PLAIN_BASES, measure__in=MEASURES)


def towns() -> Mapping[str, str]:
    """Every name of a town, and the region that its full name begins with: 云岭县城关镇人民政府 stands in 云岭县."""
    known = set(
        Observation.objects.filter(removed_on=None).order_by().values_list("region", flat=True).distinct()
    )
    found: dict[str, str] = {}
    for unit in Unit.objects.filter(kind=Unit.Kind.TOWN, removed_on=None):
        above = next(
            (region for region in known if region and unit.name.startswith(region) and region != unit.name),
            None,
        )
        if above is not None:
            found |= dict.fromkeys(unit.names(), above)
    return found


def own_region() -> str:
    """The office's own region: the one that has towns in the address book; empty where none has."""
    return next((region for region, _ in Counter(towns().values()).most_common(1)), "")


def names() -> list[tuple[str, str, int]]:
    """Every indicator and measure that has figures, with how many."""
    rows = plain_figures().order_by("indicator", "measure").values_list("indicator", "measure")
    return list(rows.annotate(n=Count("pk")))


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with its place among the regions of its kind, and how many places it moved since the period before."""

    observation: Observation
    place: int
    count: int
    moved: int | None

    @property
    def arrow(self) -> str:
        """The move in a sign."""
        if self.moved is None:
            return ""
        return "→" if not self.moved else f"{'↑' if self.moved > 0 else '↓'}{abs(self.moved)}"


def placed(found: Sequence[Observation], *, apart: bool = True) -> list[Placed]:
    """Figures with their places, by amount, whatever unit it was printed in: towns among towns and counties among counties, or not `apart`."""
    within, lexicon = towns() if apart else {}, indicators()
    rows = []
    for one in found:
        known = lexicon.get(one.indicator)
        amount = in_base(one.value, one.unit)[0] if one.unit else one.value
        better = not (known and known.less_is_better) and one.measure != "rank"
        rows.append(
            (
                within.get(one.region, ""),
                one.region,
                f"{one.indicator}/{one.measure}",
                one.period,
                float(amount),
                better,
            )
        )
    table = league(pl.DataFrame(rows, schema=COLUMNS, orient="row"))
    places = {
        (region, name, period): (place, count, moved)
        for _, region, name, period, _, _, place, count, moved, _ in table.rows()
    }
    return [Placed(one, *places[one.region, f"{one.indicator}/{one.measure}", one.period]) for one in found]


@dataclass(frozen=True, slots=True)
class Table:
    """One indicator: periods as columns, the newest first; the regions of one kind as rows. `kinds` are all: "" counties, else the towns of a region."""

    periods: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Placed | None]]]
    kind: str
    kinds: Sequence[str]


def table_of(
    indicator: str,
    measure: str,
    kind: str = "",
    *,
    periods: int = 12,
    until: dt.date = dt.date.max,
    more: Sequence[Observation] = (),
) -> Table:
    """With `more` figures than are kept, the newest periods of an indicator that end by a day, in the order of the places of the newest one; where the kind has no figure, another that has."""
    rows = list(
        plain_figures().filter(indicator=indicator, measure=measure).order_by("-period", "region")[:MOST]
    )
    found = [one for one in (*rows, *more) if end_of(one.period)[0] <= until.isoformat()]
    within = towns()
    kinds = sorted({within.get(one.region, "") for one in found})
    kind = kind if kind in kinds else next(iter(kinds), "")
    found = [one for one in found if within.get(one.region, "") == kind]
    newest = sorted({one.period for one in found}, key=end_of, reverse=True)[:periods]
    known = {
        (p.observation.region, p.observation.period): p
        for p in placed([one for one in found if one.period in newest])
    }
    regions = sorted(
        {region for region, _ in known},
        key=lambda r: (known[r, newest[0]].place if (r, newest[0]) in known else len(known), r),
    )
    return Table(
        newest,
        [(region, [known.get((region, period)) for period in newest]) for region in regions],
        kind,
        kinds,
    )


def end_of(period: str) -> tuple[str, str]:
    """The order of periods: by their last day."""
    read = written_period(period)
    return (read.last.isoformat(), read.first.isoformat()) if read else (period, "")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a region is good at (优势) and where it lags (短板), for the newest period of each indicator."""

    strong: Sequence[Placed]
    weak: Sequence[Placed]
    others: Sequence[Placed]


def profile_of(region: str) -> Profile:
    """By the place among the regions of its kind: the first third, the last third, the rest; alone an indicator says nothing."""
    mine = list(
        plain_figures().filter(region=region).exclude(measure="rank").order_by("indicator", "measure")[:MOST]
    )
    newest: dict[tuple[str, str], Observation] = {}
    for one in mine:
        key = (one.indicator, one.measure)
        if key not in newest or end_of(one.period) > end_of(newest[key].period):
            newest[key] = one
    wanted = {(*key, one.period) for key, one in newest.items()}
    beside = plain_figures().filter(
        indicator__in={i for i, _ in newest}, period__in={p for _, _, p in wanted}
    )
    rows = [one for one in beside if (one.indicator, one.measure, one.period) in wanted]
    own = [p for p in placed(rows) if p.observation.region == region]
    strong = [p for p in own if p.count > 1 and Decimal(p.place) / p.count <= STRONG]
    weak = [p for p in own if p.count > 1 and Decimal(p.place) / p.count > WEAK]
    others = [p for p in own if p not in strong and p not in weak]
    return Profile(
        *(
            sorted(some, key=lambda p: (p.place / p.count, p.observation.indicator))
            for some in (strong, weak, others)
        )
    )


MOST_CURVES, CURVE_PERIODS = 16, 12


def growths_of(region: str) -> list[Observation]:
    """The newest dozen growths of each indicator of a region, sixteen indicators at most."""
    by_name: dict[str, list[Observation]] = {}
    for one in (
        plain_figures().filter(region=region, measure="growth").order_by("indicator", "-period")[:MOST]
    ):
        by_name.setdefault(one.indicator, []).append(one)
    several = [rows for rows in by_name.values() if len(rows) > 1][:MOST_CURVES]
    return [
        one for rows in several for one in sorted(rows, key=lambda one: end_of(one.period))[-CURVE_PERIODS:]
    ]


@dataclass(frozen=True, slots=True)
class Open:
    """A figure that does not fit others, and nobody has said why it may stand."""

    observation: Observation
    relations: Sequence[Relation]

    @property
    def must_be_corrected(self) -> bool:
        """Whether one of the relations cannot be explained away."""
        return any(one.grade is Grade.CORRECT for one in self.relations)

    @property
    def doubts(self) -> list[str]:
        """The relations with their figures, as a remark keeps them."""
        return [signature(one) for one in self.relations]


def signature(relation: Relation) -> str:
    """Which figures, with which values, do not fit together."""
    return " ".join(
        [relation.code, *sorted(f"{one.key}:{one.value.normalize():f}" for one in relation.figures)]
    )


def open_doubts(*, indicator: str = "") -> tuple[list[Open], int]:
    """What does not fit together among the accepted figures, by the figure that is most likely wrong; and how many figures were looked at."""
    rows = plain_figures().filter(indicator=indicator) if indicator else plain_figures()
    by_key = {str(one.pk): one for one in rows[:MOST]}
    figures = [figure for one in by_key.values() if (figure := _figure(one))]
    explained = {
        doubt for remark in Remark.objects.filter(observation__removed_on=None) for doubt in remark.doubts
    }
    found: dict[str, list[Relation]] = {}
    for doubt in review(figures, within=towns()):
        if signature(doubt.relation) not in explained:
            found.setdefault(doubt.suspect.key, []).append(doubt.relation)
    return [Open(by_key[key], relations) for key, relations in found.items()], len(figures)


def _figure(one: Observation) -> Figure | None:
    period: Period | None = written_period(one.period)
    measure = "value" if one.measure == "count" else one.measure
    return (
        Figure(str(one.pk), one.indicator, measure, one.region, period, one.value, one.unit)
        if period
        else None
    )
