"""Visits with a checklist (上门检查): who was visited since a day and who never, which points are missed most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from duban.registers.blocks import Visit
from duban.registers.visit import met_of_all, missed, most_missed
from duban_web.people.models import User
from duban_web.registers.grouping import groups
from duban_web.registers.models import Record, RecordLink, Register
from duban_web.registers.queries import names_of, registers, visible

MOST = 50


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the checklist: how often it was missed, of how often it was asked."""

    name: str
    missed: int
    asked: int


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit: its record, whom it was to, how many points were met of how many, the words of those missed."""

    record: Record
    to: str
    day: str
    met: int
    asked: int
    missed: Sequence[str]


@dataclass(frozen=True, slots=True)
class Overview:
    """Since a day: how many there are to visit, how many were, those that never were at all, the points, the last visits."""

    all: int
    since: int
    never: Sequence[tuple[Record, str]]
    never_count: int
    points: Sequence[Point]
    visits: Sequence[Visited]


def overview(user: User, register: Register, since: dt.date) -> Overview:
    """Visits since a day with their points, and those that never had one."""
    rule, definition = register.definition.blocks.of(Visit), register.definition
    rows, of_late = visible(user, register), _since(rule, register, since)
    names = {one.code: one.name for one in definition.fields}
    counted = most_missed(
        rule, ((g.values, g.times) for g in groups(rows.filter(**of_late), by=rule.items, sums=(), units={}))
    )
    points = [Point(names[code], bad, asked) for code, bad, asked in counted]
    other = registers().filter(code=definition.field(rule.of).to).first()
    targets = visible(user, other) if other else Record.objects.none()
    links = RecordLink.objects.filter(field=rule.of, record__register=register, record__removed_on=None)
    ever = set(links.values_list("target_id", flat=True))
    never = [key for key in targets.order_by("id").values_list("pk", flat=True) if key not in ever]
    recent = links.filter(
        target__removed_on=None, **{f"record__{name}": value for name, value in of_late.items()}
    )
    shown = list(targets.filter(pk__in=never[:MOST]).select_related("register").order_by("id"))
    words = names_of(shown)
    return Overview(
        targets.count(), recent.aggregate(n=Count("target", distinct=True))["n"], [(one, words[one.pk]) for one in shown], len(never), points,
        _last(rule, names, list(rows.prefetch_related("links__target__register").order_by("-id")[:MOST])),
    )  # fmt: skip


def _since(rule: Visit, register: Register, since: dt.date) -> dict[str, object]:
    """Visits since a day: by the day that records count for where that is the day of the visit, which need not be taken out of JSON."""
    if register.definition.dated == rule.day:
        return {"dated__gte": since}
    return {f"values__{rule.day}__gte": since.isoformat()}


def _last(rule: Visit, names: dict[str, str], rows: Sequence[Record]) -> list[Visited]:
    targets = {one.pk: link.target for one in rows for link in one.links.all() if link.field == rule.of}
    words = names_of(list(targets.values()))
    return [
        Visited(
            one, words.get(targets[one.pk].pk, "") if one.pk in targets else "", one.values.get(rule.day, ""), *met_of_all(rule, one.values),
            [names[code] for code in missed(rule, one.values)],
        )
        for one in rows
    ]  # fmt: skip
