"""League tables of any size: every region's place by indicator and period, among how many, the move since the period before, the gap to the next place.

Columns of a frame, so that five million observations take seconds. Values are floats here: a place needs an order, not the last digit.
"""

from __future__ import annotations

import polars as pl

COLUMNS = {
    "group": pl.String,
    "region": pl.String,
    "indicator": pl.String,
    "period": pl.String,
    "value": pl.Float64,
    "up": pl.Boolean,
}


def league(observations: pl.DataFrame) -> pl.DataFrame:
    """The same rows with their places, in the order of group, indicator, period, place and region.

    Added are `place` (equal values share the better one), `count`, `moved` (places gained since the period before of the same region and indicator, null
    for the first) and `gap` (to the next better value in the group, 0 for the first).

    `observations` has the columns of COLUMNS; `period` sorts by time as text, `up` says that more is better. Rows without a value are left out.
    """
    table = _coded(observations.drop_nulls("value"))
    first, same = (
        pl.col("_table") != pl.col("_table").shift(1),
        pl.col("_signed") == pl.col("_signed").shift(1),
    )
    ranked = (
        table.sort("_table", "_signed", "_region", descending=[False, True, False])
        .with_columns(pl.int_range(pl.len()).alias("_row"), first.fill_null(value=True).alias("_first"))
        .with_columns(
            pl.when("_first").then("_row").forward_fill().alias("_start"),
            pl.when(pl.col("_first") | ~same).then("_row").forward_fill().alias("_block"),
            pl.when("_first")
            .then(0.0)
            .otherwise(pl.col("_signed").shift(1) - pl.col("_signed"))
            .alias("gap"),
            pl.len().over("_table").cast(pl.Int64).alias("count"),
        )
        .with_columns((pl.col("_block") - pl.col("_start") + 1).alias("place"))
    )
    found = ranked.with_columns(_moves(ranked))
    return found.select(*COLUMNS, "place", "count", "moved", "gap")


def _coded(known: pl.DataFrame) -> pl.DataFrame:
    """Words as numbers in the order of the words: one sort by a number is what makes this fast."""
    words = {name: known[name].unique().sort() for name in ("group", "indicator", "period", "region")}
    codes = known.select(
        pl.col(name).cast(pl.Enum(kept)).to_physical().cast(pl.UInt64) for name, kept in words.items()
    )
    sizes = {name: len(kept) for name, kept in words.items()}
    place = codes["group"] * sizes["indicator"] + codes["indicator"]
    return known.with_columns(
        pl.when("up").then(pl.col("value")).otherwise(-pl.col("value")).alias("_signed"),
        (place * sizes["period"] + codes["period"]).alias("_table"),
        (place * sizes["region"] + codes["region"]).alias("_series"),
        codes["period"].alias("_time"),
        codes["region"].alias("_region"),
    )


def _moves(ranked: pl.DataFrame) -> pl.Series:
    """Places gained since the period before, in the order of the rows."""
    series = ranked.select("_row", "_series", "_time", "place").sort("_series", "_time")
    is_same = pl.col("_series") == pl.col("_series").shift(1)
    moved = pl.when(is_same).then(pl.col("place").shift(1) - pl.col("place")).alias("moved")
    return series.select("_row", moved).sort("_row")["moved"]
