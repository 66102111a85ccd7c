"""Building blocks of registers: what records of a register can do besides being written down. A register says them under `blocks`.

`pass`, `match`, `stock`, `roster`, `zone`, `grading`, `visit`: each is one class here, proved against the fields and states of its register;
what follows from a block stands in the module of its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from duban.registers.conditions import Condition
from duban.registers.proving import OWN, DefinitionError, conditions_of, demand_known, whole_number
from duban.registers.values import NUMBERS, Field, Type

Table = Mapping[str, Any]
B = TypeVar("B")
APART, KEEPS = 30, 30  # minutes between two gates, days that what gates saw is kept
A_DAY = 1440  # minutes
WEEK = 7  # days


@dataclass(frozen=True, slots=True)
class Pass:
    """Records are passes (通行证): what a gate is shown, from and to which days (fields, "" for none), in which states they are valid.

    A pass at two gates less than `apart` minutes from each other is told of; what gates saw is kept for `keeps` days.
    """

    shows: tuple[str, ...]
    start: str
    end: str
    valid: tuple[str, ...]
    apart: int
    keeps: int


@dataclass(frozen=True, slots=True)
class Match:
    """Records look for a partner in another register: see `matching`."""

    to: str
    field: str
    open: tuple[str, ...]
    others_open: tuple[str, ...]
    same: tuple[tuple[str, str], ...]
    near: tuple[tuple[str, str], ...]
    places: str


@dataclass(frozen=True, slots=True)
class Stock:
    """Records are movements of goods (物资调配): what a balance is kept of, the quantity, which records add to it and which take from it, who holds what is out."""

    of: tuple[str, ...]
    quantity: str
    adds: tuple[Condition, ...]
    takes: tuple[Condition, ...]
    holder: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How many shifts a person rests after a duty, and on how many of seven days in a row they may be on duty."""

    rest: int
    days: int


@dataclass(frozen=True, slots=True)
class Roster:
    """Records are duties of a person (值守排班): at which post, on which day, in which shift; `needs` is the number in the register of posts that says how many; the limits hold for what is proposed."""

    person: str
    post: str
    day: str
    shift: str
    needs: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Zone:
    """Records are areas whose state is their level (分区管控): the levels from the most severe on, the place on a map, who lives there."""

    levels: tuple[str, ...]
    place: str
    people: str


@dataclass(frozen=True, slots=True)
class Grading:
    """Records are graded (分级监管): the grade decides after how many days the next check is due."""

    by: str
    last: str
    every: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Visit:
    """Records are visits with a checklist (上门检查): of whom (a link), on which day, which points have to be met; `sets` is the day in the other register that follows."""

    of: str
    day: str
    items: tuple[str, ...]
    sets: str


@dataclass(frozen=True, slots=True)
class Blocks:
    """Those of a register; None for each that it does not have."""

    passes: Pass | None = None
    match: Match | None = None
    stock: Stock | None = None
    roster: Roster | None = None
    zone: Zone | None = None
    grading: Grading | None = None
    visit: Visit | None = None

    def of(self, kind: type[B]) -> B:
        """The block of a kind, for what is asked of registers that have it.

        Raises:
            LookupError: the register has none.
        """
        for name in self.__slots__:
            if isinstance(found := getattr(self, name), kind):
                return found
        raise LookupError(kind.__name__)

    @property
    def pages(self) -> list[str]:
        """Those that have a page of their own, by name."""
        return [name for name in self.__slots__ if name != "match" and getattr(self, name)]


@dataclass(frozen=True, slots=True)
class _Known:
    """What a block may name."""

    fields: Sequence[Field]
    states: tuple[str, ...]

    def codes(self, *types: Type) -> set[str]:
        """Fields of these types, of any if none is said."""
        return {one.code for one in self.fields if not types or one.type in types}

    def field(self, code: str) -> Field:
        return next(one for one in self.fields if one.code == code)


def parse_blocks(table: Table, fields: Sequence[Field], states: Sequence[str]) -> Blocks:
    """The blocks of a register, proved.

    Raises:
        DefinitionError: a block of that name does not exist, or names what is not there. Another shape raises what Python raises.
    """
    known = _Known(fields, tuple(states))
    if unknown := next((name for name in table if name not in PARSERS), None):
        raise DefinitionError("block", name=unknown, known="、".join(PARSERS))
    found = {("passes" if name == "pass" else name): PARSERS[name](rule, known) for name, rule in table.items()}  # fmt: skip
    return Blocks(**found)


