"""A ledger or plan document of any office's making, read into tasks."""

from duban.plans.ledger import read_ledger
from duban.plans.model import Grid, LedgerError, LedgerReading, LedgerRow, NoHeaderError, UnitRegister

__all__ = [
    "Grid",
    "LedgerError",
    "LedgerReading",
    "LedgerRow",
    "NoHeaderError",
    "UnitRegister",
    "read_ledger",
]
