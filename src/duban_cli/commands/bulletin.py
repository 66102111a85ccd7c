"""duban bulletin"""

import datetime as dt
from pathlib import Path

import click

from duban_cli import web
from duban_cli.errors import say
from duban_cli.papers import Date


@click.command()
@click.option("--campaign", "name", help="Which campaign; the one that began last if not said.")
@click.option("--on", "day", type=Date, help="The day whose ledger it tells; the office's today if not said.")
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The Word file to write.",
)
@click.option("--as", "account", help="The account in whose name it is made.")
def command(name: str | None, day: dt.datetime | None, out: Path, account: str | None) -> None:
    """Write the next issue of the bulletin as a Word file.

    \b
    Example: duban bulletin --on 2020-11-23 -o 专报.docx
    """
    web.set_up()
    from duban_web.bulletins.operations import make
    from duban_web.common.office import today

    issue = make(web.user(account), web.campaign(name), day.date() if day else today())
    with issue.file.open("rb") as file:
        out.write_bytes(file.read())
    click.echo(say("bulletin.made", number=issue.number))
    for sentence in issue.breaks:
        click.echo(sentence, err=True)
