"""Everything that changes units and leaders. Accounts stand in accounts.py."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from duban_web.audit.operations import Subject, record
from duban_web.common.access import Right, demand
from duban_web.common.errors import Refused
from duban_web.people.models import Leader, Unit, User

UNIT_COLUMNS = ("name", "short_name", "aliases", "kind", "parent_id")
LEADER_COLUMNS = ("name", "post")
Entity = TypeVar("Entity", Unit, Leader)


def _plain(thing: Unit | Leader) -> dict[str, Any]:
    names = UNIT_COLUMNS if isinstance(thing, Unit) else LEADER_COLUMNS
    return {name: getattr(thing, name) for name in names} | {
        "removed_on": thing.removed_on and thing.removed_on.isoformat()
    }


def save_unit(user: User | None, unit: Unit, columns: Mapping[str, Any], *, batch: int | None = None) -> Unit:
    """Add or change a unit.

    Raises:
        Refused: another unit has the name.
    """
    return _save(user, unit, "unit", columns, batch)


def save_leader(
    user: User | None, leader: Leader, columns: Mapping[str, Any], *, batch: int | None = None
) -> Leader:
    """Add or change a leader.

    Raises:
        Refused: another leader has the name.
    """
    return _save(user, leader, "leader", columns, batch)


@transaction.atomic
def _save(
    user: User | None, thing: Entity, kind: str, columns: Mapping[str, Any], batch: int | None
) -> Entity:
    demand(user, Right.BOOK)
    before = _plain(type(thing).objects.get(pk=thing.pk)) if thing.pk else None
    for name, value in columns.items():
        setattr(thing, name, value)
    try:
        with transaction.atomic():
            thing.save()
    except IntegrityError as problem:
        raise Refused(f"{kind}-name", name=thing.name) from problem
    action = "add" if before is None else "edit"
    record(user, action, Subject(kind, thing.pk, thing.name), before=before, after=_plain(thing), batch=batch)
    return thing


def leader_named(user: User | None, name: str, *, batch: int | None = None) -> Leader:
    """The leader of that name, written down now if new."""
    found = Leader.objects.filter(name=name).first()
    if found is None:
        return save_leader(user, Leader(), {"name": name}, batch=batch)
    if found.removed_on is not None:
        return save_leader(user, found, {"removed_on": None}, batch=batch)
    return found


@transaction.atomic
def load_units(user: User | None, table: Mapping[str, Any]) -> int:
    """Take in a register like units.json: `units` (full names), `aliases` (other name to full name), `collective`.

    Returns how many units are new. Names that are there already only gain aliases.
    """
    demand(user, Right.BOOK)
    aliases: dict[str, list[str]] = {}
    for other, full in dict(table.get("aliases", {})).items():
        aliases.setdefault(str(full), []).append(str(other))
    known = {unit.name: unit for unit in Unit.objects.all()}
    new = 0
    for kind, names in (
        (Unit.Kind.DEPARTMENT, table.get("units", ())),
        (Unit.Kind.COLLECTIVE, table.get("collective", ())),
    ):
        for name in names:
            unit = known.get(str(name)) or Unit(name=str(name), kind=_kind(str(name), kind))
            missing = [a for a in aliases.get(str(name), ()) if a not in unit.names()]
            if unit.pk and not missing and unit.removed_on is None:
                continue
            new += unit.pk is None
            columns = {"aliases": "\n".join(filter(None, [unit.aliases, *missing])), "removed_on": None}
            if missing and not unit.short_name:
                columns["short_name"] = missing[0]
            save_unit(user, unit, columns)
    return new


def _kind(name: str, kind: str) -> str:
    is_town = name.endswith(("镇", "乡", "街道"))
    return Unit.Kind.TOWN if is_town and kind == Unit.Kind.DEPARTMENT else kind
