"""What follows from a change of records: roll-ups, stock that never falls below zero, the day of a firm's last visit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from duban.registers import Type
from duban.registers.blocks import Visit
from duban.registers.stock import Key, key_of
from duban_web.audit.operations import Subject, record
from duban_web.common.errors import Refused
from duban_web.common.office import today
from duban_web.people.models import User
from duban_web.registers.models import Record, Register
from duban_web.registers.queries import values_of
from duban_web.registers.stores import balances_of
from duban_web.registers.tallying import Keyed, add_up, of_record
from duban_web.registers.writing import stand
from duban_web.supervision.history import work_calendar


@dataclass(frozen=True, slots=True)
class Kept:
    """What a record gave and said at a time; nothing where it was not there."""

    given: Keyed = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    visited: int | None = None


NOTHING = Kept()


def kept(one: Record) -> Kept:
    """As a record is saved now."""
    rule = one.register.definition.blocks.visit
    link = one.links.filter(field=rule.of).first() if rule else None
    return Kept(of_record(one.register, one), values_of(one), link.target_id if link else None)


def follow(user: User | None, was: Kept, now: Kept, register: Register) -> None:
    """After one record changed, in the same transaction, with its register locked.

    Raises:
        Refused: a store would hold less than nothing.
    """
    add_up(register, was.given, now.given)
    blocks = register.definition.blocks
    if blocks.stock:
        demand_stock(register, {key_of(blocks.stock, one.values) for one in (was, now) if one.values})
    if blocks.visit:
        for key in {one.visited for one in (was, now) if one.visited}:
            _last_visit(
                user, register, blocks.visit, Record.objects.select_related("register", "unit").get(pk=key)
            )


def demand_stock(register: Register, keys: Iterable[Key] | None = None) -> None:
    """None of these balances is below zero; of all if none are named.

    Raises:
        Refused: one is; with what there is and how much is missing.
    """
    wanted = None if keys is None else set(keys)
    for one in balances_of(register):
        if one.left < 0 and (wanted is None or one.key in wanted):
            raise Refused("register-stock", what="、".join(one.key), came=f"{one.came.normalize():f}", out=f"{one.out.normalize():f}", missing=f"{-one.left.normalize():f}")  # fmt: skip


def follow_many(user: User | None, register: Register, made: Sequence[Record]) -> None:
    """After many records were added; their roll-ups were added up apart."""
    blocks = register.definition.blocks
    if blocks.stock:
        demand_stock(register, {key_of(blocks.stock, one.values) for one in made})
    if blocks.visit:
        links = {"referred_by__record__in": made, "referred_by__field": blocks.visit.of}
        for target in Record.objects.filter(**links).select_related("register", "unit").distinct():
            _last_visit(user, register, blocks.visit, target)


def _last_visit(user: User | None, register: Register, rule: Visit, target: Record) -> None:
    """The day of the last visit, written into the record visited; its due day, light and roll-ups follow."""
    other = Register.objects.select_for_update().get(pk=target.register_id)
    if not rule.sets or target.removed_on:
        return
    known = {one.code: one for one in other.definition.fields}
    if rule.sets not in known or known[rule.sets].type is not Type.DATE:
        raise Refused("register-visit-field", name=other.name, field=rule.sets)
    visits = register.records.filter(removed_on=None, links__field=rule.of, links__target=target)
    last = max((values.get(rule.day, "") for values in visits.values_list("values", flat=True)), default="")
    before = target.values.get(rule.sets, "")
    if not last or last == before:
        return
    given = of_record(other, target)
    target.values[rule.sets] = last
    stand(other.definition, target, today(), work_calendar(today()))
    target.version += 1
    target.save()
    add_up(other, given, of_record(other, target))
    record(user, "edit", Subject("record", target.pk, f"{other.name} #{target.number}"), before={rule.sets: before}, after={rule.sets: last})  # fmt: skip
