"""How well the reader does against annotated papers and plans."""

from duban.evaluation.facts import Score, score
from duban.evaluation.plans import PlanScore, score_plan

__all__ = ["PlanScore", "Score", "score", "score_plan"]
