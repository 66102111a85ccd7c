"""Roll-ups kept up with every change: what a record gave before is taken away, what it gives now is added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from duban.registers import Share, given_by
from duban.registers.definition import RollUp
from duban.registers.rollups import asked_of, given_by_many, rules_for
from duban_web.registers.grouping import groups, unit_names
from duban_web.registers.models import Record, Register, Tally
from duban_web.registers.queries import values_of

Keyed = dict[tuple[str, int, str], Share]
BATCH = 5000
INSERT = "INSERT INTO duban_web_tally (register_id, code, unit_key, month, part, whole) VALUES (%s, %s, %s, %s, %s, %s)"


def add_up(register: Register, before: Keyed, now: Keyed) -> None:
    """After one record changed: what it gave then, as `of_record` told before the change, and what it gives now; nothing for none."""
    change = dict(now)
    for key, share in before.items():
        change[key] = change.get(key, Share()) - share
    apply(register, change)


def of_record(register: Register, one: Record) -> Keyed:
    """What a record gives, by roll-up, unit and month."""
    where = (one.unit_id or 0, one.dated.isoformat()[:7])
    return {(code, *where): share for code, share in given_by(register.definition, values_of(one)).items()}


def gathered(register: Register, records: Iterable[Record]) -> Keyed:
    """What many records give together."""
    found: Keyed = {}
    for one in records:
        for key, share in of_record(register, one).items():
            found[key] = found.get(key, Share()) + share
    return found


def apply(register: Register, change: Mapping[tuple[str, int, str], Share]) -> None:
    """Add to the tallies."""
    for (code, unit, month), share in change.items():
        if share == Share():
            continue
        rows = Tally.objects.filter(register=register, code=code, unit_key=unit, month=month)
        if not rows.update(part=F("part") + share.part, whole=F("whole") + share.whole):
            Tally.objects.create(
                register=register, code=code, unit_key=unit, month=month, part=share.part, whole=share.whole
            )


def counted(register: Register) -> Keyed:
    """What all records give, counted anew: by the database in groups, or one by one where conditions look at what is encrypted."""
    definition = register.definition
    records = register.records.filter(removed_on=None)
    by, sums = asked_of(definition)
    if (by | sums) & {one.code for one in definition.fields if one.is_personal}:
        return gathered(register, records.select_related("unit").iterator(chunk_size=BATCH))
    found: Keyed = {}
    known: dict[tuple[Any, ...], Mapping[str, RollUp | None]] = {}
    for group in groups(records, by=by, sums=sums, units=unit_names() if "unit" in by else {}):
        if group.said not in known:
            known[group.said] = rules_for(definition, group.values)
        for code, share in given_by_many(known[group.said], group.times, group.sums).items():
            key = (code, group.unit, group.month)
            found[key] = found[key] + share if key in found else share
    return found


@transaction.atomic
def recount(*registers: Register, workers: int = 1) -> list[Register]:
    """All tallies of these registers anew, from their records. Returns those whose tallies were wrong, and are right now.

    The registers are locked meanwhile, so that `workers` threads see what is locked though each has a connection of its own.
    """
    locked = list(Register.objects.select_for_update().filter(pk__in=[one.pk for one in registers]))
    if workers == 1:
        return [one for one in locked if _put_right(one, counted(one))]
    with ThreadPoolExecutor(workers) as pool:
        return [one for one, found in zip(locked, pool.map(_counted_apart, locked), strict=True) if _put_right(one, found)]  # fmt: skip


def _counted_apart(register: Register) -> Keyed:
    """In a thread, whose connection ends with it."""
    try:
        return counted(register)
    finally:
        connection.close()


def _put_right(register: Register, found: Keyed) -> bool:
    kept = {
        (code, unit, month): Share(part, whole)
        for code, unit, month, part, whole in register.tallies.values_list(
            "code", "unit_key", "month", "part", "whole"
        )
    }
    if {key: share for key, share in kept.items() if share != Share()} == found:
        return False
    register.tallies.all().delete()
    rows = [(register.pk, code, unit, month, s.part, s.whole) for (code, unit, month), s in found.items()]
    with (
        connection.cursor() as cursor
    ):  # a tenth of the time of bulk_create: a hundred thousand rows of plain numbers
        cursor.executemany(INSERT, rows)
    return True
