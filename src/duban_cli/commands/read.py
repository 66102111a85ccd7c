"""duban read"""

import datetime as dt
import json
from pathlib import Path

import click

from duban_cli.errors import say
from duban_cli.papers import fact_row, paper_options, read_files


@click.command()
@paper_options
@click.option("--json", "as_json", is_flag=True, help="One fact a line, with its place in the file.")
def command(
    files: tuple[Path, ...],
    published: dt.datetime | None,
    region: str | None,
    towns: Path | None,
    *,
    as_json: bool,
) -> None:
    """Read every figure of a paper (.txt .html .docx .pdf .xlsx; .doc and .wps with LibreOffice).

    \b
    Example: duban read 简报.docx --published 2023-01-06 --region 云岭县
    """
    for one in read_files(files, published=published, region=region, towns=towns):
        for fact in one.reading.facts:
            if as_json:
                click.echo(json.dumps(fact_row(fact, one), ensure_ascii=False))
                continue
            extra = " ".join(words for words in (fact.base, fact.scope, fact.period, fact.region) if words)
            figure = f"{'≈' if fact.approximate else ''}{format(fact.value.normalize(), 'f')}{fact.unit}"
            click.echo(f"{fact.indicator}\t{say(f'measure.{fact.measure}')}\t{figure}\t{extra}\t{fact.quote}")
        for warning in one.reading.warnings:
            click.echo(f"! {say(f'warning.{warning}')}", err=True)
        if not as_json:
            edits, left = len(one.reading.clean.edits), len(one.reading.remnants)
            click.echo(
                say("cli.read", name=one.path.name, facts=len(one.reading.facts), edits=edits, remnants=left),
                err=True,
            )
