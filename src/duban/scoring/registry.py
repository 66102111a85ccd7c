"""All methods, found by walking the package."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from duban.scoring.method import Kind, Method


@cache
def all_methods() -> Mapping[str, Method]:
    """Every method by its code."""
    package = importlib.import_module("duban.scoring.methods")
    found = {}
    for one in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{one.name}")
        found[one.name] = Method(
            one.name,
            module.__doc__ or "",
            getattr(module, "KIND", Kind.SHARE),
            module.PARAMETERS,
            module.DIRECTIONS,
            module.NEEDS,
            module.score,
            module.seen,
        )
    return dict(sorted(found.items()))
