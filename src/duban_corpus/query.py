"""Questions to a read pile: which regions rank how by an indicator, and which paper says so."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

SURE = 0.5


@dataclass(frozen=True, slots=True)
class Ranked:
    """One region's figure with its place among the others and its source."""

    rank: int
    region: str
    value: float
    unit: str
    paper: str
    quote: str


def ranking(
    out: Path, *, indicator: str, period: str, measure: str = "growth", least: float = SURE
) -> list[Ranked]:
    """Regions by one figure, the highest first; equal values share a rank. Of several papers on one region the surest counts."""
    frame = (
        pl.scan_parquet(sorted(out.rglob("*.parquet")))
        .filter(
            (pl.col("indicator") == indicator) & (pl.col("period") == period) & (pl.col("measure") == measure)
            & pl.col("region").is_not_null() & (pl.col("confidence") >= least)
        )
        .sort("confidence", "paper", descending=[True, False])
        .unique("region", keep="first", maintain_order=True)
        .with_columns(pl.col("value").rank("min", descending=True).cast(pl.Int64).alias("rank"))
        .sort("rank", "region")
        .select("rank", "region", "value", "unit", "paper", "quote")
        .collect()
    )  # fmt: skip
    return [Ranked(**row) for row in frame.iter_rows(named=True)]
