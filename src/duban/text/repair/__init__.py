"""Undo what copying sites did to a paper, and remember where every character came from."""

from duban.text.repair.draft import Edit, Repaired
from duban.text.repair.steps import repair

__all__ = ["Edit", "Repaired", "repair"]
