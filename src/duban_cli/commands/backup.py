"""duban backup"""

from pathlib import Path

import click

from duban_cli import web
from duban_cli.errors import say


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """Write the database and all files into one archive, while the office goes on working.

    \b
    Example: duban backup 督办备份-2020-11-23.tar.gz
    """
    web.set_up()
    from duban_cli.archive import write_archive

    size = write_archive(file)
    click.echo(
        say("cli.backed-up", name=str(file), size=f"{size / 1024 / 1024:.1f}", keys="secret.key, pass.key")
    )
