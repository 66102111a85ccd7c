"""What one version of a scheme has that another has not: new items (新增指标), dropped ones, other weights, other ways of scoring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from duban.scoring.scheme import Item, Scheme


class Kind(StrEnum):
    """What happened to an item."""

    ADDED = "added"
    DROPPED = "dropped"
    WEIGHT = "weight"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Change:
    """An item by its name, what happened to it, and its weight before and now (None where it was not there)."""

    kind: Kind
    name: str
    before: Decimal | None
    now: Decimal | None


def changes(before: Scheme, now: Scheme) -> list[Change]:
    """Items are the same where their codes are, else where their names are; in the order of the later scheme, the dropped ones last."""
    old, known = _by_code(before), _by_code(now)
    names = {item.name: item for item in old.values()}
    found: list[Change] = []
    met: set[str] = set()
    for item in known.values():
        earlier = old.get(item.code) or names.get(item.name)
        if earlier is None:
            found.append(Change(Kind.ADDED, item.name, None, item.weight))
            continue
        met.add(earlier.code)
        if earlier.weight != item.weight:
            found.append(Change(Kind.WEIGHT, item.name, earlier.weight, item.weight))
        if _rule(earlier) != _rule(item):
            found.append(Change(Kind.RULE, item.name, earlier.weight, item.weight))
    return found + [
        Change(Kind.DROPPED, one.name, one.weight, None) for code, one in old.items() if code not in met
    ]


def _by_code(scheme: Scheme) -> Mapping[str, Item]:
    return {item.code: item for item in scheme.items}


def _rule(item: Item) -> Item:
    """How an item is scored: everything but its name, its place in the tree and its weight."""
    nought = Decimal(0)
    return replace(item, code="", name="", parent="", weight=nought, full=nought)
