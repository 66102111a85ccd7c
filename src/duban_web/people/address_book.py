"""The address book comes in as Excel: units with their other names, and their people; accounts with one-time passwords."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from pypinyin import lazy_pinyin

from duban_files.errors import FileError
from duban_files.table_file import read_grids
from duban_web.audit.operations import Subject, record
from duban_web.common.access import Right, Role, demand
from duban_web.common.errors import Refused
from duban_web.common.language import language, say
from duban_web.people.accounts import one_time, save_user
from duban_web.people.models import Unit, User
from duban_web.people.operations import save_unit
from duban_web.people.queries import units_by_name

HEADER: Mapping[str, tuple[str, ...]] = {
    "unit": ("单位名称", "单位全称", "单位", "部门"), "short": ("简称", "单位简称"), "aliases": ("别名", "其他名称", "曾用名"), "parent": ("上级单位", "主管单位"),
    "name": ("姓名", "联络员", "联系人"), "title": ("职务",), "phone": ("手机", "联系电话", "电话", "手机号"), "username": ("账号", "用户名"), "role": ("角色",),
}  # fmt: skip
ROLES = {"": Role.LIAISON, "联络员": Role.LIAISON, "查看": Role.VIEWER, "只看": Role.VIEWER}
PHONE = re.compile(r"^[\d\-+() ]{7,20}$")
SPLIT = re.compile(r"[、,，;；/\s]+")
HEADER_WITHIN = 10


@dataclass(slots=True)
class Entry:
    """One row as read, and what is wrong with it."""

    row: int
    cells: Mapping[str, str]
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Made:
    """A new account and its one-time password, to be printed now: it is kept nowhere."""

    user: User
    password: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the book."""

    units: int
    accounts: Sequence[Made]
    known: int


def read_book(data: bytes, *, name: str) -> list[Entry]:
    """The rows of the first sheet with a column of units, each proved.

    Raises:
        Refused: unreadable, or without such a column.
    """
    try:
        grids = read_grids(data, name=name)
    except FileError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    for grid in grids:
        found = _header(grid.rows)
        if found is not None:
            at, columns = found
            rows = enumerate(grid.rows[at + 1 :], start=at + 2)
            entries = [
                Entry(n, {f: str(row[c] or "").strip() for f, c in columns.items() if c < len(row)})
                for n, row in rows
            ]
            return _proved([entry for entry in entries if any(entry.cells.values())])
    raise Refused("book-no-header", name=name)


def _header(rows: Sequence[Sequence[str | None]]) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        words = ["".join(str(cell or "").split()) for cell in row]
        columns = {f: words.index(w) for f, names in HEADER.items() for w in reversed(names) if w in words}
        if "unit" in columns and len(set(columns.values())) > 1:
            return at, columns
    return None


def _proved(entries: list[Entry]) -> list[Entry]:
    seen: dict[str, int] = {}
    listed = {entry.cells.get("unit", "") for entry in entries}
    known = set(units_by_name()) | listed
    for entry in entries:
        cells = entry.cells
        if not cells.get("unit"):
            entry.problems.append(say("book.no_unit"))
        if cells.get("phone") and not PHONE.match(cells["phone"]):
            entry.problems.append(say("book.phone", value=cells["phone"]))
        if cells.get("role", "") not in ROLES:
            entry.problems.append(say("book.role", value=cells["role"], known="、".join(filter(None, ROLES))))
        if cells.get("parent") and cells["parent"] not in known:
            entry.problems.append(say("book.parent", value=cells["parent"]))
        username = cells.get("username", "")
        if username and username in seen:
            entry.problems.append(say("book.twice", value=username, row=seen[username]))
        seen.setdefault(username, entry.row)
    return entries


@transaction.atomic
def take_in(actor: User, entries: Sequence[Entry]) -> Taken:
    """Write the rows that are right: units gain what is new, people get accounts. Nothing that is there is taken away."""
    demand(actor, Right.BOOK)
    right = [entry for entry in entries if not entry.problems]
    fresh = sum(_unit(actor, entry.cells) for entry in right)
    units = units_by_name()
    for entry in right:
        parent = units.get(entry.cells.get("parent", ""))
        unit = units[entry.cells["unit"]]
        if parent is not None and parent.pk not in {unit.pk, unit.parent_id}:
            save_unit(actor, unit, {"parent": parent})
    made = [_account(actor, entry, units) for entry in right if entry.cells.get("name")]
    record(
        actor,
        "book",
        Subject("book", 0, ""),
        before=None,
        after={"units": fresh, "accounts": sum(m is not None for m in made)},
    )
    return Taken(fresh, [one for one in made if one is not None], sum(one is None for one in made))


def _unit(actor: User, cells: Mapping[str, str]) -> bool:
    """Write a unit down, or add what the row knows of it. Returns whether it is new."""
    unit = units_by_name().get(cells["unit"])
    others = [word for word in SPLIT.split(cells.get("aliases", "")) if word]
    if unit is None:
        kind = (
            Unit.Kind.TOWN
            if cells["unit"].endswith(("镇", "乡", "街道", "镇人民政府", "乡人民政府"))
            else Unit.Kind.DEPARTMENT
        )
        columns = {
            "name": cells["unit"],
            "short_name": cells.get("short", ""),
            "aliases": "\n".join(others),
            "kind": kind,
        }
        save_unit(actor, Unit(), columns)
        return True
    missing = [word for word in [*others, cells.get("short", "")] if word and word not in unit.names()]
    if missing:
        columns = {"aliases": "\n".join(filter(None, [unit.aliases, *missing]))}
        save_unit(actor, unit, columns)
    return False


def _account(actor: User, entry: Entry, units: Mapping[str, Unit]) -> Made | None:
    """A new account, or None where the person has one; then phone and title follow the book."""
    cells, unit = entry.cells, units[entry.cells["unit"]]
    columns: dict[str, Any] = {"title": cells.get("title", "")[:40], "phone": cells.get("phone", "")[:20]}
    known = User.objects.filter(username=cells["username"]).first() if cells.get("username") else None
    known = known or User.objects.filter(unit=unit, display_name=cells["name"]).first()
    try:
        if known is not None:
            if any(getattr(known, name) != value for name, value in columns.items() if value):
                save_user(actor, known, {name: value for name, value in columns.items() if value})
            return None
        password = one_time()
        columns |= {
            "display_name": cells["name"][:20],
            "role": ROLES[cells.get("role", "")],
            "unit": unit,
            "must_change": True,
        }
        user = User(username=cells.get("username") or free_name(cells["name"], unit))
        return Made(save_user(actor, user, columns, password=password), password)
    except Refused as problem:
        raise Refused("book-row", row=entry.row, why=problem.sentence(language())) from problem


def free_name(name: str, unit: Unit) -> str:
    """`lizhujian`, with a number where it is taken; a name without a reading takes that of the unit."""
    words = "".join(lazy_pinyin(name)).lower()
    base = (
        re.sub(r"[^a-z0-9]", "", words) or re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(str(unit)))) or "user"
    )
    found, n = base[:30], 1
    while User.objects.filter(username=found).exists():
        n += 1
        found = f"{base[:28]}{n}"
    return found
