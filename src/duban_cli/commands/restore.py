"""duban restore"""

from pathlib import Path

import click

from duban_cli import web
from duban_cli.errors import say


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.confirmation_option(
    "--yes", prompt="This replaces everything in the database. Go on?", help="Do not ask."
)
def command(file: Path) -> None:
    """Put the database and the files back as a backup has them. Stop the server first.

    \b
    Example: duban restore 督办备份-2020-11-23.tar.gz --yes
    """
    web.set_up()
    from duban_cli.archive import read_archive

    click.echo(say("cli.restored", rows=read_archive(file)))
