"""What gates' phones saw (卡口查验): brought in when they have a network again, so that one pass at two gates is noticed. Kept as long as the register says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils import timezone

from duban.registers.blocks import Pass
from duban.registers.gate import Seen, too_soon
from duban_files.table_file import TableFile, write_table
from duban_web.common.errors import Refused
from duban_web.common.language import say
from duban_web.common.office import FIRST_YEAR, today
from duban_web.people.models import User
from duban_web.registers.models import PassCheck, Record, Register
from duban_web.registers.passes import is_valid, pass_named
from duban_web.registers.queries import names_of, registers, visible

VALID = "valid"
SAID = (VALID, "revoked", "expired", "early")
MOST = 200  # in one sending
LONGEST = 30  # of a gate's name
Row = tuple[int, str, dt.datetime, str]  # record, gate, time, what the phone said


@dataclass(frozen=True, slots=True)
class Told:
    """What a phone is told of a pass: words, and whether they are a warning."""

    words: str
    is_warning: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Of a sending: how many checks were not taken, since no pass of ours stands in them, and what is told of each pass by its `CODE#NUMBER`."""

    refused: int
    told: Mapping[str, Told]


def take_in(user: User, gate: str, lines: Sequence[str]) -> Answer:
    """Checks as a phone sends them: `KEY TIME SAID TEXT`, with a key of its own (what comes twice is written once), its wall clock, the text of the pass.

    A phone whose clock is days ahead is taken to mean today.
    """
    named = "".join(letter for letter in " ".join(gate.split()) if letter.isprintable())
    gate = (named or str(user.unit or user))[:LONGEST]
    found = [check for line in lines[:MOST] if (check := _read(line))]
    records = _records({(code, number) for *_, code, number in found})
    made = [
        PassCheck(key=key, at=at, said=said, gate=gate, record=records[code, number], by=user)
        for key, at, said, code, number in found
        if (code, number) in records
    ]
    PassCheck.objects.bulk_create(made, ignore_conflicts=True)
    let_through = {check.record_id for check in made if check.said == VALID}
    return Answer(len(lines[:MOST]) - len(made), _told(records.values(), let_through))


def _read(line: str) -> tuple[UUID, dt.datetime, str, str, int] | None:
    """The parts of a line; None where they are no check, or the pass was not signed here."""
    try:
        key, clock, said, text = line.split(" ", 3)
        at = dt.datetime.fromisoformat(clock).replace(tzinfo=None)
        code, number = pass_named(text)
        found = UUID(key)
    except (ValueError, Refused):
        return None
    if said not in SAID or at.year < FIRST_YEAR:
        return None
    at = dt.datetime.combine(min(at.date(), today()), at.time())
    return found, timezone.make_aware(at), said, code, number


def _records(named: set[tuple[str, int]]) -> dict[tuple[str, int], Record]:
    """The records of these passes, of registers that are in use."""
    found = {}
    for register in registers().filter(code__in={code for code, _ in named}):
        numbers = [number for code, number in named if code == register.code]
        for one in register.records.filter(number__in=numbers).select_related("unit"):
            one.register = register
            found[register.code, one.number] = one
    return found


def _told(records: Iterable[Record], let_through: set[int]) -> dict[str, Told]:
    """Of each pass that was let through today: how often, when before; a warning where it holds no more or was elsewhere just before."""
    known = [one for one in records if one.pk in let_through and one.register.definition.blocks.passes]
    seen: dict[int, list[Seen]] = {}
    for key, gate, at, _ in _rows(PassCheck.objects.filter(record__in=known, said=VALID), today()):
        seen.setdefault(key, []).append(Seen(timezone.localtime(at), gate))
    return {f"{one.register.code}#{one.number}": _words(one, seen[one.pk]) for one in known if one.pk in seen}


def _words(one: Record, seen: Sequence[Seen]) -> Told:
    rule = one.register.definition.blocks.of(Pass)
    if not is_valid(one):
        return Told(say("gate.holds_no_more"), is_warning=True)
    twice = [last for last, now in too_soon(rule, seen) if now == seen[-1]]
    if twice:
        return Told(say("gate.twice", minutes=rule.apart, time=f"{twice[0].at:%H:%M}", gate=twice[0].gate), is_warning=True)  # fmt: skip
    if len(seen) > 1:
        return Told(say("gate.times", n=len(seen), time=f"{seen[-2].at:%H:%M}", gate=seen[-2].gate), is_warning=False)  # fmt: skip
    return Told(say("gate.first"), is_warning=False)


def _of_day(found: QuerySet[PassCheck], day: dt.date) -> QuerySet[PassCheck]:
    start = timezone.make_aware(dt.datetime.combine(day, dt.time()))
    return found.filter(at__gte=start, at__lt=start + dt.timedelta(days=1))


