"""One file for each phrase family. A reader looks at one quantity in its clause and claims it, or leaves it to the next.

Readers are found by walking this package: to add one, copy a neighbour, give it a PRIORITY and the SHAPES of numbers that
it looks at, and write its case file.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from duban.facts.seen import Claim, Seen
from duban.text.quantities import Shape

NOT_READERS = {"words"}


@dataclass(frozen=True, slots=True)
class Reader:
    """A phrase family: its name, its place in the order, the shapes it looks at, its documentation, its function."""

    name: str
    priority: int
    shapes: frozenset[Shape]
    manual: str
    read: Callable[[Seen], Claim | None]


@cache
def all_readers() -> tuple[Reader, ...]:
    """All readers, the most specific first."""
    found = (
        importlib.import_module(f"{__name__}.{m.name}")
        for m in pkgutil.iter_modules(__path__)
        if m.name not in NOT_READERS
    )
    return tuple(sorted(map(_reader, found), key=lambda r: r.priority))


@cache
def readers_of(shape: Shape) -> tuple[Reader, ...]:
    """The readers that look at numbers of a shape, the most specific first."""
    return tuple(reader for reader in all_readers() if shape in reader.shapes)


def _reader(module: ModuleType) -> Reader:
    name, shapes = module.__name__.rpartition(".")[2], frozenset(module.SHAPES)
    return Reader(name, module.PRIORITY, shapes, module.__doc__ or "", module.read)
