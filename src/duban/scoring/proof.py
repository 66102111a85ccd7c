"""Whether a scheme holds together: codes, parents, weights that add up, grades that a veto names."""

from collections import Counter
from decimal import Decimal

from duban.scoring.method import Kind
from duban.scoring.scheme import Item, Scheme
from duban.scoring.trouble import SchemeError


def prove(scheme: Scheme) -> None:
    """Every rule that a single row cannot show.

    Raises:
        SchemeError: a code twice, a parent that is none, a circle, a weight below 0, weights that do not add up, an unknown group or grade.
    """
    codes = Counter(item.code for item in scheme.items)
    for code, times in codes.items():
        if not code or times > 1:
            raise SchemeError("code-twice", item=code or "—")
    known = {item.code: item for item in scheme.items}
    groups = [code for code, _ in scheme.groups]
    for item in scheme.items:
        _prove_item(item, known, groups, scheme)
    for code in scheme.tie_break:
        if code not in known:
            raise SchemeError("unknown-item", item=code)
    for group in groups or [""]:
        _prove_weights(scheme, group, "", scheme.full, scheme.name)


def _prove_item(item: Item, known: dict[str, Item], groups: list[str], scheme: Scheme) -> None:
    if item.parent and (item.parent not in known or known[item.parent].method):
        raise SchemeError("unknown-parent", item=item.name, parent=item.parent)
    at, seen = item, {item.code}
    while at.parent:
        at = known[at.parent]
        if at.code in seen:
            raise SchemeError("circle", item=item.name)
        seen.add(at.code)
    for group in item.groups:
        if group not in groups:
            raise SchemeError("unknown-group", item=item.name, group=group)
    if item.weight < 0 or item.full < 0:
        raise SchemeError("weight-below-zero", item=item.name)
    if item.is_beside and item.weight:
        raise SchemeError("weight-beside", item=item.name, weight=item.weight)
    names = {grade.name for grade in scheme.grades}
    if item.method and item.method.kind is Kind.VETO and item.given.words["effect"] == "grade" and item.given.words["grade"] not in names:  # fmt: skip
        raise SchemeError(
            "unknown-grade", item=item.name, grade=item.given.words["grade"], known="、".join(names)
        )


def _prove_weights(scheme: Scheme, group: str, parent: str, full: Decimal, name: str) -> None:
    children = scheme.children(parent, group)
    if not children:
        raise SchemeError("empty-branch", item=name, group=group)
    total = sum((item.weight for item in children), Decimal(0))
    if total != full:
        raise SchemeError("weights", item=name, group=group, total=total, full=full)
    for item in children:
        if item.method is None:
            _prove_weights(scheme, group, item.code, item.full, item.name)
