"""Projects as values: stages, procedures with their clocks, investment against plan, the quarterly cycle, special bonds."""

from duban.projects.bonds import Bond, Readiness, coverage, spent_share
from duban.projects.clock import Clock, ClockState, Pause, process_days
from duban.projects.cycle import STEPS, Quarter, quarter_of
from duban.projects.investment import Month, YearOfInvestment
from duban.projects.path import Node, critical_path
from duban.projects.procedures import Kind, Procedure, kinds, procedures_for
from duban.projects.rate import Rate
from duban.projects.stages import Stage, StageError, missing_for, next_stage, stages, stages_for

__all__ = [
    "STEPS",
    "Bond",
    "Clock",
    "ClockState",
    "Kind",
    "Month",
    "Node",
    "Pause",
    "Procedure",
    "Quarter",
    "Rate",
    "Readiness",
    "Stage",
    "StageError",
    "YearOfInvestment",
    "coverage",
    "critical_path",
    "kinds",
    "missing_for",
    "next_stage",
    "procedures_for",
    "process_days",
    "quarter_of",
    "spent_share",
    "stages",
    "stages_for",
]
