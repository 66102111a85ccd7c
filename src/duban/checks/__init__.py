"""What does not add up: one check, one file; found by walking this package."""

from duban.checks.base import Check, Figure, Finding, Verdict
from duban.checks.registry import all_checks, check_reading

__all__ = ["Check", "Figure", "Finding", "Verdict", "all_checks", "check_reading"]