def _rows(found: QuerySet[PassCheck], day: dt.date) -> QuerySet[PassCheck, Row]:
    """Those of a day in order of time: record, gate, time, what the phone said."""
    rows = _of_day(found, day).order_by("at", "pk")
    return rows.values_list("record_id", "gate", "at", "said")


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate on a day: how many it let through, of how many passes, how many it did not, when last."""

    name: str
    let_through: int
    passes: int
    turned_away: int
    last: dt.datetime


@dataclass(frozen=True, slots=True)
class Twice:
    """A pass at another gate too soon after the last."""

    record: Record
    words: str
    last: Seen
    now: Seen


@dataclass(frozen=True, slots=True)
class Overview:
    """A day: passes that hold, how many were let through and turned away, of how many passes; its gates, the busiest first; passes that were at two."""

    holding: int
    let_through: int
    turned_away: int
    passes: int
    gates: Sequence[Gate]
    twice: Sequence[Twice]


def checks(user: User, register: Register, day: dt.date) -> QuerySet[PassCheck]:
    """The checks of a day, the newest first, of passes that the person may see."""
    found = _of_day(PassCheck.objects.filter(record__in=visible(user, register)), day)
    return found.select_related("record__register", "by").order_by("-at", "-pk")


def overview(user: User, register: Register, day: dt.date) -> Overview:
    """What gates saw on a day."""
    rule = register.definition.blocks.of(Pass)
    rows = list(_rows(PassCheck.objects.filter(record__in=visible(user, register)), day))
    through = [row for row in rows if row[3] == VALID]
    seen: dict[int, list[Seen]] = {}
    for key, gate, at, _ in through:
        seen.setdefault(key, []).append(Seen(at, gate))
    pairs = [(key, last, now) for key, of_pass in seen.items() for last, now in too_soon(rule, of_pass)]
    known = register.records.filter(pk__in={key for key, _, _ in pairs}).select_related("register").in_bulk()
    words = names_of(list(known.values()))
    twice = [Twice(known[key], words[key], last, now) for key, last, now in sorted(pairs, key=lambda pair: pair[2])]  # fmt: skip
    holding = _holding(visible(user, register), rule, day).count()
    return Overview(holding, len(through), len(rows) - len(through), len(seen), _gates(rows), twice)


def _holding(records: QuerySet[Record], rule: Pass, day: dt.date) -> QuerySet[Record]:
    """Passes in a valid state whose days are not over and not still to come; a day that is not said is no limit."""
    found = records.filter(state__in=rule.valid)
    if rule.start:
        found = found.annotate(first=_words_of(rule.start)).filter(first__lte=day.isoformat())
    if rule.end:
        final = found.annotate(final=_words_of(rule.end))
        found = final.filter(Q(final="") | Q(final__gte=day.isoformat()))
    return found


def _words_of(field: str) -> Coalesce:
    """A plain value as text, "" where it is missing: what is compared as JSON would have to be JSON itself."""
    return Coalesce(KT(f"values__{field}"), Value(""), output_field=TextField())


def _gates(rows: Sequence[Row]) -> list[Gate]:
    of_gate: dict[str, list[Row]] = {}
    for row in rows:
        of_gate.setdefault(row[1], []).append(row)
    found = [
        Gate(name, len(through), len({row[0] for row in through}), len(own) - len(through), own[-1][2])
        for name, own in of_gate.items()
        for through in [[row for row in own if row[3] == VALID]]
    ]
    return sorted(found, key=lambda gate: (-gate.let_through, gate.name))


def exported(register: Register, rows: Iterable[PassCheck]) -> bytes:
    """Checks as Excel."""
    found = list(rows)
    names = names_of([check.record for check in found])
    table = [[f"{timezone.localtime(check.at):%Y-%m-%d %H:%M:%S}", names[check.record_id], check.gate, say(f"gate.said.{check.said}"), str(check.by)] for check in found]  # fmt: skip
    heads = [say(f"gate.{head}") for head in ("at", "pass", "gate", "result", "by")]
    return write_table(TableFile(say("block.passes"), register.name, heads, table))


def last_of(one: Record, most: int = 10) -> tuple[int, list[PassCheck]]:
    """How often a pass was shown at gates, and the last times."""
    found = one.checks.select_related("by").order_by("-at", "-pk")
    return found.count(), list(found[:most])


def forget(day: dt.date) -> int:
    """Delete what gates saw longer ago than the registers keep it. Returns how many checks."""
    count = 0
    for register in Register.objects.all():
        if rule := register.definition.blocks.passes:
            until = timezone.make_aware(dt.datetime.combine(day - dt.timedelta(days=rule.keeps), dt.time()))
            count += PassCheck.objects.filter(record__register=register, at__lt=until).delete()[0]
    return count
