"""A scheme from TOML, proved before it is used."""

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeVar

from duban.scoring.method import Argument, Given, Kind, Method, Parameter, Takes
from duban.scoring.proof import prove
from duban.scoring.reading import Direction, Ties
from duban.scoring.registry import all_methods
from duban.scoring.scheme import ROUNDINGS, Grade, Item, Missing, Reward, Scheme
from duban.scoring.trouble import SchemeError

TOP = {"name", "full", "decimals", "rounding", "ties", "missing", "tie_break", "group", "item", "grade", "reward", "speeches"}  # fmt: skip
OWN = {
    "code",
    "name",
    "in",
    "weight",
    "method",
    "direction",
    "ideal",
    "missing",
    "ties",
    "decimals",
    "for",
    "takes",
}
BRANCH = {"code", "name", "in", "weight", "full", "for", "cap", "floor"}
MOST_DECIMALS = 6
A_PAIR = 2
TOO_LARGE = Decimal(10) ** 12  # nothing in a scheme is; what comes of it must fit in 28 digits
Words = TypeVar("Words", bound=StrEnum)


@lru_cache(maxsize=64)
def parse_scheme(source: str) -> Scheme:
    """Read and prove a scheme; the same words are proved once.

    Raises:
        SchemeError: not TOML, something not stated, an unknown word, weights that do not add up, a method without its parameter.
    """
    try:
        table = tomllib.loads(source, parse_float=Decimal)
    except tomllib.TOMLDecodeError as problem:
        raise SchemeError("not-toml", problem=str(problem)) from problem
    return parse_table(table, source)


def parse_table(table: Mapping[str, Any], source: str) -> Scheme:
    """The same of a table already read, whose numbers with a point are decimals; `source` is what the version is made of."""
    _no_others(table, TOP, where="")
    rows = _tables(table, "item")
    if not rows:
        raise SchemeError("no-items")
    rounding = _word(table, "rounding", tuple(ROUNDINGS), where="")
    decimals = _decimals(table, None, where="")
    scheme = Scheme(
        str(table.get("name", "")), source, _number(table, "full", where="", default=Decimal(100)), decimals, rounding,
        _choice(table, "ties", Ties, where=""), _words(table, "tie_break", where=""),
        tuple(_group(row) for row in _tables(table, "group")), tuple(_item(row, table, decimals) for row in rows),
        tuple(_grade(row) for row in _tables(table, "grade")), tuple(_reward(row) for row in _tables(table, "reward")),
        _speeches(table.get("speeches", {})),
    )  # fmt: skip
    prove(scheme)
    return scheme


def _item(row: Mapping[str, Any], table: Mapping[str, Any], decimals: int) -> Item:
    code = str(row.get("code", ""))
    where = str(row.get("name", code)) or code
    method = _method(row, where)
    directions = method.directions if method else (Direction.UP,)
    weight = _number(row, "weight", where=where, default=Decimal(0) if method and method.kind is not Kind.SHARE else None)  # fmt: skip
    alone = directions[0] if len(directions) == 1 else None
    return Item(
        code, where, str(row.get("in", "")), weight, _number(row, "full", where=where, default=weight), method,
        _given(method, row, where) if method else Given(), _choice(row, "direction", Direction, where=where, default=alone),
        _ideal(row, where), _choice({"missing": row.get("missing", table.get("missing"))}, "missing", Missing, where=where),
        _choice({"ties": row.get("ties", table["ties"])}, "ties", Ties, where=where), _decimals(row, decimals, where=where),
        _words(row, "for", where=where), str(row.get("takes", "")), _limit(row, "cap", method, where), _limit(row, "floor", method, where),
    )  # fmt: skip


def _method(row: Mapping[str, Any], where: str) -> Method | None:
    code = row.get("method")
    if code is None:
        _no_others(row, BRANCH, where=where)
        return None
    method = all_methods().get(str(code))
    if method is None:
        raise SchemeError("unknown-method", item=where, method=code, known="、".join(all_methods()))
    _no_others(row, OWN | set(method.parameters), where=where)
    if row.get("direction", method.directions[0]) not in method.directions:
        raise SchemeError("direction-of-method", item=where, method=code, known="、".join(method.directions))
    return method


def _given(method: Method, row: Mapping[str, Any], where: str) -> Given:
    given: dict[str, Argument] = {}
    for name, parameter in method.parameters.items():
        said = row.get(name, parameter.default)
        if said is None:
            raise SchemeError("parameter-missing", item=where, method=method.code, parameter=name)
        given[name] = _argument(said, parameter, name, where)
    return Given.of(given)


def _argument(said: object, parameter: Parameter, name: str, where: str) -> Argument:
    if isinstance(said, str) and (parameter.takes is Takes.WORD or said in parameter.words):
        if parameter.words and said not in parameter.words:
            raise SchemeError(
                "unknown-word", where=where, name=name, word=said, known="、".join(parameter.words)
            )
        return said
    if parameter.takes is Takes.SWITCH and isinstance(said, bool):
        return said
    if parameter.takes is Takes.STEPS and isinstance(said, list | tuple):
        if all(isinstance(step, list | tuple) and len(step) == A_PAIR for step in said):
            return tuple((_decimal(a, name, where), _decimal(b, name, where)) for a, b in said)
    elif parameter.takes is Takes.NUMBER:
        return _decimal(said, name, where)
    raise SchemeError("parameter-kind", item=where, parameter=name, takes=parameter.takes)


