"""Planned progress, rule sets, lights with reasons, and spans of them in time."""

from duban.lights.evaluate import Light, Reason, lights_on
from duban.lights.planned import planned_progress
from duban.lights.rules import COLUMNS, LightRule, RuleError, RuleSet, default_rules, parse_rules
from duban.lights.spans import Span, spans_of
from duban.lights.task import MilestonePlan, MonthlyPlan, TaskRecord

__all__ = [
    "COLUMNS", "Light", "LightRule", "MilestonePlan", "MonthlyPlan", "Reason", "RuleError", "RuleSet", "Span", "TaskRecord",
    "default_rules", "lights_on", "parse_rules", "planned_progress", "spans_of",
]  # fmt: skip
