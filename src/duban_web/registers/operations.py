"""Everything that changes registers and their records; roll-ups follow in the same transaction."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from duban.registers import (
    Definition,
    DefinitionError,
    parse_definition,
)
from duban_web.audit.operations import Subject, record
from duban_web.common.access import Right, demand
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.people.models import Unit, User
from duban_web.registers.following import NOTHING, demand_stock, follow, kept
from duban_web.registers.models import Record, RecordLink, RecordStep, Register, UniqueKey
from duban_web.registers.queries import values_of
from duban_web.registers.tallying import recount
from duban_web.registers.writing import Mistakes, filled, read_values, stand, unique_digests
from duban_web.supervision.history import work_calendar

BATCH = 1000


def subject(one: Register | Record) -> Subject:
    """In the audit trail."""
    if isinstance(one, Record):
        return Subject("record", one.pk, f"{one.register.name} #{one.number}")
    return Subject("register", one.pk, one.name)


@transaction.atomic
def install(user: User | None, definition: Definition) -> Register:
    """A register of the office's own, from a preset or its own words. One that was taken out comes back with its records.

    Raises:
        Refused: one of that code is in use.
    """
    demand(user, Right.KEEP)
    known = Register.objects.select_for_update().filter(code=definition.code).first()
    if known and known.removed_on is None:
        raise Refused("register-there", name=known.name)
    made = known or Register(code=definition.code, installed_on=today())
    made.name, made.pack, made.source, made.removed_on = (
        definition.name,
        definition.pack,
        definition.source,
        None,
    )
    made.token = (made.token or secrets.token_urlsafe(16)) if definition.is_public else ""
    made.save()
    record(user, "add", subject(made), before=None, after={"version": definition.version})
    return made


@transaction.atomic
def redefine(user: User, one: Register, source: str) -> Register:
    """Other words for a register that may have records.

    Raises:
        Refused: the words are no register; a field with values is gone or another type, a state with records is gone, or personal turns plain.
    """
    demand(user, Right.KEEP)
    known = Register.objects.select_for_update().get(pk=one.pk)
    try:
        fresh = parse_definition(source, code=known.code)
    except DefinitionError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    before = known.definition
    if known.records.exists():
        _demand_compatible(known, before, fresh)
    known.name, known.source = fresh.name, source
    known.token = (known.token or secrets.token_urlsafe(16)) if fresh.is_public else ""
    known.save()
    recount(known)
    stand_all(known, today())
    if fresh.blocks.stock:
        demand_stock(known)
    record(user, "edit", subject(known), before={"version": before.version}, after={"version": fresh.version})
    return known


def stand_all(register: Register, day: dt.date) -> int:
    """Due days and lights of all records that have not ended: after a night, or other rules. Returns how many changed."""
    definition = register.definition
    if not definition.stands:
        return 0
    ended = [state.code for state in definition.states if state.is_ended]
    rows = register.records.filter(removed_on=None).exclude(state__in=ended).select_related("unit")
    turned, calendar = [], work_calendar(day)
    for one in rows.iterator(chunk_size=BATCH):
        before = (one.due, one.light)
        stand(definition, one, day, calendar)
        if (one.due, one.light) != before:
            turned.append(one)
    Record.objects.bulk_update(turned, ["due", "light"], batch_size=BATCH)
    return len(turned)


def _demand_compatible(one: Register, before: Definition, fresh: Definition) -> None:
    """Values that are there keep their meaning."""
    now = {field.code: field for field in fresh.fields}
    for old in before.fields:
        new = now.get(old.code)
        if new is not None and (new.type, new.is_personal) == (old.type, old.is_personal):
            continue
        is_used = old.is_personal or one.records.exclude(**{f"values__{old.code}": ""}).filter(values__has_key=old.code).exists()  # fmt: skip
        if is_used:
            raise Refused("register-field-used", name=old.name)
    used = set(one.records.order_by().values_list("state", flat=True).distinct())
    used |= set(
        RecordStep.objects.filter(record__register=one).order_by().values_list("state", flat=True).distinct()
    )
    missing = used - {state.code for state in fresh.states}
    if missing:
        raise Refused(
            "register-state-used", name="、".join(before.state(code).name for code in sorted(missing))
        )


@transaction.atomic
def take_out(user: User, one: Register) -> None:
    """Out of use; its records are kept and come back when it is installed again."""
    demand(user, Right.KEEP)
    known = Register.objects.select_for_update().get(pk=one.pk)
    known.removed_on = today()
    known.save(update_fields=["removed_on"])
    record(user, "remove", subject(known), before=None, after=None)


def may_write(user: User | None, unit: Unit | None) -> bool:
    """The office, or a liaison for the own unit; None is the public form and the command line."""
    if user is None or user.may(Right.KEEP):
        return True
    return user.may(Right.REPORT) and unit is not None and unit.pk in user.unit_ids


@transaction.atomic
def save_record(user: User | None, register: Register, typed: Mapping[str, str], *, one: Record | None = None, seen: int = 0) -> Record:  # fmt: skip
    """Write a record down, or change it.

    Raises:
        Mistakes: by field; also a value that may stand once and stands already.
        NotYours: another unit's record. Changed: somebody changed it after version `seen`.
    """
    known = Register.objects.select_for_update().get(pk=register.pk)
    if known.removed_on is not None:
        raise Refused("register-out", name=known.name)
    definition = known.definition
    one = one and _to_change(user, one, seen)
    was = kept(one) if one else NOTHING
    read = read_values(definition, typed)
    made = one or Record(register=known, number=known.last_number + 1, on=today(), state=definition.states[0].code, by=user)  # fmt: skip
    if one is None and read.unit is None and user is not None and not user.may(Right.KEEP):
        read.unit = user.unit
    filled(definition, made, read)
    if not may_write(user, made.unit):
        raise NotYours
    stand(definition, made, today(), work_calendar(today()))
    made.version = made.version + 1 if one else 1
    made.save()
    if one is None:
        Register.objects.filter(pk=known.pk).update(last_number=made.number)
        RecordStep.objects.create(
            record=made, move="", state=made.state, on=_begun(definition, made), by=user
        )
    _keep_unique(definition, made, read.values)
    _keep_links(made, read.links)
    follow(user, was, kept(made), made.register)
    record(user, "edit" if one else "add", subject(made), before=_told(definition, was.values) if one else None, after=_told(definition, values_of(made)))  # fmt: skip
    return made


def _to_change(user: User | None, one: Record, seen: int) -> Record:
    """The record as it is now, if the person may change it and saw this version."""
    found = Record.objects.select_related("register", "unit").get(pk=one.pk)
    if not may_write(user, found.unit) or found.removed_on:
        raise NotYours
    if seen and seen != found.version:
        raise Changed("register-changed", number=found.number)
    return found


def _begun(definition: Definition, one: Record) -> dt.date:
    """The day of the first state: for an area the day from which it is closed, whenever that is written down."""
    return min(one.on, one.dated) if definition.blocks.zone else one.on


def _told(definition: Definition, values: Mapping[str, str]) -> dict[str, str]:
    """For the audit trail: personal values masked."""
    personal = {f.code: f for f in definition.fields if f.is_personal}
    return {code: personal[code].masked(value) if code in personal else value for code, value in values.items()}  # fmt: skip


def _keep_unique(definition: Definition, one: Record, values: Mapping[str, str]) -> None:
    one.keys.all().delete()
    for group, hashed in unique_digests(definition, values):
        try:
            with transaction.atomic():
                UniqueKey.objects.create(register=one.register, record=one, digest=hashed)
        except IntegrityError as problem:
            names = "、".join(definition.field(code).name for code in group)
            other = (
                UniqueKey.objects.select_related("record").get(register=one.register, digest=hashed).record
            )
            raise Mistakes(
                {group[0]: say("register.value.twice", names=names, number=other.number)}
            ) from problem


def _keep_links(one: Record, links: Mapping[str, Record]) -> None:
    one.links.all().delete()
    RecordLink.objects.bulk_create(RecordLink(record=one, field=code, target=target) for code, target in links.items())  # fmt: skip


def may_move(user: User | None, one: Record, move: Any) -> bool:
    """Whose step it is."""
    if user is None or user.may(Right.KEEP):
        return True
    return move.by in {"unit", "anyone"} and may_write(user, one.unit)


@transaction.atomic
def move(user: User | None, one: Record, code: str, *, note: str = "", on: dt.date | None = None) -> Record:
    """To another state, from today on or from a day that is past.

    Raises:
        Refused: the step needs words, or its day lies ahead or before the last one. Changed: nothing of that name follows from where it is. NotYours: another's step.
    """
    Register.objects.select_for_update().get(pk=one.register_id)
    found = Record.objects.select_related("register", "unit").get(pk=one.pk)
    definition = found.register.definition
    step = next((m for m in definition.moves_from(found.state) if m.code == code), None)
    if step is None or found.removed_on:
        raise Changed("register-no-move", state=definition.state(found.state).name)
    if not may_move(user, found, step):
        raise NotYours
    if step.needs_note and not note.strip():
        raise Refused("register-note", name=step.name)
    day = _day_of_move(found, on)
    before, was = found.state, kept(found)
    found.state = step.target
    stand(definition, found, today(), work_calendar(today()))
    found.version += 1
    found.save()
    RecordStep.objects.create(record=found, move=step.code, state=step.target, on=day, by=user, note=note.strip()[:300])  # fmt: skip
    follow(user, was, kept(found), found.register)
    record(user, "move", subject(found), before={"state": definition.state(before).name}, after={"state": definition.state(step.target).name, "note": note})  # fmt: skip
    return found


def _day_of_move(one: Record, on: dt.date | None) -> dt.date:
    last = one.steps.exclude(move="").last()
    first_possible = last.on if last else min(one.on, one.dated)
    if on is None:
        return max(today(), first_possible)
    if not first_possible <= on <= today():
        raise Refused("register-move-day", first=first_possible, last=today())
    return on


@transaction.atomic
def remove(user: User, one: Record, *, reason: str) -> None:
    """Take a record back; its unique values are free again.

    Raises:
        Refused: no reason, or another record refers to it.
    """
    Register.objects.select_for_update().get(pk=one.register_id)
    found = Record.objects.select_related("register", "unit").get(pk=one.pk)
    if not may_write(user, found.unit):
        raise NotYours
    if not reason.strip():
        raise Refused("project-reason")
    other = found.referred_by.filter(record__removed_on=None).select_related("record__register").first()
    if other:
        raise Refused("register-referred", register=other.record.register.name, number=other.record.number)
    was = kept(found)
    found.removed_on = today()
    found.save(update_fields=["removed_on"])
    found.keys.all().delete()
    follow(user, was, NOTHING, found.register)
    record(user, "remove", subject(found), before=None, after={"reason": reason.strip()})
