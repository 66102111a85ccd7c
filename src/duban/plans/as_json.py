"""A read ledger as plain JSON values, in the format of the annotated corpus."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal

from duban.plans.model import LedgerReading

ALWAYS = {"row", "no", "code", "column", "value"}


def ledger_as_json(reading: LedgerReading, *, file: str) -> dict[str, object]:
    """The sheet with its rows and errors; dates as 2023-06-30, progress as a number, an error without what it does not know."""
    errors = [
        {k: v for k, v in _plain(asdict(e)).items() if v is not None or k in ALWAYS} for e in reading.errors
    ]
    return {
        "file": file, "sheet": reading.sheet, "title": reading.title, "year": reading.year, "header_rows": list(reading.header_rows),
        "columns": list(reading.columns), "rows": [_plain(asdict(row)) for row in reading.rows], "errors": errors,
    }  # fmt: skip


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return list(value) if isinstance(value, tuple) else value
