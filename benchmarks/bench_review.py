"""Planted errors among 20,000 observations: how many are found, and how often a right figure is accused.

Four years of monthly cumulative figures of 12 indicators for a county, its 11 towns and 8 neighbours, with growth on the year before; 1 % of
them spoilt: unit slips, swapped digits, wrong signs, stale copies, broken sums.
"""

import os
import random
import time
from collections import Counter
from dataclasses import replace
from decimal import Decimal

from duban.calendar.periods import Period
from duban.review import Figure, review

DICE = random.Random(2020)
COUNTY = "云岭县"
TOWNS = [f"{name}镇" for name in "甲乙丙丁戊己庚辛壬癸子"]
NEIGHBOURS = [f"{name}县" for name in "东南西北中上下左"]
YEARS = (2017, 2018, 2019, 2020)
CENT = Decimal("0.01")
SUMS = {"固定资产投资": ("工业投资", "基础设施投资", "房地产开发投资", "民间投资")}
AMOUNTS = ["固定资产投资", "工业投资", "基础设施投资", "房地产开发投资", "社会消费品零售总额", "一般公共预算收入", "税收收入", "一般公共预算支出", "进出口总额", "实际利用外资", "用电量", "财政总收入"]  # fmt: skip


def months(year):
    return [Period.months(year, 1, month) if month > 1 else Period.month(year, 1) for month in range(1, 13)]


def amounts(scale):
    """Cumulative amounts of four years: a season, a trend, some noise."""
    trend, level = DICE.uniform(0.02, 0.09), scale * DICE.uniform(0.6, 1.6)
    season = [DICE.uniform(0.7, 1.3) for _ in range(12)]
    found = {}
    for n, year in enumerate(YEARS):
        total = 0.0
        for month, period in enumerate(months(year)):
            total += level * season[month] * (1 + trend) ** n * DICE.gauss(1, 0.02)
            found[period.iso] = (period, Decimal(f"{total:.2f}"))
    return found


def table():
    """Right figures: amounts of towns that add up to the county's, and growths that follow."""
    figures = []
    for number, indicator in enumerate(AMOUNTS):
        by_region = {town: amounts(3) for town in TOWNS}
        by_region |= {one: amounts(36) for one in NEIGHBOURS}
        first = by_region[TOWNS[0]]
        by_region[COUNTY] = {
            iso: (first[iso][0], sum((by_region[t][iso][1] for t in TOWNS), Decimal(0))) for iso in first
        }
        for region, rows in by_region.items():
            for iso, (period, value) in rows.items():
                figures.append(
                    Figure(f"{number}/{region}/{iso}/v", indicator, "value", region, period, value, "亿元")
                )
                past = rows.get(period.earlier(1).iso)
                if past:
                    growth = ((value / past[1] - 1) * 100).quantize(Decimal("0.1"))
                    figures.append(
                        Figure(f"{number}/{region}/{iso}/g", indicator, "growth", region, period, growth, "%")
                    )
    return figures


def swapped(value):
    """Two different digits that stand side by side, changed for one another."""
    digits = list(f"{value}")
    places = [
        n
        for n in range(len(digits) - 1)
        if digits[n].isdigit() and digits[n + 1].isdigit() and digits[n] != digits[n + 1]
    ]
    if not places:
        return None
    at = DICE.choice(places)
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    return Decimal("".join(digits))


def spoilt(figure, before):
    """One error of a kind that fits the figure, or None."""
    kind = DICE.choice(["unit", "digits", "sign", "stale", "sum"])
    if kind == "unit" and figure.measure == "value":
        return kind, figure.value * Decimal(DICE.choice(["10", "10000", "0.1", "0.0001"]))
    if kind == "digits" and (value := swapped(figure.value)) is not None:
        return kind, value
    if kind == "sign" and abs(figure.value) >= 1:
        return kind, -figure.value
    if kind == "stale" and before is not None and figure.measure == "value":
        return kind, before.value
    if kind == "sum" and figure.measure == "value" and figure.region == COUNTY:
        return kind, (figure.value * Decimal(DICE.choice(["0.9", "1.08", "1.15"]))).quantize(CENT)
    return None


figures = table()
by_key = {f.key: n for n, f in enumerate(figures)}
planted: dict[str, str] = {}
while len(planted) < len(figures) // 100:
    at = DICE.randrange(len(figures))
    one = figures[at]
    earlier = next(
        (
            f
            for f in figures[max(0, at - 4) : at][::-1]
            if (f.indicator, f.region, f.measure) == (one.indicator, one.region, one.measure)
        ),
        None,
    )
    done = spoilt(one, earlier) if one.key not in planted else None
    if done and done[1] != one.value:
        planted[one.key] = done[0]
        figures[at] = replace(one, value=done[1])
start = time.perf_counter()
doubts = review(figures, within=dict.fromkeys(TOWNS, COUNTY))
took = time.perf_counter() - start
accused = {d.suspect.key for d in doubts}
found = Counter(kind for key, kind in planted.items() if key in accused)
whole = Counter(planted.values())
false = accused - set(planted)
print(
    f"review: {len(figures)} figures in {took:.1f} s; planted {len(planted)}, found {sum(found.values())} ({sum(found.values()) / len(planted):.1%})"
)
print("  by kind: " + ", ".join(f"{kind} {found[kind]}/{whole[kind]}" for kind in sorted(whole)))
print(
    f"  right figures accused: {len(false)} of {len(figures) - len(planted)} ({len(false) / (len(figures) - len(planted)):.2%})"
)
if os.environ.get("BENCH_SHOW"):
    for d in doubts:
        if d.suspect.key in false:
            print(
                "   false",
                d.relation.code,
                d.suspect.key,
                [f"{f.key}={f.value}" for f in d.relation.figures][:4],
                [f.key for f in d.relation.figures if f.key in planted],
            )
    for key, kind in planted.items():
        if key not in accused:
            print("   missed", kind, key, figures[by_key[key]].value)
