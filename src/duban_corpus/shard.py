"""One input file becomes one output file, written aside and renamed when whole: a crash leaves none or all of it."""

import datetime as dt
import json
import os
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from duban.facts import Context, Fact, read_windows
from duban_corpus.sources import Paper, papers

SCHEMA = {
    "paper": pl.String, "indicator": pl.String, "measure": pl.String, "value": pl.Float64, "unit": pl.String, "base": pl.String, "scope": pl.String,
    "region": pl.String, "period": pl.String, "confidence": pl.Float64, "start": pl.Int64, "end": pl.Int64, "quote": pl.String,
}  # fmt: skip


def output_of(source: Path, root: Path, out: Path) -> Path:
    """Where the facts of an input file go: the same path below the output folder, with .parquet added."""
    relative = source.relative_to(root) if source != root else Path(source.name)
    return out / relative.parent / (relative.name + ".parquet")


def read_shard(source: str, target: str, skipped: tuple[str, ...] = ()) -> dict[str, int]:
    """Read the papers of one input file into one Parquet file; the counts of it. A paper named in `skipped` is left out.

    While a paper is read, `TARGET.now` names it, so that whoever finds this worker dead knows which one killed it.
    """
    out = Path(target)
    out.parent.mkdir(parents=True, exist_ok=True)
    now = out.with_name(out.name + ".now")
    rows: list[dict[str, object]] = []
    counts = {"papers": 0, "facts": 0, "failed": 0, "skipped": 0}
    for paper in papers(Path(source)):
        counts["papers"] += 1
        if paper.key in skipped or paper.problem is not None:
            counts["skipped" if paper.key in skipped else "failed"] += 1
            continue
        now.write_text(paper.key, "utf-8")
        rows += _facts(paper)
    counts["facts"] = len(rows)
    partial = out.with_name(f"{out.name}.{os.getpid()}.part")
    pl.DataFrame(rows, schema=SCHEMA).write_parquet(partial)
    out.with_name(out.name + ".json").write_text(json.dumps(counts), "utf-8")
    partial.replace(out)
    now.unlink(missing_ok=True)
    return counts


def _facts(paper: Paper) -> Iterator[dict[str, object]]:
    for window in read_windows(paper.text, context=Context(_date(paper.published), paper.region)):
        for fact in window.reading.facts:
            start, end = window.reading.clean.place(fact.start, fact.end)
            yield _row(paper.key, fact, window.start + start, window.start + end)


def _row(key: str, fact: Fact, start: int, end: int) -> dict[str, object]:
    return {
        "paper": key, "indicator": fact.indicator, "measure": fact.measure.value, "value": float(fact.value), "unit": fact.unit, "base": fact.base,
        "scope": fact.scope, "region": fact.region, "period": fact.period, "confidence": float(fact.confidence), "start": start, "end": end,
        "quote": fact.quote,
    }  # fmt: skip


def _date(words: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(words) if words else None
    except ValueError:
        return None
