"""Which approvals a kind of project needs, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of project and who pays for it: `enterprise` or `government`."""

    code: str
    funding: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """An approval: who gives it, in how many working days by law and by promise, after which others, before what."""

    code: str
    name: str
    authority: str
    kinds: tuple[str, ...]
    legal: int
    promised: int
    law: str
    after: tuple[str, ...]
    before: str
    is_deferrable: bool
    is_promisable: bool


@cache
def _table() -> Mapping[str, list[dict[str, object]]]:
    found: Mapping[str, list[dict[str, object]]] = tomllib.loads(
        files("duban.projects").joinpath("procedures.toml").read_text("utf-8")
    )
    return found


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds of projects, in the order of the file."""
    return tuple(Kind(str(row["code"]), str(row["funding"])) for row in _table()["kind"])


@cache
def procedures() -> tuple[Procedure, ...]:
    """All approvals, in the order in which they are usually applied for."""
    return tuple(_procedure(row) for row in _table()["procedure"])


def _procedure(row: dict[str, object]) -> Procedure:
    return Procedure(
        str(row["code"]), str(row["name"]), str(row["authority"]), _words(row["kinds"]), int(str(row["legal"])), int(str(row["promised"])),
        str(row["law"]), _words(row.get("after", [])), str(row["before"]), bool(row.get("deferrable")), bool(row.get("promisable")),
    )  # fmt: skip


def _words(value: object) -> tuple[str, ...]:
    assert isinstance(value, list)  # noqa: S101 our own file, proved by the tests
    return tuple(str(one) for one in value)


def procedures_for(kind: str) -> list[Procedure]:
    """What a project of a kind needs; of `after` only what it needs itself."""
    return [one for one in procedures() if kind in one.kinds]