def _pass(rule: Table, known: _Known) -> Pass:
    """A pass shows nothing personal to a gate."""
    made = Pass(
        tuple(rule["shows"]), str(rule.get("from", "")), str(rule.get("to", "")), tuple(rule["valid"]), whole_number("pass.apart", rule.get("apart", APART), most=A_DAY), whole_number("pass.keeps", rule.get("keeps", KEEPS), least=1),
    )  # fmt: skip
    demand_known("pass", made.shows, {f.code for f in known.fields if not f.is_personal})
    demand_known("pass", [made.start, made.end], known.codes(Type.DATE) | {""})
    demand_known("pass", made.valid, known.states)
    return made


def _match(rule: Table, known: _Known) -> Match:
    pairs = {name: tuple((str(mine), str(theirs)) for mine, theirs in rule.get(name, ())) for name in ("same", "near")}  # fmt: skip
    made = Match(
        str(rule["with"]), str(rule["field"]), tuple(rule["open"]), tuple(rule["others_open"]), pairs["same"], pairs["near"], str(rule.get("places", "")),
    )  # fmt: skip
    demand_known("match", [made.field], {f.code for f in known.fields if f.type is Type.LINK and f.to == made.to})  # fmt: skip
    demand_known("match", [mine for mine, _ in (*made.same, *made.near)], known.codes())
    demand_known("match", made.open, known.states)
    return made


def _stock(rule: Table, known: _Known) -> Stock:
    names = known.codes() | OWN
    made = Stock(
        tuple(rule["of"]), str(rule["quantity"]), conditions_of(rule["adds"], names, "stock"), conditions_of(rule["takes"], names, "stock"), str(rule.get("holder", "")),
    )  # fmt: skip
    plain = {f.code for f in known.fields if not f.is_personal and f.is_needed}
    demand_known("stock", made.of, plain)  # a movement without its good or store would stand in no balance
    demand_known("stock", [made.quantity], known.codes(*NUMBERS) & plain)
    demand_known("stock", [made.holder], known.codes() | {""})
    return made


def _roster(rule: Table, known: _Known) -> Roster:
    made = Roster(
        str(rule["person"]), str(rule["post"]), str(rule["day"]), str(rule["shift"]), str(rule.get("needs", "")),
        tuple(rule.get("present", ())), tuple(rule.get("absent", ())), _limits(rule, known),
    )  # fmt: skip
    demand_known("roster", [made.person], known.codes())
    demand_known("roster", [made.post], known.codes(Type.LINK))
    demand_known("roster", [made.day], known.codes(Type.DATE))
    demand_known("roster", (*made.present, *made.absent), known.states)
    return made


def _limits(rule: Table, known: _Known) -> Limits:
    """Where the register says nothing: one shift of each round of them, and a free day in seven."""
    shift = str(rule["shift"])
    demand_known("roster", [shift], known.codes(Type.CHOICE))
    shifts = len(known.field(shift).choices)
    rest = whole_number("roster.rest", rule.get("rest", shifts - 1), most=WEEK * shifts)
    return Limits(rest, whole_number("roster.days", rule.get("days", WEEK - 1), least=1, most=WEEK))


def _zone(rule: Table, known: _Known) -> Zone:
    made = Zone(tuple(rule["levels"]), str(rule.get("place", "")), str(rule.get("people", "")))
    demand_known("zone", made.levels, known.states)
    demand_known("zone", [made.place], known.codes(Type.PLACE) | {""})
    demand_known("zone", [made.people], known.codes(*NUMBERS) | {""})
    return made


def _grading(rule: Table, known: _Known) -> Grading:
    every = {
        str(grade): whole_number("grading.every", days, least=1) for grade, days in rule["every"].items()
    }
    made = Grading(str(rule["by"]), str(rule["last"]), every)
    demand_known("grading", [made.by], known.codes(Type.CHOICE))
    demand_known("grading", [made.last], known.codes(Type.DATE))
    demand_known("grading", list(every), known.field(made.by).choices)
    return made


def _visit(rule: Table, known: _Known) -> Visit:
    made = Visit(str(rule["of"]), str(rule["day"]), tuple(rule["items"]), str(rule.get("sets", "")))
    demand_known("visit", [made.of], known.codes(Type.LINK))
    demand_known("visit", [made.day], known.codes(Type.DATE))
    demand_known("visit", made.items, known.codes(Type.TICK))
    return made


PARSERS: Mapping[str, Callable[[Table, _Known], Any]] = {
    "pass": _pass, "match": _match, "stock": _stock, "roster": _roster, "zone": _zone, "grading": _grading, "visit": _visit,
}  # fmt: skip
