"""duban plan"""

import datetime as dt
import json
from pathlib import Path, PurePath

import click

from duban.plans import (
    NoHeaderError,
    UnitRegister,
    ledger_as_json,
    plan_as_json,
    read_ledger,
    read_plan,
    records_as_json,
)
from duban_cli.errors import Refusal, say
from duban_cli.papers import Date
from duban_files.excel import read_sheets
from duban_files.plan_file import read_csv, read_plan_file


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--published", type=Date, help="Date of the document, whose year dates without one mean.")
@click.option(
    "--units",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A register of units (JSON: units, aliases, collective).",
)
@click.option("--json", "as_json", is_flag=True, help="One file a line, with all its rows.")
def command(
    files: tuple[Path, ...], published: dt.datetime | None, units: Path | None, *, as_json: bool
) -> None:
    """Read the tasks of plan documents and ledgers (.txt .html .docx .pdf .xlsx .xls .csv; .doc and .wps with LibreOffice).

    \b
    Example: duban plan 任务分解.docx --published 2023-01-18
    """
    register = _register(units)
    for path in files:
        found = _read(path, published.date() if published else None, register)
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False))
            continue
        rows = found["rows"]
        for row in rows if isinstance(rows, list) else ():
            click.echo(_line(row))
        click.echo(
            say("cli.plan", name=path.name, tasks=len(rows) if isinstance(rows, list) else 0), err=True
        )


def _register(path: Path | None) -> UnitRegister:
    if path is None:
        return UnitRegister()
    try:
        table = json.loads(path.read_text("utf-8"))
        return UnitRegister(frozenset(table["units"]), table["aliases"], frozenset(table["collective"]))
    except (ValueError, KeyError, TypeError) as problem:
        raise Refusal("cli.bad-register", name=path.name) from problem


def _read(path: Path, published: dt.date | None, register: UnitRegister) -> dict[str, object]:
    data, kind = path.read_bytes(), PurePath(path.name).suffix.lower()
    year = published.year if published else None
    try:
        if kind == ".csv":
            grid, decoded = read_csv(data, name=path.name)
            return records_as_json(
                read_ledger(grid, register=register, year=year), file=path.name, encoding=decoded.encoding
            )
        if kind in {".xlsx", ".xls"}:
            return ledger_as_json(
                read_ledger(read_sheets(data, name=path.name)[0], register=register, year=year),
                file=path.name,
            )
    except (NoHeaderError, IndexError) as problem:
        raise Refusal("cli.no-header", name=path.name) from problem
    file = read_plan_file(data, name=path.name)
    return plan_as_json(
        read_plan(file.text, published=published, tables=file.tables), file=path.name, numbered=file.numbered
    )


def _line(row: dict[str, object]) -> str:
    cells = [
        row.get("no"),
        row.get("title"),
        row.get("lead_leader"),
        row.get("lead_units"),
        row.get("units"),
        row.get("deadline") or row.get("deadline_text"),
    ]
    return "\t".join(
        "、".join(map(str, cell)) if isinstance(cell, list) else str(cell or "") for cell in cells
    )
