"""The stages of a project, in their order, and what must be there before one is left."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


class StageError(ValueError):
    """A move that the stages do not allow; `code` names the message, `fields` fill it in."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = f"project.{code}"
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: its code, for whose projects it is ("" for all), what leaving it needs."""

    code: str
    only: str
    needs: tuple[str, ...]


@cache
def stages() -> tuple[Stage, ...]:
    """All stages of stages.toml, the first one first."""
    table = tomllib.loads(files("duban.projects").joinpath("stages.toml").read_text("utf-8"))
    return tuple(Stage(row["code"], row.get("only", ""), tuple(row["needs"])) for row in table["stage"])


def stages_for(funding: str) -> tuple[Stage, ...]:
    """The stages of a project that an enterprise or the government pays for."""
    return tuple(stage for stage in stages() if stage.only in {"", funding})


def next_stage(code: str, funding: str) -> Stage | None:
    """What follows a stage; None after the last.

    Raises:
        StageError: such projects have no such stage.
    """
    own = stages_for(funding)
    at = next((n for n, stage in enumerate(own) if stage.code == code), None)
    if at is None:
        raise StageError("no-such-stage", stage=code)
    return own[at + 1] if at + 1 < len(own) else None


def missing_for(code: str, there: Collection[str]) -> list[str]:
    """What is missing before the stage may be left: the names of stages.toml that are not among those that are there."""
    stage = next(stage for stage in stages() if stage.code == code)
    return [need for need in stage.needs if need not in there]
