"""Re-exports the models of all areas, where Django looks for them."""

from duban_web.audit.models import Entry
from duban_web.bulletins.models import Bulletin
from duban_web.campaigns.models import (
    Assignment,
    Campaign,
    ColumnMapping,
    Goal,
    Holiday,
    LadderVersion,
    LedgerImport,
    Milestone,
    RuleVersion,
    SavedView,
    Task,
    TaskForce,
)
from duban_web.inbox.models import Message, Preference, Robot
from duban_web.indicators.models import Alias, Observation
from duban_web.inspections.models import Draw, Finding, Inspection, Photo
from duban_web.matters.models import Matter, UnitPlan
from duban_web.meetings.models import Decision, Item, Meeting
from duban_web.papers.models import Paper, PaperFact, PaperFinding, Pile
from duban_web.people.models import ApiKey, Deputy, Leader, Posting, Unit, User
from duban_web.problems.models import Problem, Step
from duban_web.supervision.models import (
    Evidence,
    Explanation,
    Gathering,
    LightSpan,
    Notice,
    Override,
    ProgressReport,
    Request,
)

__all__ = [
    "Alias", "ApiKey", "Assignment", "Bulletin", "Campaign", "ColumnMapping", "Decision", "Deputy", "Draw", "Entry", "Evidence", "Explanation", "Finding",
    "Gathering", "Goal", "Holiday", "Inspection", "Item", "LadderVersion", "Leader", "LedgerImport", "LightSpan", "Matter", "Meeting", "Message",
    "Milestone", "Notice", "Observation", "Override", "Paper", "PaperFact", "PaperFinding", "Photo", "Pile", "Posting", "Preference", "Problem",
    "ProgressReport", "Request", "Robot", "RuleVersion", "SavedView", "Step", "Task", "TaskForce", "Unit", "UnitPlan", "User",
]  # fmt: skip
