"""Re-exports the models of all areas, where Django looks for them."""

from duban_web.assessment.models import (
    Commendation,
    Entrant,
    Follow,
    ItemReading,
    Nominee,
    Objection,
    Proof,
    Round,
    Scheme,
    SchemeVersion,
    Standing,
)
from duban_web.audit.models import Entry
from duban_web.bulletins.models import Bulletin, Contribution, Delivery, Template
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
from duban_web.indicators.models import (
    Alias,
    Observation,
    PeerGroup,
    RegionMap,
    Remark,
    WeakPoint,
    YearTarget,
)
from duban_web.inspections.models import Draw, Finding, Inspection, Photo, Site
from duban_web.matters.models import Matter, UnitPlan
from duban_web.meetings.models import Decision, Item, Meeting
from duban_web.papers.models import Paper, PaperFact, PaperFinding, Pile
from duban_web.people.models import ApiKey, Deputy, Leader, Posting, Unit, User
from duban_web.problems.models import Problem, Step
from duban_web.projects.cycle_models import Bond, Event, EventProject
from duban_web.projects.models import (
    Agreement,
    Contact,
    Month,
    Move,
    Pause,
    Phase,
    Picture,
    Procedure,
    Project,
    Year,
)
from duban_web.registers.models import (
    Record,
    RecordFile,
    RecordLink,
    RecordStep,
    Register,
    Tally,
    TaskFigure,
    UniqueKey,
)
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
    "Agreement", "Alias", "ApiKey", "Assignment", "Bond", "Bulletin", "Campaign", "ColumnMapping", "Commendation", "Contact", "Contribution", "Decision", "Delivery", "Deputy",
    "Draw", "Entrant", "Entry", "Event", "EventProject", "Evidence", "Explanation", "Finding", "Follow", "Gathering", "Goal", "Holiday", "Inspection", "Item", "ItemReading",
    "LadderVersion", "Leader", "LedgerImport", "LightSpan", "Matter", "Meeting", "Message", "Milestone", "Month", "Move", "Nominee", "Notice", "Objection", "Observation",
    "Override", "Paper", "PaperFact", "PaperFinding", "Pause", "PeerGroup", "Phase", "Photo", "Picture", "Pile", "Posting", "Preference", "Problem", "Procedure", "ProgressReport",
    "Project", "Proof", "Record", "RecordFile", "RecordLink", "RecordStep", "RegionMap", "Register", "Remark", "Request", "Robot", "Round", "RuleVersion", "SavedView", "Scheme",
    "SchemeVersion", "Site", "Standing", "Step", "Tally", "Task", "TaskFigure", "TaskForce", "Template", "UniqueKey", "Unit", "UnitPlan", "User", "WeakPoint", "Year", "YearTarget",
]  # fmt: skip
