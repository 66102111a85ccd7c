"""What follows from accepted figures: derived indicators, what a whole is made of."""

from duban.analysis.composition import Amount, Part, composition
from duban.analysis.derived import derive, derived_indicators

__all__ = ["Amount", "Part", "composition", "derive", "derived_indicators"]
