"""duban doctor"""

import datetime as dt
import shutil
import sys

import click

from duban.calendar import WorkCalendar
from duban_cli.errors import Refusal, say
from duban_cli.web import set_up


@click.command()
def command() -> None:
    """Say what is missing on this machine, and what that costs.

    \b
    Example: duban doctor
    """
    this_year = dt.datetime.now(tz=dt.UTC).year
    lines = [("python", True, sys.version.split()[0])]
    lines += [("libreoffice", bool(shutil.which("soffice") or shutil.which("libreoffice")), "")]
    guessed = WorkCalendar().guessed_years(dt.date(this_year, 1, 1), dt.date(this_year + 1, 12, 31))
    lines += [("calendar", not guessed, "、".join(map(str, guessed)))]
    try:
        set_up(migrate=False)
    except Refusal:
        lines.append(("web", False, ""))
    else:
        lines += _web_lines()
    for name, is_there, detail in lines:
        words = say(f"doctor.{name}.{'there' if is_there else 'missing'}", detail=detail)
        click.echo(f"{'✓' if is_there else '✗'} {words}")


def _web_lines() -> list[tuple[str, bool, str]]:
    from django.conf import settings
    from django.db import OperationalError, connection

    from duban_web.common.charts import font_folder

    lines = [("font", font_folder() is not None or _system_font(), "")]
    kind = connection.vendor
    lines.append(("postgresql", kind == "postgresql", ""))
    try:
        connection.ensure_connection()
    except OperationalError as problem:
        lines.append(("database", False, str(problem).strip().partition("\n")[0]))
    else:
        lines.append(("database", True, f"{kind} · {settings.DATA}"))
    return lines


def _system_font() -> bool:
    """Whether the machine itself has a Chinese face."""
    import subprocess

    if not shutil.which("fc-list"):
        return sys.platform in {"win32", "darwin"}
    return bool(
        subprocess.run(
            ["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False
        ).stdout.strip()
    )
