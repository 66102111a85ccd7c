"""What was read from a ledger or a plan as plain JSON values, in the format of the annotated corpus."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal

from duban.plans.model import LedgerError, LedgerReading, LedgerRow
from duban.plans.task import PlanReading, PlanTask

ALWAYS = {"row", "no", "code", "column", "value"}
NOT_IN_PLANS = ("progress", "progress_text", "status", "note")


def ledger_as_json(reading: LedgerReading, *, file: str) -> dict[str, object]:
    """The sheet with its rows and errors; dates as 2023-06-30, progress as a number, an error without what it does not know."""
    return {
        "file": file, "sheet": reading.sheet, "title": reading.title, "year": reading.year, "header_rows": list(reading.header_rows),
        "columns": list(reading.columns), "rows": [_ledger_row(row) for row in reading.rows], "errors": [_error(e) for e in reading.errors],
    }  # fmt: skip


def records_as_json(reading: LedgerReading, *, file: str, encoding: str) -> dict[str, object]:
    """The same for a .csv, whose rows are records and whose blank cells are empty words."""
    rows = [_as_record(_ledger_row(row)) for row in reading.rows]
    for row in rows:
        row["progress_text"] = row["progress_text"] or ""
    return {
        "file": file, "encoding": "gbk" if encoding == "gb18030" else encoding, "title": reading.title, "year": reading.year,
        "header_record": reading.header_rows[0], "columns": list(reading.columns), "rows": rows, "errors": [_as_record(_error(e)) for e in reading.errors],
    }  # fmt: skip


def plan_as_json(
    reading: PlanReading, *, file: str, numbered: frozenset[int] = frozenset()
) -> dict[str, object]:
    """A plan document with its tasks as rows. `numbered`: where lines begin whose number only Word shows."""
    return {
        "file": file, "title": reading.title, "issuer": reading.issuer, "published": _value(reading.published), "year": reading.year,
        "rows": [_plan_row(task, auto=task.where == "paragraph" and task.start in numbered) for task in reading.tasks], "errors": [],
    }  # fmt: skip


def task_as_json(task: PlanTask) -> dict[str, object]:
    """One task in the format of the annotated plan documents."""
    row: dict[str, object] = {
        "no": task.no, "title": task.title, "lead_leader": list(task.lead_leader), "lead_units": list(task.lead_units), "units": list(task.units),
        "deadline": _value(task.deadline), "deadline_text": task.deadline_text, "recurring": task.recurring,
        "targets": [{"what": goal.what, "value": _value(goal.value), "unit": goal.unit} for goal in task.targets], "group": task.group,
    }  # fmt: skip
    if task.persons:
        row["persons"] = list(task.persons)
    if task.confidence < 1:
        row |= {"confidence": _value(task.confidence), "reasons": list(task.reasons)}
    return row


def _plan_row(task: PlanTask, *, auto: bool) -> dict[str, object]:
    row: dict[str, object] = {"where": task.where, "no": task.no, "title": task.title}
    row |= {name: list(getattr(task, name)) for name in ("lead_leader", "lead_units", "units")}
    row |= {
        "start": None,
        "start_text": None,
        "deadline": _value(task.deadline),
        "deadline_text": task.deadline_text,
    }
    row |= {"recurring": task.recurring, "group": task.group}
    row |= dict.fromkeys(NOT_IN_PLANS) | {"errors": []}
    return row | ({"auto_numbered": True} if auto else {})


def _ledger_row(row: LedgerRow) -> dict[str, object]:
    plain = _plain(asdict(row))
    if plain["detail"] is None:
        del plain["detail"]
    return plain


def _error(error: LedgerError) -> dict[str, object]:
    return {k: v for k, v in _plain(asdict(error)).items() if v is not None or k in ALWAYS}


def _as_record(row: dict[str, object]) -> dict[str, object]:
    return {"record" if name == "row" else name: value for name, value in row.items()}


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return list(value) if isinstance(value, tuple) else value
