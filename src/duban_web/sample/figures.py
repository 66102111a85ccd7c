"""Four years of monthly figures for 云岭县, its 11 towns and 8 neighbours: amounts that add up, growths that follow, and three slips to be found."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from decimal import Decimal

from duban.calendar.periods import Period
from duban.calendar.written import written_period
from duban_web.audit.operations import Subject, record
from duban_web.indicators.models import Observation, PeerGroup
from duban_web.indicators.operations import set_target
from duban_web.people.models import User
from duban_web.sample import county

YEARS = (2017, 2018, 2019, 2020)
NEIGHBOURS = ("临川县", "沙河县", "青阳县", "北原县", "安平县", "宁远县", "定南县", "泰和县")
# indicator, its amount in a month for a town, 亿元
AMOUNTS = (("固定资产投资", 0.9), ("社会消费品零售总额", 0.6), ("一般公共预算收入", 0.08), ("税收收入", 0.06), ("工业投资", 0.4), ("规模以上工业营业收入", 1.6), ("一般公共预算支出", 0.25), ("民间投资", 0.5))  # fmt: skip
TARGETS = (
    ("固定资产投资", "158"),
    ("社会消费品零售总额", "104"),
    ("一般公共预算收入", "13.2"),
    ("税收收入", "9.4"),
    ("工业投资", "74"),
)
CENT, TENTH = Decimal("0.01"), Decimal("0.1")
SLIPS = {
    ("税收收入", "青石镇", "2020-01/2020-05", "value"): Decimal(10000),
    ("固定资产投资", "柏桥镇", "2020-01/2020-08", "growth"): Decimal(-1),
    ("社会消费品零售总额", "临川县", "2019-01/2019-10", "value"): Decimal("0.1"),
}
"""What an inattentive clerk would type: 万元 under 亿元, a sign, a point."""
Rows = Mapping[str, tuple[Period, Decimal]]


def fill(clerk: User, until: dt.date) -> None:
    """Everything that is known by a day: a month's figures come on the 20th of the next one."""
    dice = random.Random("云岭")  # noqa: S311 a sample
    found = [
        one
        for indicator, level in AMOUNTS
        for one in _figures(indicator, level, dice)
        if (known := _known_on(one.period)) and known <= until
    ]
    for one in found:
        one.accepted_by, one.accepted_on, one.is_sample = clerk, _known_on(one.period) or until, True
        one.source = "县统计局月报"
    Observation.objects.bulk_create(found, batch_size=1000)
    PeerGroup.objects.create(name="相邻八县", regions=[county.COUNTY, *NEIGHBOURS], is_sample=True)
    for indicator, value in TARGETS:
        set_target(
            clerk, indicator=indicator, region=county.COUNTY, year=YEARS[-1], value=Decimal(value), unit="亿元", source="市下达年度目标", is_sample=True
        )  # fmt: skip
    record(
        clerk,
        "accept",
        Subject("observation", found[0].pk or 0, f"月度数据 {len(found)} 个"),
        before=None,
        after={"figures": len(found)},
    )


def _known_on(iso: str) -> dt.date | None:
    period = written_period(iso)
    return period.last + dt.timedelta(days=20) if period else None


def _figures(indicator: str, level: float, dice: random.Random) -> Iterator[Observation]:
    by_region = {town: _amounts(level * (1.6 - n * 0.1), dice) for n, town in enumerate(county.TOWNS)}
    by_region |= {name: _amounts(level * 11 * (1.2 - n * 0.07), dice) for n, name in enumerate(NEIGHBOURS)}
    first = by_region[county.TOWNS[0]]
    by_region[county.COUNTY] = {
        iso: (period, sum((by_region[town][iso][1] for town in county.TOWNS), Decimal(0)))
        for iso, (period, _) in first.items()
    }
    for region, rows in by_region.items():
        for iso, (period, value) in rows.items():
            slip = SLIPS.get((indicator, region, iso, "value"), Decimal(1))
            yield Observation(
                indicator=indicator,
                measure="value",
                region=region,
                period=iso,
                value=value * slip,
                unit="亿元",
            )
            past = rows.get(period.earlier(1).iso)
            if past:
                growth = ((value / past[1] - 1) * 100).quantize(TENTH) * SLIPS.get(
                    (indicator, region, iso, "growth"), Decimal(1)
                )
                yield Observation(
                    indicator=indicator,
                    measure="growth",
                    base="同比",
                    region=region,
                    period=iso,
                    value=growth,
                    unit="%",
                )


def _amounts(level: float, dice: random.Random) -> Rows:
    """Cumulative amounts: a season, a trend, some noise."""
    trend = dice.uniform(0.02, 0.09)
    season = [dice.uniform(0.75, 1.25) for _ in range(12)]
    found = {}
    for n, year in enumerate(YEARS):
        total = 0.0
        for month in range(1, 13):
            total += level * season[month - 1] * (1 + trend) ** n * dice.gauss(1, 0.015)
            period = Period.months(year, 1, month) if month > 1 else Period.month(year, 1)
            found[period.iso] = (period, Decimal(f"{total:.2f}"))
    return found
