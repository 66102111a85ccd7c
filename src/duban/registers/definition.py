"""A register as an office defines it, in TOML: fields, states and moves, a clock, lights, what is unique, roll-ups. Proved before it is used.

name = "企业车辆通行证"
fields = [
{code = "plate", name = "车牌", type = "plate", needed = true},
{code = "tons", name = "运输吨数", type = "number", unit = "吨"},
]
states = [{code = "valid", name = "有效"}, {code = "revoked", name = "已吊销", ended = true}]
moves = [{code = "revoke", name = "吊销", from = ["valid"], to = "revoked", note = true}]
rollups = [{code = "issued", name = "累计发放", of = "count"}, {code = "tons", name = "运输吨数", of = "sum", field = "tons"}]
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from duban.registers.blocks import Blocks, parse_blocks
from duban.registers.conditions import Condition
from duban.registers.proving import CODE, OWN, DefinitionError, conditions_of, demand_codes, whole_number
from duban.registers.values import NUMBERS, Field, Type

COLOURS = ("red", "orange", "yellow", "blue", "green")
WHO = ("keeper", "unit", "anyone")
MOST_FIELDS = 60
PAIR = 2


@dataclass(frozen=True, slots=True)
class State:
    """A state; in an ended one the clock stands and nothing is due."""

    code: str
    name: str
    is_ended: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A step from one state to another, with a note if it needs one; `by` whom: the register's keeper, the record's unit, or both (anyone)."""

    code: str
    name: str
    sources: tuple[str, ...]
    target: str
    needs_note: bool = False
    by: str = "keeper"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """So many working days from the day in a field; it ends in these states."""

    start: str
    days: int


