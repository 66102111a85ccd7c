"""All rules, found by walking the package."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from duban.review.base import Relation, Sheet


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, its manual page (the docstring of its file), its function, and whether a relation of it that holds speaks for the figures in it."""

    code: str
    manual: str
    look: Callable[[Sheet], Iterator[Relation]]
    is_strict: bool


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    package = importlib.import_module("duban.review.rules")
    modules = [
        importlib.import_module(f"{package.__name__}.{m.name}")
        for m in pkgutil.iter_modules(package.__path__)
    ]
    rules = [
        Rule(m.__name__.rpartition(".")[2], m.__doc__ or "", m.look, getattr(m, "IS_STRICT", False))
        for m in modules
    ]
    return tuple(sorted(rules, key=lambda rule: rule.code))
