"""duban corpus"""

import importlib.util
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import click

from duban_cli.errors import Refusal, say
from duban_corpus import Cluster, Pool, copies, ranking, read_pile
from duban_corpus.sources import inputs, papers


@click.group()
def command() -> None:
    """Read whole piles of papers and ask them questions.

    \b
    Example: duban corpus read papers/ facts/
    """


@command.command("read")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--workers", type=click.IntRange(1, 256), help="Processes; all cores without it.")
@click.option(
    "--scheduler",
    help="Address of a Dask scheduler, such as tcp://10.0.0.5:8786, whose workers see the same folders.",
)
def read_(source: Path, out: Path, workers: int | None, scheduler: str | None) -> None:
    """Read SOURCE (a folder, .jsonl, .parquet, .warc.gz) into Parquet files of facts. Run again, it goes on where it stopped.

    \b
    Example: duban corpus read papers.jsonl facts/
    """
    if scheduler and importlib.util.find_spec("distributed") is None:
        raise Refusal("cli.no-cluster")
    engine = Cluster(scheduler) if scheduler else Pool(workers or os.cpu_count() or 1)
    count = len(inputs(source))
    if not count:
        raise Refusal("cli.no-papers", name=str(source))
    try:
        with click.progressbar(length=count, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            report = read_pile(
                source, out, engine=engine, progress=lambda done, _: bar.update(done - bar.pos)
            )
    except OSError as problem:
        if not scheduler:
            raise
        raise Refusal("cli.no-scheduler", address=scheduler) from problem
    for paper in report.set_aside:
        click.echo(say("cli.set-aside", paper=paper), err=True)
    click.echo(
        say(
            "cli.pile",
            files=report.files,
            papers=report.papers,
            facts=report.facts,
            failed=report.failed,
            aside=len(report.set_aside),
        ),
        err=True,
    )


@command.command("query")
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--indicator", required=True, help="Standard name, such as 地区生产总值.")
@click.option("--period", required=True, help="2022-Q1, 2022-H1, 2022 …")
@click.option("--measure", default="growth", show_default=True, help="value, growth, rank, share …")
@click.option("--json", "as_json", is_flag=True, help="One region a line.")
def query(out: Path, indicator: str, period: str, measure: str, *, as_json: bool) -> None:
    """Rank all regions by one figure, each with the paper that says it.

    \b
    Example: duban corpus query facts/ --indicator 地区生产总值 --period 2022-Q1
    """
    if not any(out.rglob("*.parquet")):
        raise Refusal("cli.no-facts", name=str(out))
    for row in ranking(out, indicator=indicator, period=period, measure=measure):
        click.echo(
            json.dumps(asdict(row), ensure_ascii=False)
            if as_json
            else f"{row.rank}\t{row.region}\t{row.value:g}{row.unit}\t{row.paper}\t{row.quote}"
        )


@command.command("duplicates")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--alike", type=click.FloatRange(0.3, 1), default=0.8, show_default=True, help="Share of words in common."
)
def duplicates(source: Path, alike: float) -> None:
    """Print groups of papers that nearly repeat one another: the first of each, then its copies.

    \b
    Example: duban corpus duplicates papers/
    """
    if not inputs(source):
        raise Refusal("cli.no-papers", name=str(source))
    found = (
        (f"{path.name}: {paper.key}", paper.text)
        for path in inputs(source)
        for paper in papers(path)
        if paper.problem is None
    )
    for group in copies(found, alike=alike):
        click.echo("\t".join((group.first, *group.copies)))