def _limit(row: Mapping[str, Any], name: str, method: Method | None, where: str) -> Decimal | None:
    """A cap or a floor of a branch; of a method it is a parameter of its own."""
    return None if method or name not in row else _decimal(row[name], name, where)


def _ideal(row: Mapping[str, Any], where: str) -> tuple[Decimal, Decimal] | None:
    said = row.get("ideal")
    if row.get("direction") == Direction.MODERATE and said is None:
        raise SchemeError("ideal-missing", item=where)
    if said is None:
        return None
    if row.get("direction") != Direction.MODERATE:
        raise SchemeError("ideal-alone", item=where)
    ends = said if isinstance(said, list) else [said, said]
    if len(ends) != A_PAIR:
        raise SchemeError("parameter-kind", item=where, parameter="ideal", takes="number")
    low, high = (_decimal(end, "ideal", where) for end in ends)
    if low > high:
        raise SchemeError("ideal-order", item=where, low=low, high=high)
    return low, high


def _group(row: Mapping[str, Any]) -> tuple[str, str]:
    _no_others(row, {"code", "name"}, where="group")
    code = row.get("code")
    if not code:
        raise SchemeError("not-stated", where="group", name="code")
    return str(code), str(row.get("name", code))


def _grade(row: Mapping[str, Any]) -> Grade:
    _no_others(row, {"name", "share", "least"}, where="grade")
    share, least = (_decimal(row[n], n, "grade") if n in row else None for n in ("share", "least"))
    return Grade(str(row.get("name", "")), share, least)


def _reward(row: Mapping[str, Any]) -> Reward:
    _no_others(row, {"places", "grade", "what"}, where="reward")
    places = row.get("places", [0, 0])
    if not isinstance(places, list) or len(places) != A_PAIR or not all(isinstance(p, int) for p in places):
        raise SchemeError("parameter-kind", item="reward", parameter="places", takes="[1, 3]")
    return Reward(places[0], places[1], str(row.get("grade", "")), str(row.get("what", "")))


def _speeches(row: object) -> tuple[int, int]:
    if not isinstance(row, dict):
        raise SchemeError("not-a-table", name="speeches", form="[speeches]")
    _no_others(row, {"first", "last"}, where="speeches")
    first, last = row.get("first", 0), row.get("last", 0)
    for name, said in (("first", first), ("last", last)):
        if isinstance(said, bool) or not isinstance(said, int) or said < 0:
            raise SchemeError("not-a-number", where="speeches", name=name, value=said)
    return first, last


def _tables(table: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    """The rows of an array of tables."""
    rows = table.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SchemeError("not-a-table", name=name, form=f"[[{name}]]")
    return rows


def _words(row: Mapping[str, Any], name: str, *, where: str) -> tuple[str, ...]:
    said = row.get(name, [])
    if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
        raise SchemeError("not-a-list", where=where, name=name, value=said)
    return tuple(said)


def _no_others(row: Mapping[str, Any], known: set[str], *, where: str) -> None:
    others = [name for name in row if name not in known]
    if others:
        raise SchemeError("unknown-key", where=where, keys="、".join(others), known="、".join(sorted(known)))


def _number(row: Mapping[str, Any], name: str, *, where: str, default: Decimal | None = None) -> Decimal:
    if name in row:
        return _decimal(row[name], name, where)
    if default is None:
        raise SchemeError("not-stated", where=where, name=name)
    return default


def _decimal(said: object, name: str, where: str) -> Decimal:
    try:
        found = Decimal("NaN") if isinstance(said, bool) else Decimal(str(said))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) >= TOO_LARGE:
        raise SchemeError("not-a-number", where=where, name=name, value=said)
    return found


def _decimals(row: Mapping[str, Any], default: int | None, *, where: str) -> int:
    said = row.get("decimals", default)
    if said is None:
        raise SchemeError("not-stated", where=where, name="decimals")
    if isinstance(said, bool) or not isinstance(said, int) or not 0 <= said <= MOST_DECIMALS:
        raise SchemeError("not-a-number", where=where, name="decimals", value=said)
    return said


def _word(row: Mapping[str, Any], name: str, known: Sequence[str], *, where: str) -> str:
    said = row.get(name)
    if said is None:
        raise SchemeError("not-stated", where=where, name=name)
    if said not in known:
        raise SchemeError("unknown-word", where=where, name=name, word=said, known="、".join(known))
    return str(said)


def _choice(row: Mapping[str, Any], name: str, kind: type[Words], *, where: str, default: Words | None = None) -> Words:  # fmt: skip
    if default is not None and row.get(name) is None:
        return default
    return kind(_word(row, name, tuple(kind), where=where))


def shipped_schemes() -> Mapping[str, str]:
    """Every scheme that ships, as TOML, by the name of its file."""
    folder = files("duban.scoring").joinpath("schemes")
    paths = sorted(folder.iterdir(), key=lambda path: path.name)
    return {p.name.removesuffix(".toml"): p.read_text("utf-8") for p in paths if p.name.endswith(".toml")}
