"""Which chain of procedures decides when a project can start: the critical path (关键路径) over working days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from duban.projects.stages import StageError


@dataclass(frozen=True, slots=True)
class Node:
    """A procedure: so many working days that it still takes, after which others it begins."""

    code: str
    days: int
    after: Sequence[str] = ()


def critical_path(nodes: Sequence[Node]) -> tuple[int, list[str]]:
    """The working days until all is done if everything starts as early as it can, and the chain that takes that long.

    Source: the critical path method (关键线路法, GB/T 13400.3). What stands in `after` and is not among the nodes is taken as done.

    Raises:
        StageError: procedures that wait for each other; the circle is named.
    """
    known = {node.code: node for node in nodes}
    graph = {code: [one for one in node.after if one in known] for code, node in known.items()}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as problem:
        raise StageError("circle", circle=" → ".join(problem.args[1])) from problem
    ends: dict[str, int] = {}
    before: dict[str, str | None] = {}
    for code in order:
        last = max(graph[code], key=lambda one: (ends[one], one), default=None)
        before[code] = last
        ends[code] = (ends[last] if last else 0) + known[code].days
    end = max(ends, key=lambda one: (ends[one], one), default=None)
    return (ends[end], _chain(end, before)) if end else (0, [])


def _chain(end: str, before: Mapping[str, str | None]) -> list[str]:
    found: list[str] = []
    at: str | None = end
    while at:
        found.append(at)
        at = before[at]
    return found[::-1]
