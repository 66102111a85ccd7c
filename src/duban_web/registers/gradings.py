"""Firms, bridges, sites by grade (分级监管): how many there are of each, how many are due for a check, which come next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KT

from duban.registers.blocks import Grading
from duban_web.people.models import User
from duban_web.registers.models import Record, Register
from duban_web.registers.queries import names_of, visible

SOON = 30
MOST = 50


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade: every how many days it is checked (None: not), how many there are, never checked, late, due within thirty days."""

    name: str
    every: int | None
    all: int
    never: int
    late: int
    soon: int


def _open(user: User, register: Register) -> QuerySet[Record]:
    ended = [state.code for state in register.definition.states if state.is_ended]
    return visible(user, register).exclude(state__in=ended)


def grades(user: User, register: Register, day: dt.date) -> list[Grade]:
    """Each grade of the register, in the order of its choices."""
    definition = register.definition
    rule = definition.blocks.of(Grading)
    soon = day + dt.timedelta(SOON)
    rows = (
        _open(user, register)
        .order_by()
        .values_list(KT(f"values__{rule.by}"))
        .annotate(
            all=Count("pk"), never=Count("pk", filter=~Q(values__has_key=rule.last)),
            late=Count("pk", filter=Q(due__lt=day)), soon=Count("pk", filter=Q(due__gte=day, due__lte=soon)),
        )
    )  # fmt: skip
    found = {grade: numbers for grade, *numbers in rows}
    return [Grade(name, rule.every.get(name), *found.get(name, (0, 0, 0, 0))) for name in definition.field(rule.by).choices]  # fmt: skip


def next_checks(user: User, register: Register) -> list[tuple[Record, str, str, str]]:
    """Those to be checked next, the latest first: record, its words, grade, last check."""
    rule = register.definition.blocks.of(Grading)
    rows: Sequence[Record] = list(_open(user, register).exclude(due=None).select_related("register").order_by("due", "id")[:MOST])  # fmt: skip
    names = names_of(rows)
    return [(one, names[one.pk], one.values.get(rule.by, ""), one.values.get(rule.last, "")) for one in rows]
