"""duban worker"""

import click

from duban_cli import web


@click.command()
@click.option("--once", is_flag=True, help="Do what waits, then end.")
def command(*, once: bool) -> None:
    """Do the background work: reading uploads.

    \b
    Example: duban worker
    """
    web.set_up()
    from django.core.management import call_command

    call_command("db_worker", interval=0.5, batch=once, verbosity=0)
