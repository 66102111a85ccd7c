"""Roll-ups kept up with every change: what a record gave before is taken away, what it gives now is added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F

from duban.registers import Share, given_by
from duban_web.people.models import Unit
from duban_web.registers.models import Record, Register, Tally
from duban_web.registers.queries import values_of
from duban_web.registers.sealing import opened

Keyed = dict[tuple[str, int, str], Share]
BATCH = 5000


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


@transaction.atomic
def recount(register: Register) -> int:
    """All tallies of a register anew, from its records: after its roll-ups changed. Returns how many records there were."""
    Register.objects.select_for_update().get(pk=register.pk)
    register.tallies.all().delete()
    found: Keyed = {}
    count = 0
    definition = register.definition
    has_secrets = any(one.is_personal for one in definition.fields)
    names = {one.pk: str(one) for one in Unit.objects.all()}
    rows = register.records.filter(removed_on=None).values_list("unit_id", "dated", "on", "state", "number", "values", "secret")  # fmt: skip
    for unit, dated, on, state, number, plain, secret in rows.iterator(chunk_size=BATCH):
        count += 1
        personal = opened(secret) if has_secrets else {}
        values = {
            **plain, **personal, "state": state, "unit": names.get(unit, ""), "on": on.isoformat(), "number": str(number),
        }  # fmt: skip
        where = (unit or 0, dated.isoformat()[:7])
        for code, share in given_by(definition, values).items():
            key = (code, *where)
            found[key] = found.get(key, Share()) + share
    Tally.objects.bulk_create(
        [
            Tally(register=register, code=code, unit_key=unit, month=month, part=s.part, whole=s.whole)
            for (code, unit, month), s in found.items()
        ],
        batch_size=BATCH,
    )
    return count
