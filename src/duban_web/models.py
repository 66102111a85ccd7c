"""Re-exports the models of all areas, where Django looks for them."""

from duban_web.audit.models import Entry
from duban_web.bulletins.models import Bulletin
from duban_web.campaigns.models import (
    Assignment,
    Campaign,
    ColumnMapping,
    Holiday,
    LedgerImport,
    Milestone,
    RuleVersion,
    Task,
)
from duban_web.indicators.models import Alias, Observation
from duban_web.papers.models import Paper, PaperFact, PaperFinding, Pile
from duban_web.people.models import Leader, Unit, User
from duban_web.supervision.models import Evidence, LightSpan, ProgressReport

__all__ = [
    "Alias", "Assignment", "Bulletin", "Campaign", "ColumnMapping", "Entry", "Evidence", "Holiday", "Leader", "LedgerImport", "LightSpan", "Milestone",
    "Observation", "Paper", "PaperFact", "PaperFinding", "Pile", "ProgressReport", "RuleVersion", "Task", "Unit", "User",
]  # fmt: skip
