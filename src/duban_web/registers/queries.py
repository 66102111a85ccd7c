"""What pages read of registers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from duban.registers import Definition, Figure, Share, figures
from duban_web.common.access import Right
from duban_web.people.models import Unit, User
from duban_web.registers.models import Record, Register, Tally
from duban_web.registers.sealing import opened


def registers() -> QuerySet[Register]:
    """Those that are in use."""
    return Register.objects.filter(removed_on=None)


def visible(user: User, register: Register) -> QuerySet[Record]:
    """The records that a person may see: all, or those of the own units."""
    found = register.records.filter(removed_on=None).select_related("unit")
    return found if user.may(Right.SEE_ALL) else found.filter(unit__in=user.unit_ids)


def chosen(user: User, register: Register, *, state: str = "", light: str = "", unit: str = "", words: str = "") -> QuerySet[Record]:  # fmt: skip
    """Those of them that are asked for."""
    found = visible(user, register)
    if state:
        found = found.filter(state=state)
    if light:
        found = found.filter(light=light)
    if unit.isdecimal():
        found = found.filter(unit_id=int(unit))
    if words.isdecimal():
        return found.filter(Q(words__icontains=words) | Q(number=int(words)))
    return found.filter(words__icontains=words) if words else found


def may_see_personal(user: User | None, record: Record) -> bool:
    """The office, and the unit whose record it is."""
    if user is None or user.may(Right.KEEP):
        return True
    return user.may(Right.REPORT) and record.unit_id is not None and record.unit_id in user.unit_ids


def values_of(record: Record) -> dict[str, str]:
    """Everything of a record, the personal values opened, for the library."""
    return {
        **record.values, **opened(record.secret), "state": record.state, "unit": str(record.unit or ""), "on": record.on.isoformat(),
        "number": str(record.number),
    }  # fmt: skip


def shown(definition: Definition, record: Record, *, with_personal: bool) -> list[tuple[str, str]]:
    """The fields of a record by name, as a person may see them; links as the number of the other record."""
    personal = opened(record.secret) if any(one.is_personal for one in definition.fields) else {}
    found = []
    for one in definition.fields:
        value = personal.get(one.code, "") if one.is_personal else record.values.get(one.code, "")
        if one.is_personal and not with_personal:
            value = one.masked(value)
        found.append((one.code, value))
    return found


@dataclass(frozen=True, slots=True)
class ByUnit:
    """The roll-ups of a unit."""

    unit: str
    figures: Sequence[Figure]


def rolled_up(register: Register, *, month: str = "", user: User | None = None) -> list[Figure]:
    """The figures of a register, of all months or of one; a liaison's are those of the own units."""
    return figures(register.definition, _shares(_tallies(register, month, user)))


def all_rolled_up(known: Sequence[Register], *, user: User) -> list[list[Figure]]:
    """The figures of several registers of all months, in one query."""
    rows = _theirs(Tally.objects.filter(register__in=known), user).order_by().values("register_id", "code").annotate(p=Sum("part"), w=Sum("whole"))  # fmt: skip
    shares: dict[int, dict[str, Share]] = {}
    for row in rows:
        shares.setdefault(row["register_id"], {})[row["code"]] = Share(_plain(row["p"]), _plain(row["w"]))
    return [figures(one.definition, shares.get(one.pk, {})) for one in known]


def _tallies(register: Register, month: str, user: User | None) -> QuerySet[Tally]:
    found = register.tallies.all()
    return _theirs(found.filter(month=month) if month else found, user)


def _theirs(tallies: QuerySet[Tally], user: User | None) -> QuerySet[Tally]:
    """A liaison's are those of the own units."""
    return tallies if user is None or user.may(Right.SEE_ALL) else tallies.filter(unit_key__in=user.unit_ids)


def _shares(tallies: QuerySet[Tally]) -> Mapping[str, Share]:
    rows = tallies.order_by().values("code").annotate(p=Sum("part"), w=Sum("whole"))
    return {row["code"]: Share(_plain(row["p"]), _plain(row["w"])) for row in rows}


def _plain(value: Decimal) -> Decimal:
    return Decimal(format(value.normalize(), "f"))


def shares_until(register: Register, day: dt.date) -> Mapping[str, Share]:
    """What all records give, of all months up to a day's."""
    return _shares(register.tallies.filter(month__lte=f"{day:%Y-%m}"))


def shares_of_units(register: Register, units: Sequence[int], *, until: dt.date) -> dict[int, dict[str, Share]]:  # fmt: skip
    """What the records of each unit give each roll-up, of all months up to a day's."""
    rows = (
        register.tallies.filter(unit_key__in=units, month__lte=f"{until:%Y-%m}")
        .order_by()
        .values("unit_key", "code")
        .annotate(p=Sum("part"), w=Sum("whole"))
    )
    found: dict[int, dict[str, Share]] = {}
    for row in rows:
        found.setdefault(row["unit_key"], {})[row["code"]] = Share(_plain(row["p"]), _plain(row["w"]))
    return found


def by_unit(register: Register) -> list[ByUnit]:
    """The same for each unit, those with the most first."""
    rows = (
        register.tallies.exclude(unit_key=0)
        .order_by()
        .values("unit_key", "code")
        .annotate(p=Sum("part"), w=Sum("whole"))
    )
    shares: dict[int, dict[str, Share]] = {}
    for row in rows:
        shares.setdefault(row["unit_key"], {})[row["code"]] = Share(_plain(row["p"]), _plain(row["w"]))
    names = {one.pk: str(one) for one in Unit.objects.filter(pk__in=shares)}
    definition = register.definition
    found = [
        ByUnit(names.get(key, "—"), figures(definition, own))
        for key, own in shares.items()
        if any(s != Share() for s in own.values())
    ]
    return sorted(found, key=lambda one: (-(one.figures[0].share.part if one.figures else 0), one.unit))


def months_of(register: Register) -> list[str]:
    """The months that have figures, the newest first."""
    found = register.tallies.exclude(month="").order_by("-month").values_list("month", flat=True)
    return list(found.distinct())


def states(register: Register, user: User) -> list[tuple[str, str, int]]:
    """Each state with its name and how many records stand in it."""
    counts = dict(visible(user, register).order_by().values_list("state").annotate(n=Count("pk")))
    return [(one.code, one.name, counts.get(one.code, 0)) for one in register.definition.states]


def names_of(records: Sequence[Record]) -> dict[int, str]:
    """By which words people know records: number and first field."""
    found = {}
    for one in records:
        title = one.register.definition.title
        found[one.pk] = f"#{one.number} {one.values.get(title.code, '')}".strip()
    return found
