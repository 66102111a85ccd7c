"""The life of a task as one table of states and allowed moves (拟立项 → 下达 → 签收 → 办理 → 申请销号 → 核查 → 办结 → 归档).

The states and their order are those of supervision offices (立项、交办、承办、反馈、核查、办结、归档).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

STATES = (
    "draft", "issued", "returned", "signed", "active", "closing", "verifying", "done", "archived", "suspended", "withdrawn",
)  # fmt: skip
LIT = frozenset({"issued", "signed", "active", "closing", "verifying"})
"""States in which a task has a light: from the day it is issued to the day it is closed."""
CLAIMED = frozenset({"closing", "verifying"})
"""States in which the unit says that it is done and waits for the office: judged as on the day of its word."""
REPORTING = frozenset({"issued", "signed", "active"})
"""States in which a unit may report; the first report of an issued or signed task begins it."""
ENDED = frozenset({"done", "archived"})


class MoveError(ValueError):
    """A move that the table does not allow; `code` names the message, `fields` fill it in."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = f"life.{code}"
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed step. `by`: the parts in a task that may make it; `complete`: only at 100 % accepted progress."""

    code: str
    sources: tuple[str, ...]
    target: str
    by: frozenset[str]
    needs_reason: bool = False
    needs_complete: bool = False


@cache
def moves() -> tuple[Move, ...]:
    """The table, in the order of the file."""
    table = tomllib.loads(files("duban.flow").joinpath("task_life.toml").read_text("utf-8"))
    return tuple(
        Move(row["code"], tuple(row["from"]), row["to"], frozenset(row["by"]), row.get("reason", False), row.get("complete", False))
        for row in table["move"]
    )  # fmt: skip


def allowed(state: str, parts: Iterable[str]) -> list[Move]:
    """The moves that somebody with these parts may make from a state."""
    mine = frozenset(parts)
    return [move for move in moves() if state in move.sources and mine & move.by]


def after(state: str, code: str, *, parts: Iterable[str], reason: str, is_complete: bool) -> Move:
    """The move of a code, proved.

    Raises:
        MoveError: not from this state, not by these parts, without its reason, or before the task is complete.
    """
    move = next((move for move in moves() if move.code == code), None)
    if move is None or state not in move.sources:
        raise MoveError("not-from-here", move=code, state=state)
    if not frozenset(parts) & move.by:
        raise MoveError("not-by-you", move=code)
    if move.needs_reason and not reason.strip():
        raise MoveError("needs-reason", move=code)
    if move.needs_complete and not is_complete:
        raise MoveError("needs-all", move=code)
    return move
