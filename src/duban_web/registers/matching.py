"""Who of one register goes with whom of another: proposals, and the partner taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Q

from duban.registers.blocks import Match
from duban.registers.matching import Fit, assigned, ranked
from duban_web.common.errors import Refused
from duban_web.people.models import User
from duban_web.registers.models import Record, Register
from duban_web.registers.operations import save_record
from duban_web.registers.queries import names_of, registers, values_of

MOST = 2000


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two records that fit, how well in percent, and by which words people know them."""

    record: Record
    other: Record
    percent: Decimal
    names: Sequence[str]


def rule_of(register: Register) -> Match | None:
    """What the register is matched with, if it is."""
    return register.definition.blocks.match


def _free(register: Register, rule: Match) -> dict[int, Record]:
    """Records that have no partner yet."""
    rows = register.records.filter(removed_on=None, state__in=rule.open).exclude(links__field=rule.field)
    return {one.pk: one for one in rows.select_related("unit", "register").order_by("id")[:MOST]}


def _others(rule: Match) -> tuple[dict[int, Record], dict[int, int]]:
    """What has room on the other side, in an open state; and for how many."""
    other = registers().filter(code=rule.to).first()
    if other is None:
        return {}, {}
    taken = Count(
        "referred_by", filter=Q(referred_by__field=rule.field, referred_by__record__removed_on=None)
    )
    rows = other.records.filter(removed_on=None, state__in=rule.others_open).annotate(taken=taken)
    places = rule.places
    room = {one.pk: int(Decimal(one.values.get(places) or 1) if places else 1) - one.taken for one in rows}
    free = rows.filter(pk__in=[key for key, left in room.items() if left > 0])
    return {one.pk: one for one in free.select_related("unit", "register").order_by("id")[:MOST]}, room


def _proposals(fits: Sequence[Fit], ones: Mapping[int, Record], others: Mapping[int, Record]) -> list[Proposal]:  # fmt: skip
    found = []
    for one in fits:
        mine, theirs = ones[one.one], others[one.other]
        names = names_of([mine, theirs])
        found.append(Proposal(mine, theirs, one.score * 100, [names[mine.pk], names[theirs.pk]]))
    return found


def for_record(one: Record) -> list[Proposal]:
    """The partners that fit a record that has none, the best first."""
    rule = rule_of(one.register)
    if rule is None or one.state not in rule.open or one.links.filter(field=rule.field).exists():
        return []
    others, _ = _others(rule)
    fits = ranked(rule, (one.pk, values_of(one)), {key: values_of(other) for key, other in others.items()})
    return _proposals(fits, {one.pk: one}, others)


def for_all(register: Register) -> list[Proposal]:
    """Who goes with whom so that all together fit best."""
    rule = rule_of(register)
    if rule is None:
        raise Refused("register-no-match", name=register.name)
    ones, (others, room) = _free(register, rule), _others(rule)
    fits = assigned(
        rule,
        {key: values_of(one) for key, one in ones.items()},
        {key: values_of(one) for key, one in others.items()},
        room,
    )
    return _proposals(fits, ones, others)


@transaction.atomic
def take(user: User, one: Record, number: int) -> Record:
    """Write the partner into the record; both sides confirm by their own moves.

    Raises:
        Refused: the partner is not free any more, or does not fit.
    """
    rule = rule_of(one.register)
    if rule is None or number not in {proposal.other.number for proposal in for_record(one)}:
        raise Refused("register-partner", number=number)
    typed = values_of(one)
    return save_record(user, one.register, typed | {rule.field: f"#{number}"}, one=one)
