"""A ledger or plan document of any office's making, read into tasks."""

from duban.plans.as_json import ledger_as_json, plan_as_json, records_as_json, task_as_json
from duban.plans.document import read_plan
from duban.plans.ledger import read_ledger
from duban.plans.model import Grid, LedgerError, LedgerReading, LedgerRow, NoHeaderError, UnitRegister
from duban.plans.task import Goal, PlanReading, PlanTask

__all__ = [
    "Goal", "Grid", "LedgerError", "LedgerReading", "LedgerRow", "NoHeaderError", "PlanReading", "PlanTask", "UnitRegister",
    "ledger_as_json", "plan_as_json", "read_ledger", "read_plan", "records_as_json", "task_as_json",
]  # fmt: skip
