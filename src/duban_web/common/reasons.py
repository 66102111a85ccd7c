"""The reasons of a stored light as sentences."""

from collections.abc import Iterable
from typing import Any

from duban.lights import Reason
from duban_web.common.language import language


def reason_words(kept: Iterable[Any]) -> list[str]:
    """`kept` is what LightSpan.reasons holds: the term and the figures it saw."""
    return [
        Reason(term, tuple((name, value) for name, value in figures)).sentence(language())
        for term, figures in kept
    ]
