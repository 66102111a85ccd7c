"""From a clean text to facts: one figure as the document states it, each with its place."""

from duban.facts.model import Fact, Measure, Reading, Remnant
from duban.facts.reading import Context, read

__all__ = ["Context", "Fact", "Measure", "Reading", "Remnant", "read"]
