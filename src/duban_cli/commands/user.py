"""duban user"""

import click

from duban_cli import web
from duban_cli.errors import Refusal, say


@click.group()
def command() -> None:
    """Accounts."""


@command.command()
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(["office", "liaison", "inspector", "force", "viewer", "system", "security", "auditor"]),
    default="office",
    show_default=True,
)
@click.option("--unit", help="The unit of a liaison, by any of its names.")
@click.option("--display-name", default="", help="The person's name.")
@click.password_option(help="Asked for if not given.")
def add(name: str, role: str, unit: str | None, display_name: str, password: str) -> None:
    """Add an account.

    \b
    Example: duban user add zhoumin --role office --display-name 周敏
    """
    web.set_up()
    from duban_web.people.accounts import save_user
    from duban_web.people.models import User
    from duban_web.people.queries import units_by_name

    found = units_by_name().get(unit) if unit else None
    if unit and found is None:
        raise Refusal("cli.no-unit", name=unit)
    save_user(
        None,
        User(username=name),
        {"role": role, "unit": found, "display_name": display_name},
        password=password,
    )
    click.echo(say("cli.user-added", name=name, role=say(f"people.role.{role}")))
