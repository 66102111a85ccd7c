"""Marks and ranks: schemes, methods, rounds, why a unit has what it has, and what would move it."""

from duban.scoring.compute import Readings, UnitScore
from duban.scoring.explain import Line, adjustment_of_all, explain
from duban.scoring.method import Kind, Method
from duban.scoring.parsing import parse_scheme, shipped_schemes
from duban.scoring.ranking import Result, Speech, compute, rewards, speeches
from duban.scoring.reading import Direction, Reading, Ties
from duban.scoring.registry import all_methods
from duban.scoring.scheme import Item, Missing, Scheme
from duban.scoring.trials import Trial, other_methods, try_out
from duban.scoring.trouble import RoundError, SchemeError, Trouble
from duban.scoring.ways import Way, ways_up, what_if

__all__ = [
    "Direction",
    "Item",
    "Kind",
    "Line",
    "Method",
    "Missing",
    "Reading",
    "Readings",
    "Result",
    "RoundError",
    "Scheme",
    "SchemeError",
    "Speech",
    "Ties",
    "Trial",
    "Trouble",
    "UnitScore",
    "Way",
    "adjustment_of_all",
    "all_methods",
    "compute",
    "explain",
    "other_methods",
    "parse_scheme",
    "rewards",
    "shipped_schemes",
    "speeches",
    "try_out",
    "ways_up",
    "what_if",
]
