"""All checks, found by walking the package, and one call that runs them."""

import importlib
import pkgutil
from functools import cache

from duban.checks.base import Check, Finding
from duban.facts import Reading

NOT_CHECKS = {"across", "base", "interval", "registry", "relations"}


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, by code."""
    package = importlib.import_module("duban.checks")
    names = [m.name for m in pkgutil.iter_modules(package.__path__) if m.name not in NOT_CHECKS]
    modules = [importlib.import_module(f"duban.checks.{name}") for name in names]
    checks = (Check(m.__name__.rpartition(".")[2], m.__doc__ or "", m.check) for m in modules)
    return tuple(sorted(checks, key=lambda c: c.code))


def check_reading(reading: Reading) -> tuple[Finding, ...]:
    """Every relation that could be told, those that break first, then in the order of the text."""
    found = [finding for check in all_checks() for finding in check.run(reading)]
    return tuple(sorted(found, key=lambda f: (f.verdict != "breaks", f.start, f.code)))
