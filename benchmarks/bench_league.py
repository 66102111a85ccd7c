"""Five million observations ranked by group and period; a round of 120 units, 60 items and 36 periods. Peers: the same as plain pandas, in the same run."""

import gc
import random
import time
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl

from duban.scoring import Reading, compute, parse_scheme
from duban.scoring.league import league

COUNTIES, INDICATORS, MONTHS, GROUPS = 2900, 150, 12, 30


def timed(act):
    gc.collect()
    start = time.perf_counter()
    found = act()
    return time.perf_counter() - start, found


def table():
    """2,900 counties × 150 indicators × 12 months."""
    size = COUNTIES * INDICATORS * MONTHS
    number = np.arange(size)
    county, rest = number % COUNTIES, number // COUNTIES
    indicator, month = rest % INDICATORS, rest // INDICATORS
    return pl.DataFrame({
        "group": pl.Series(county % GROUPS).cast(pl.String), "region": pl.Series(county).cast(pl.String), "indicator": pl.Series(indicator).cast(pl.String),
        "period": pl.Series(month + 1).cast(pl.String).str.zfill(2), "value": np.random.default_rng(2020).normal(100, 15, size).round(1), "up": indicator % 5 > 0,
    })  # fmt: skip


def plain_pandas(frame):
    """The same columns by groupby."""
    frame = frame.copy()
    frame["signed"] = frame["value"].where(frame["up"], -frame["value"])
    grouped = frame.groupby(["group", "indicator", "period"], observed=True)["signed"]
    frame["place"] = grouped.rank(method="min", ascending=False)
    frame["count"] = grouped.transform("size")
    frame = frame.sort_values(["group", "indicator", "period", "place", "region"])
    frame["gap"] = (
        frame.groupby(["group", "indicator", "period"], observed=True)["signed"].shift(1) - frame["signed"]
    ).fillna(0)
    by_time = frame.sort_values(["group", "region", "indicator", "period"])
    frame["moved"] = -by_time.groupby(["group", "region", "indicator"], observed=True)["place"].diff()
    return frame


observations = table()
as_pandas = pd.DataFrame({name: observations[name].to_list() for name in observations.columns})
ours, ranked = timed(lambda: league(observations))
peer, other = timed(lambda: plain_pandas(as_pandas))
same = (
    ranked["place"].sum() == int(other["place"].sum()) and abs(ranked["gap"].sum() - other["gap"].sum()) < 1
)
print(
    f"league of {len(observations):,} observations: {ours:.1f} s; pandas {peer:.1f} s; ratio {ours / peer:.2f}; the same places: {same}"
)

METHODS = ('method = "min_max"', 'method = "efficacy"', 'method = "rank_linear"\nlowest = 0.6', 'method = "target_completion"\ncap = 1.1', 'method = "interval"\nsteps = [[0, 0.2], [50, 0.6], [100, 1]]\njoined = true')  # fmt: skip
HEAD = 'name = "试"\nfull = 60\ndecimals = 2\nrounding = "half-up"\nties = "same"\nmissing = "zero"\n'
scheme = parse_scheme(
    HEAD
    + "".join(
        f'[[item]]\ncode = "i{n}"\nname = "第{n}项"\nweight = 1\ndirection = "up"\n{METHODS[n % 5]}\n'
        for n in range(60)
    )
)
dice = random.Random(2020)
units = dict.fromkeys((f"单位{n}" for n in range(120)), "")
rounds = [
    {
        (f"i{n}", unit): Reading(Decimal(dice.randint(1, 1500)) / 10, Decimal(100))
        for n in range(60)
        for unit in units
    }
    for _ in range(36)
]
took, _ = timed(lambda: [compute(scheme, units, readings) for readings in rounds])
print(f"36 rounds of 120 units and 60 items: {took:.2f} s")
