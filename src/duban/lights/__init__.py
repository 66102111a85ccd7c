"""Planned progress, rule sets, lights with reasons, and spans of them in time."""

from duban.lights.evaluate import Light, Reason, TaskDay, light_task_days, lights_on
from duban.lights.forecast import Forecast, forecast
from duban.lights.planned import planned_progress
from duban.lights.probe import Worsening, worsenings
from duban.lights.rules import (
    COLUMNS,
    LightRule,
    RuleError,
    RuleSet,
    default_rules,
    parse_rules,
    shipped_sources,
)
from duban.lights.spans import Span, spans_of
from duban.lights.task import DutyPeriod, MilestonePlan, MonthlyPlan, TaskRecord

__all__ = [
    "COLUMNS",
    "DutyPeriod",
    "Forecast",
    "Light",
    "LightRule",
    "MilestonePlan",
    "MonthlyPlan",
    "Reason",
    "RuleError",
    "RuleSet",
    "Span",
    "TaskDay",
    "TaskRecord",
    "Worsening",
    "default_rules",
    "forecast",
    "light_task_days",
    "lights_on",
    "parse_rules",
    "planned_progress",
    "shipped_sources",
    "spans_of",
    "worsenings",
]  # fmt: skip
