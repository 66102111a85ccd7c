"""duban lexicon"""

from pathlib import Path

import click

from duban.facts import read
from duban.facts.suggest import suggestions
from duban_cli.errors import Refusal
from duban_corpus.sources import inputs, papers


@click.group()
def command() -> None:
    """The indicator lexicon.

    \b
    Example: duban lexicon suggest papers/
    """


@command.command("suggest")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--least", type=click.IntRange(1), default=3, show_default=True, help="Figures that a name must have."
)
def suggest(source: Path, least: int) -> None:
    """Print lines for lexicon/indicators.toml: names that the papers of SOURCE often measure and no entry has.

    \b
    Example: duban lexicon suggest papers/ --least 5
    """
    files = inputs(source)
    if not files:
        raise Refusal("cli.no-papers", name=str(source))
    readings = (read(paper.text).facts for path in files for paper in papers(path) if paper.problem is None)
    for one in suggestions(readings, least=least):
        click.echo(one.line())
