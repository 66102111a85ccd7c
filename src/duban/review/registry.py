"""All rules, found by walking the package."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from duban.review.base import Relation, Sheet


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, its manual page (the docstring of its file), its function."""

    code: str
    manual: str
    look: Callable[[Sheet], Iterator[Relation]]


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    package = importlib.import_module("duban.review.rules")
    modules = [
        importlib.import_module(f"{package.__name__}.{m.name}")
        for m in pkgutil.iter_modules(package.__path__)
    ]
    return tuple(
        sorted(
            (Rule(m.__name__.rpartition(".")[2], m.__doc__ or "", m.look) for m in modules),
            key=lambda r: r.code,
        )
    )
