"""From a clean text to facts: one figure as the document states it, each with its place."""

from duban.facts.model import Fact, Measure, Reading, Remnant
from duban.facts.reading import Context, read
from duban.facts.windows import Window, read_windows

__all__ = ["Context", "Fact", "Measure", "Reading", "Remnant", "Window", "read", "read_windows"]
