"""duban recount"""

import os

import click

from duban_cli import web
from duban_cli.errors import say

MOST_WORKERS = 4


@click.command()
def command() -> None:
    """Count the figures of all registers anew from their records, and put right what differs.

    They follow every change by themselves; this proves it, after a restore or when a figure is doubted.

    \b
    Example: duban recount
    """
    web.set_up()
    from duban_web.registers.queries import registers
    from duban_web.registers.tallying import recount

    known = list(registers())
    wrong = recount(*known, workers=min(MOST_WORKERS, (os.cpu_count() or 1) + 1))
    click.echo(say("cli.recount", n=len(known), wrong=len(wrong)))
    for one in wrong:
        click.echo(say("cli.recounted", name=one.name, code=one.code))
