"""The way to the web part: sets Django up and brings the database up to date."""

import os
import sys
from typing import TYPE_CHECKING

from duban_cli.errors import Refusal

if TYPE_CHECKING:
    from duban_web.campaigns.models import Campaign
    from duban_web.people.models import User


def set_up(*, migrate: bool = True) -> None:
    """Make Django ready; the database is created and migrated at need.

    Raises:
        Refusal: the web part is not installed.
    """
    try:
        import django
    except ModuleNotFoundError as problem:
        raise Refusal("cli.no-web") from problem
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duban_web.settings")
    django.setup()
    if migrate:
        bring_up_to_date()


def bring_up_to_date() -> int:
    """Apply what is missing. Returns how many migrations there were."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        call_command("migrate", verbosity=0, interactive=False, stdout=sys.stderr)
    return len(missing)


def campaign(name: str | None) -> "Campaign":
    """The campaign of a name, else the one that began last.

    Raises:
        Refusal: there is none.
    """
    from duban_web.campaigns.models import Campaign
    from duban_web.campaigns.queries import by_name, current

    found = by_name(name) if name else current()
    if found is None:
        known = "、".join(c.name for c in Campaign.objects.filter(removed_on=None)) or "—"
        raise (
            Refusal("refused.no-campaign-named", name=name or "", known=known)
            if name
            else Refusal("refused.no-campaign")
        )
    return found


def user(name: str | None) -> "User | None":
    """The account in whose name a command acts; None is the machine itself.

    Raises:
        Refusal: there is no such account.
    """
    from duban_web.people.models import User

    if name is None:
        return None
    found = User.objects.filter(username=name, is_active=True).first()
    if found is None:
        raise Refusal("cli.no-user", name=name)
    return found
