"""duban import"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duban_cli import web
from duban_cli.errors import Refusal, say

if TYPE_CHECKING:
    from duban_web.campaigns.importing import Preview
    from duban_web.campaigns.models import Campaign
    from duban_web.people.models import User


@click.command()
@click.argument("ledger", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--campaign", "name", required=True, help="Into which campaign; made if there is none of the name."
)
@click.option(
    "--units",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A register of units to take in first (JSON: units, aliases, collective).",
)
@click.option("--as", "account", help="The account in whose name it is done.")
@click.option("--preview", "only_preview", is_flag=True, help="Only say what would happen.")
@click.option("--json", "as_json", is_flag=True, help="One row a line.")
def command(
    ledger: Path, name: str, units: Path | None, account: str | None, *, only_preview: bool, as_json: bool
) -> None:
    """Take a ledger in: create, update, skip or error, row by row. A second time changes nothing.

    \b
    Example: duban import 台账.xlsx --campaign 百日会战 --preview
    """
    web.set_up()
    from django.db import transaction

    from duban_web.campaigns import importing
    from duban_web.supervision.importing import apply_import

    user = web.user(account)
    with transaction.atomic():
        if units:
            _load_units(units, user)
        one = importing.upload(user, _campaign(name, ledger, user), ledger.read_bytes(), name=ledger.name)
        if not one.is_mapped:
            raise Refusal(
                "cli.no-header", name=ledger.name
            )  # only a person at the page can say what unknown columns mean
        seen = importing.preview(one)
        _print(seen, as_json=as_json)
        if only_preview:
            transaction.set_rollback(True)
        else:
            with click.progressbar(
                length=len(seen.lines), file=sys.stderr, hidden=not sys.stderr.isatty()
            ) as bar:
                apply_import(user, one, progress=lambda done, _: bar.update(done - bar.pos))
    if not as_json:
        key = "cli.previewed" if only_preview else "cli.imported"
        click.echo(say(key, number=one.pk, **seen.counts()), err=True)


def _load_units(path: Path, user: "User | None") -> None:
    from duban_web.people.operations import load_units

    try:
        table = json.loads(path.read_text("utf-8"))
        load_units(user, table)
    except (json.JSONDecodeError, UnicodeDecodeError, AttributeError, TypeError) as problem:
        raise Refusal("cli.units", name=path.name, why=str(problem)) from problem


def _campaign(name: str, ledger: Path, user: "User | None") -> "Campaign":
    """The campaign of the name; a new one spans the year that the ledger is of."""
    import datetime as dt

    from duban.plans import UnitRegister, read_ledger
    from duban_web.campaigns.opening import open_ledger
    from duban_web.campaigns.operations import add_campaign
    from duban_web.campaigns.queries import by_name
    from duban_web.common.office import today

    found = by_name(name)
    if found is not None:
        return found
    opened = open_ledger(ledger.read_bytes(), name=ledger.name)
    year = read_ledger(opened.grid, register=UnitRegister(), header=opened.header).year or today().year
    return add_campaign(user, name=name, start=dt.date(year, 1, 1), end=dt.date(year, 12, 31))


def _print(seen: "Preview", *, as_json: bool) -> None:
    from duban_web.supervision.import_words import problem_words

    for line in seen.lines:
        problems = [problem_words(error) for error in line.errors]
        if as_json:
            errors = [
                {"code": e.code, "column": e.column, "value": e.value, "suggest": e.suggest, "message": m}
                for e, m in zip(line.errors, problems, strict=True)
            ]
            row = {
                "row": line.row.row,
                "no": line.row.no,
                "title": line.row.title,
                "action": line.action,
                "changed": list(line.changed),
                "errors": errors,
            }
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(
                f"{line.row.row:>5}  {say(f'import.actions.{line.action}')}\t{line.row.title or '—'}\t{'；'.join(problems)}"
            )
