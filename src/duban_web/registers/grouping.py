"""Records counted by what they say: the database groups and adds up, the library decides what each group means.

So that a hundred thousand records become the few hundred different rows that conditions can tell apart.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Count, F, Func, QuerySet, Sum, TextField
from django.db.models.expressions import Combinable

from duban.registers.proving import OWN
from duban_web.people.models import Unit
from duban_web.registers.models import Record

PLACES = 10_000  # the four places that roll-ups keep
COLUMNS = ("state", "on", "number")


class _ByVendor(Func):
    """An expression over one column that SQLite and PostgreSQL write each in its own way."""

    output_field = TextField()

    def __init__(self, column: str, *, sqlite: str, postgresql: str) -> None:
        super().__init__(F(column))
        self.sqlite, self.postgresql = sqlite, postgresql

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str | int, ...]]:
        """For SQLite."""
        sql, parameters = self.as_sql(compiler, connection, template=self.sqlite, **context)
        return sql, tuple(parameters)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Sequence[Any]]:
        """For PostgreSQL."""
        return self.as_sql(compiler, connection, template=self.postgresql, **context)


def month() -> Func:
    """The month that a record counts for: its words on SQLite, its first day on PostgreSQL, where words would take twice the time."""
    return _ByVendor("dated", sqlite="SUBSTR(%(expressions)s, 1, 7)", postgresql="CAST(DATE_TRUNC('month', %(expressions)s) AS DATE)")  # fmt: skip


def words(codes: Sequence[str]) -> Func:
    """Plain values of a record as one JSON array, null for what is missing. Codes of fields are letters, digits and low lines, proved by the definition.

    SQLite gives an array for several paths alone, so the first is asked twice; it parses the JSON once for all of them.
    """
    paths = ", ".join(f"'$.{code}'" for code in (*codes, codes[0]))
    parts = ", ".join(f"%(expressions)s -> '{code}'" for code in codes)
    return _ByVendor("values", sqlite=f"JSON_EXTRACT(%(expressions)s, {paths})", postgresql=f"CAST(JSONB_BUILD_ARRAY({parts}) AS TEXT)")  # fmt: skip


def number(code: str) -> Func:
    """A plain value of a record in ten-thousandths, for an exact sum: SQLite adds floats, so whole ones up to nine hundred billion."""
    return _ByVendor(
        "values", sqlite=f"CAST(ROUND(JSON_EXTRACT(%(expressions)s, '$.{code}') * {PLACES}) AS INTEGER)",
        postgresql=f"(CAST(%(expressions)s ->> '{code}' AS NUMERIC) * {PLACES})",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Records that say the same: of which unit and month, what they say (`said` is equal where `values` are), how many they are, their sums by code."""

    unit: int
    month: str
    said: tuple[Any, ...]
    values: dict[str, str]
    times: int
    sums: dict[str, Decimal]


def groups(records: QuerySet[Record], *, by: Collection[str], sums: Collection[str], units: dict[int, str]) -> Iterator[Group]:  # fmt: skip
    """The records by unit, month, and the plain fields and own names of `by`; of `sums` the numbers are added up. `units` are their names by key."""
    own = [name for name in COLUMNS if name in by]
    plain, numbers = sorted(set(by) - OWN), sorted(sums)
    asked: dict[str, Combinable] = {"month": month(), **({"said": words(plain)} if plain else {})}
    rows = records.order_by().annotate(**asked).values_list("unit_id", *asked, *own)
    found = rows.annotate(
        times=Count("pk"),
        **{f"s{n}": Sum(number(code), output_field=BigIntegerField()) for n, code in enumerate(numbers)},
    )
    at = 1 + len(asked) + len(own)
    known: dict[tuple[Any, ...], dict[str, str]] = {}
    for row in found:
        said = (row[0] if units else 0, *row[2:at])
        if said not in known:
            told = [*(json.loads(row[2])[: len(plain)] if plain else ()), *row[at - len(own) : at]]
            known[said] = {name: str(word) for name, word in zip([*plain, *own], told, strict=True) if word}
            known[said]["unit"] = units.get(row[0], "")
        added = {
            code: Decimal(total or 0) / PLACES for code, total in zip(numbers, row[at + 1 :], strict=True)
        }
        yield Group(row[0] or 0, str(row[1])[:7], said, known[said], row[at], added)


def unit_names() -> dict[int, str]:
    """All units by key, those without a desk too."""
    return {one.pk: str(one) for one in Unit.objects.all()}
