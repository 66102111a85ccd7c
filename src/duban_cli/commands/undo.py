"""duban undo"""

import click

from duban_cli import web
from duban_cli.errors import Refusal, say


@click.command()
@click.option("--import", "number", type=int, help="Which import; the last applied one if not said.")
@click.option("--as", "account", help="The account in whose name it is done.")
def command(number: int | None, account: str | None) -> None:
    """Take an import back by reversing entries.

    \b
    Example: duban undo --import 3
    """
    web.set_up()
    from duban_web.campaigns.models import LedgerImport
    from duban_web.supervision.importing import undo

    applied = LedgerImport.objects.filter(state=LedgerImport.State.APPLIED)
    one = LedgerImport.objects.filter(pk=number).first() if number else applied.first()
    if one is None:
        raise Refusal("cli.no-import", number=number or "—")
    undone = undo(web.user(account), one)
    click.echo(say("import.undone", count=undone.reversed))
    if undone.conflicts:
        click.echo(say("import.conflicts", names="、".join(undone.conflicts)))
