"""duban migrate"""

import click

from duban_cli import web
from duban_cli.errors import say


@click.command()
def command() -> None:
    """Create the database or bring it up to date.

    \b
    Example: DATABASE_URL=postgresql://duban@localhost/duban duban migrate
    """
    web.set_up(migrate=False)
    click.echo(say("cli.migrated", number=web.bring_up_to_date()))
