"""duban nightly"""

import datetime as dt

import click

from duban_cli import web
from duban_cli.errors import say
from duban_cli.papers import Date


@click.command()
@click.option("--on", "day", type=Date, help="The day; the office's today if not said.")
def command(day: dt.datetime | None) -> None:
    """Compute the lights of the day for every campaign, press for what is late, send the digests. Run it early each morning.

    \b
    Example (crontab): 5 0 * * *  duban nightly
    """
    web.set_up()
    from duban_web.today.nightly import nightly

    night = nightly(day.date() if day else None)
    click.echo(
        say(
            "cli.nightly",
            turned=night.turned,
            explanations=night.explanations,
            proposed=night.proposed,
            mails=night.mails,
        )
    )