@dataclass(frozen=True, slots=True)
class LightRule:
    """A colour, and the conditions that all hold for it; the first that holds wins."""

    colour: str
    when: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class RollUp:
    """A figure that the records add up to.

    `count`: records; `sum`: a field; `rate`: those that the conditions hold for, of all in `base`; `derived`: one roll-up over another, in
    percent.
    """

    code: str
    name: str
    of: str
    field: str = ""
    where: tuple[Condition, ...] = ()
    base: tuple[Condition, ...] = ()
    part: str = ""
    whole: str = ""
    unit_word: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A register, proved."""

    code: str
    name: str
    about: str
    pack: str
    systems: tuple[str, ...]
    source: str
    fields: tuple[Field, ...]
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    clock: ClockRule | None
    lights: tuple[LightRule, ...]
    unique: tuple[tuple[str, ...], ...]
    rollups: tuple[RollUp, ...]
    dated: str  # the field whose day a record is counted by; "" is the day on which it was written
    is_public: bool
    keeps_days: int | None  # personal data go so many days after the record has ended
    purpose: str
    blocks: Blocks = field(default_factory=Blocks)
    sample: Sequence[Mapping[str, Any]] = ()
    gives: Mapping[str, str] = field(
        default_factory=dict
    )  # the figures of the sample rows: the case of a preset

    @property
    def version(self) -> str:
        """Eight hexadecimal digits of what it says."""
        return hashlib.sha256(self.source.encode()).hexdigest()[:8]

    @property
    def is_timed(self) -> bool:
        """Whether its records are due on a day."""
        return self.clock is not None or self.blocks.grading is not None

    @property
    def stands(self) -> bool:
        """Whether its records have a due day or a light."""
        return self.is_timed or bool(self.lights)

    def field(self, code: str) -> Field:
        """A field by its code."""
        return next(one for one in self.fields if one.code == code)

    def state(self, code: str) -> State:
        """A state by its code."""
        return next(one for one in self.states if one.code == code)

    def moves_from(self, state: str) -> list[Move]:
        """What can follow a state."""
        return [move for move in self.moves if state in move.sources]

    @property
    def title(self) -> Field:
        """The field by which people know a record: the first that is not personal, else the first."""
        return next((one for one in self.fields if not one.is_personal), self.fields[0])


@lru_cache(maxsize=512)
def parse_definition(source: str, *, code: str) -> Definition:
    """Read and prove a register.

    Raises:
        DefinitionError: not TOML; a word twice or unknown; a condition, roll-up or move about something that is not there; roll-ups in a circle.
    """
    try:
        table = tomllib.loads(source, parse_float=Decimal)
    except tomllib.TOMLDecodeError as problem:
        raise DefinitionError("not-toml", problem=str(problem)) from problem
    try:
        return _proved(table, source, code)
    except DefinitionError:
        raise
    except (AttributeError, TypeError, KeyError, ValueError, ArithmeticError) as problem:
        raise DefinitionError("shape", problem=str(problem)) from problem


def _proved(table: Mapping[str, Any], source: str, code: str) -> Definition:
    """The table of a register, each part proved; another shape than TOML of a register raises what Python raises."""
    if not CODE.fullmatch(code):
        raise DefinitionError("code", word=code)
    if not str(table.get("name", "")).strip():
        raise DefinitionError("no-name")
    fields = _fields(table)
    states = tuple(
        State(str(row.get("code", "")), str(row.get("name", "")), bool(row.get("ended")))
        for row in table.get("states", [{"code": "kept", "name": "在册"}])
    )
    demand_codes("states", [one.code for one in states])
    known = {one.code for one in fields} | OWN
    keeps = whole_number("keeps_days", table["keeps_days"]) if "keeps_days" in table else None
    made = Definition(
        code, str(table["name"]), str(table.get("about", "")), str(table.get("pack", "")), tuple(table.get("systems", ())), source, fields, states,
        _moves(table, {one.code for one in states}), _clock(table, fields), _lights(table, known), _unique(table, fields), _rollups(table, fields, known),
        str(table.get("dated", "")), bool(table.get("public")), keeps, str(table.get("purpose", "")), parse_blocks(table.get("blocks", {}), fields, [one.code for one in states]), table.get("sample", ()), table.get("gives", {}),
    )  # fmt: skip
    if made.dated and made.dated not in {one.code for one in fields if one.type is Type.DATE}:
        raise DefinitionError("no-such-field", what="dated", name=made.dated)
    if made.clock and made.blocks.grading:
        raise DefinitionError("two-clocks")
    if any(one.is_personal for one in fields) and not made.purpose:
        raise DefinitionError("no-purpose")
    return made


def _fields(table: Mapping[str, Any]) -> tuple[Field, ...]:
    rows = table.get("fields")
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_FIELDS:
        raise DefinitionError("no-fields", most=MOST_FIELDS)
    found = []
    for row in rows:
        try:
            kind = Type(str(row.get("type", "text")))
        except ValueError as problem:
            raise DefinitionError("type", type=row.get("type"), known="、".join(Type)) from problem
        choices = tuple(str(one) for one in row.get("choices", ()))
        if kind is Type.CHOICE and not choices:
            raise DefinitionError("no-choices", name=row.get("name", row.get("code")))
        found.append(
            Field(
                str(row.get("code", "")), str(row.get("name") or row.get("code", "")), kind, bool(row.get("needed")), bool(row.get("personal")), choices,
                str(row.get("unit", "")), _decimal(row.get("least")), _decimal(row.get("most")), str(row.get("to", "")), str(row.get("help", "")), tuple(row.get("quotient", ())),
            )
        )  # fmt: skip
    demand_codes("fields", [one.code for one in found])
    numbers = {one.code for one in found if one.type in NUMBERS}
    for one in found:
        if one.quotient and (len(one.quotient) != PAIR or not {one.code, *one.quotient} <= numbers):
            raise DefinitionError("quotient", name=one.name)
    taken = next((one.code for one in found if one.code in OWN - {"unit"}), None)
    if taken:
        raise DefinitionError("taken", word=taken)
    return tuple(found)


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _moves(table: Mapping[str, Any], states: set[str]) -> tuple[Move, ...]:
    found = []
    for row in table.get("moves", ()):
        sources, target = tuple(row.get("from", ())), str(row.get("to", ""))
        unknown = next((one for one in (*sources, target) if one not in states), None)
        if unknown is not None or not sources:
            raise DefinitionError(
                "no-such-state", state=unknown or "—", move=row.get("name", row.get("code"))
            )
        by = str(row.get("by", "keeper"))
        if by not in WHO:
            raise DefinitionError("who", who=by, known="、".join(WHO))
        found.append(Move(str(row.get("code", "")), str(row.get("name", "")), sources, target, bool(row.get("note")), by))  # fmt: skip
    demand_codes("moves", [one.code for one in found])
    return tuple(found)


def _clock(table: Mapping[str, Any], fields: Sequence[Field]) -> ClockRule | None:
    row = table.get("clock")
    if row is None:
        return None
    start = str(row.get("from", ""))
    if start and start not in {one.code for one in fields if one.type is Type.DATE}:
        raise DefinitionError("no-such-field", what="clock", name=start)
    return ClockRule(start, whole_number("clock.days", row.get("days")))


def _lights(table: Mapping[str, Any], known: set[str]) -> tuple[LightRule, ...]:
    found = []
    for row in table.get("lights", ()):
        if row.get("colour") not in COLOURS:
            raise DefinitionError("colour", colour=row.get("colour"), known="、".join(COLOURS))
        found.append(LightRule(row["colour"], conditions_of(row.get("when"), known, "lights")))
    return tuple(found)


def _unique(table: Mapping[str, Any], fields: Sequence[Field]) -> tuple[tuple[str, ...], ...]:
    codes = {one.code for one in fields}
    found = tuple(tuple(one) for one in table.get("unique", ()))
    for group in found:
        for code in group:
            if code not in codes:
                raise DefinitionError("no-such-field", what="unique", name=code)
    return found


def _rollups(table: Mapping[str, Any], fields: Sequence[Field], known: set[str]) -> tuple[RollUp, ...]:
    numbers = {one.code for one in fields if one.type in NUMBERS}
    found = []
    for row in table.get("rollups", ()):
        of, name = str(row.get("of", "count")), str(row.get("field", ""))
        if of not in {"count", "sum", "rate", "derived"}:
            raise DefinitionError("rollup-kind", of=of)
        if of == "sum" and name not in numbers:
            raise DefinitionError("rollup-number", name=row.get("name", row.get("code")), field=name)
        found.append(
            RollUp(
                str(row.get("code", "")), str(row.get("name", "")), of, name, conditions_of(row.get("where"), known, "rollups"),
                conditions_of(row.get("base"), known, "rollups"), str(row.get("part", "")), str(row.get("whole", "")), str(row.get("unit", "")),
            )
        )  # fmt: skip
    demand_codes("rollups", [one.code for one in found])
    _no_circle(found)
    return tuple(found)


def _no_circle(found: Sequence[RollUp]) -> None:
    """A roll-up over others must not come back to itself."""
    by_code = {one.code: one for one in found}
    for one in found:
        if one.of != "derived":
            continue
        missing = next((code for code in (one.part, one.whole) if code not in by_code), None)
        if missing is not None:
            raise DefinitionError("no-such-rollup", name=one.name, rollup=missing or "—")
        path, at = [one.code], [one.part, one.whole]
        while at:
            code = at.pop()
            if code in path:
                raise DefinitionError("circle", circle=" → ".join([*path, code]))
            if by_code[code].of == "derived":
                path.append(code)
                at += [by_code[code].part, by_code[code].whole]
