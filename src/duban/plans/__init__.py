"""A ledger or plan document of any office's making, read into tasks."""

from duban.plans.document import read_plan
from duban.plans.as_json import ledger_as_json
from duban.plans.ledger import read_ledger
from duban.plans.model import Grid, LedgerError, LedgerReading, LedgerRow, NoHeaderError, UnitRegister
from duban.plans.task import Goal, PlanReading, PlanTask

__all__ = [
    "Grid",
    "LedgerError",
    "LedgerReading",
    "LedgerRow",
    "NoHeaderError",
    "UnitRegister",
    "Goal",
    "PlanReading",
    "PlanTask",
    "ledger_as_json",
    "read_ledger",
    "read_plan",
]
