"""Gaps of a roster filled (补空缺): proposed from the people who were on duty lately, looked at, and then written as duties."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from duban.registers.blocks import WEEK, Roster
from duban.registers.filling import Turn, Worker, turns
from duban_web.common.access import Right, demand
from duban_web.common.errors import Refused
from duban_web.people.models import User
from duban_web.registers.importing import add_rows
from duban_web.registers.models import Record, Register
from duban_web.registers.queries import values_of
from duban_web.registers.rosters import Post, again, gaps, of_days, posts

LATELY = 2 * WEEK  # days before, from which people, their duties and their posts are known


@dataclass(frozen=True, slots=True)
class Proposed:
    """A turn with its post, the person's last duty, and how many they had lately."""

    turn: Turn
    post: Post
    last: Record
    before: int


@dataclass(frozen=True, slots=True)
class Filling:
    """What is proposed: the turns, from how many people, how many places stay open; who is left out, by a duty of theirs; `seen` stands for all the turns."""

    rows: Sequence[Proposed]
    people: int
    left: int
    without: Mapping[int, str]
    seen: str


@dataclass(frozen=True, slots=True)
class _Had:
    """A duty that somebody had or will have."""

    record: Record
    day: dt.date
    shift: str
    post: int


def proposal(user: User, register: Register, days: Sequence[dt.date], *, without: Collection[int] = ()) -> Filling:  # fmt: skip
    """Who would fill the gaps of these days, which follow one another; `without` those who have the duties of these numbers."""
    demand(user, Right.KEEP)
    rule, known = register.definition.blocks.of(Roster), {post.key: post for post in posts(register)}
    missing = gaps(register, {key: post.need for key, post in known.items()}, days)
    lately = _lately(rule, register, days)
    left_out = {
        had.record.number: name for name, own in lately.items() for had in own if had.record.number in without
    }
    workers = [one for one in _workers(lately, known) if one.name not in left_out.values()]
    shifts = register.definition.field(rule.shift).choices
    made = turns(missing, workers, shifts, rule.limits)
    rows = [
        Proposed(one, known[one.post], lately[one.name][-1].record, len(lately[one.name])) for one in made
    ]
    seen = hashlib.sha256(repr(made).encode()).hexdigest()[:16]
    return Filling(rows, len(workers), sum(missing.values()) - len(made), left_out, seen)


def _lately(rule: Roster, register: Register, days: Sequence[dt.date]) -> dict[str, list[_Had]]:
    """The duties of everybody by name, in the order of their days."""
    first, last = days[0] - dt.timedelta(LATELY), days[-1] + dt.timedelta(WEEK)
    around = [first + dt.timedelta(n) for n in range((last - first).days)]
    rows = of_days(register.records.filter(removed_on=None, links__field=rule.post), register, around)
    found: defaultdict[str, list[_Had]] = defaultdict(list)
    for one in rows.select_related("unit", "register").annotate(post=F("links__target")).order_by("id"):
        values = values_of(one)
        if (name := values.get(rule.person)) and (day := values.get(rule.day)):
            found[name].append(_Had(one, dt.date.fromisoformat(day), values.get(rule.shift, ""), one.post))
    return {name: sorted(had, key=lambda h: h.day) for name, had in found.items()}


def _workers(lately: Mapping[str, Sequence[_Had]], known: Mapping[int, Post]) -> Iterable[Worker]:
    """Everybody with the post where they stood last, then those where their unit stands, the most frequent first."""
    of_unit: defaultdict[int | None, Counter[int]] = defaultdict(Counter)
    for had in (one for own in lately.values() for one in own):
        of_unit[had.record.unit_id][had.post] += 1
    by_unit = {unit: [post for post, _ in stood.most_common()] for unit, stood in of_unit.items()}
    for name, own in lately.items():
        unit = own[-1].record.unit_id
        near = [own[-1].post, *(by_unit[unit] if unit else ())]
        yield Worker(
            name, tuple((had.day, had.shift) for had in own), tuple(post for post in dict.fromkeys(near) if post in known)
        )  # fmt: skip


@transaction.atomic
def fill(user: User, register: Register, days: Sequence[dt.date], seen: str, *, without: Collection[int] = ()) -> int:  # fmt: skip
    """Write the turns that somebody has seen as duties. Returns how many.

    Raises:
        Refused: since it was looked at, what would be proposed has changed, or there is nothing to propose.
    """
    register = Register.objects.select_for_update().get(pk=register.pk)
    found = proposal(user, register, days, without=without)
    if found.seen != seen or not found.rows:
        raise Refused("roster-changed")
    rule = register.definition.blocks.of(Roster)
    typed = [
        again(register.definition, one.last)
        | {rule.post: f"#{one.post.number}", rule.day: one.turn.day.isoformat(), rule.shift: one.turn.shift}
        for one in found.rows
    ]
    return len(add_rows(user, register, list(enumerate(typed, 1)), told={"day": days[0].isoformat()}))
