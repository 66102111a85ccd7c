"""Figures of many regions and periods held against one another before any of them counts."""

from duban.review.base import Doubt, Figure, Grade, Relation
from duban.review.registry import Rule, all_rules
from duban.review.reviewing import review

__all__ = ["Doubt", "Figure", "Grade", "Relation", "Rule", "all_rules", "review"]
