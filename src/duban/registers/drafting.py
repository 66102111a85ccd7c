"""A register drafted from its columns and states, as words to be looked over: from an office's own table, or from what a clerk filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duban.registers.values import NUMBERS, Type


@dataclass(frozen=True, slots=True)
class Column:
    """A field to be: its name, its type, what else is known of it."""

    name: str
    type: Type = Type.TEXT
    is_needed: bool = False
    is_personal: bool = False
    choices: tuple[str, ...] = ()
    unit_word: str = ""


def drafted_source(
    name: str, columns: Sequence[Column], *, states: Sequence[str] = (), purpose: str = ""
) -> str:
    """The definition as TOML: numbers are added up, the last state ends a record, each state leads to the next; the first day is the one that a record counts for."""
    lines = [f"name = {quoted(name)}"]
    if any(one.is_personal for one in columns):
        lines.append(f"purpose = {quoted(purpose or '请写明为什么收集这些个人信息')}")
    day = next((n for n, one in enumerate(columns, 1) if one.type is Type.DATE and one.is_needed), None)
    if day:
        lines.append(f'dated = "f{day}"')
    lines += ["fields = [", *(_field(n, one) for n, one in enumerate(columns, 1)), "]"]
    if states:
        lines += _states(states)
    lines += ["rollups = [", '  {code = "all", name = "总数", of = "count"},']
    lines += [
        f'  {{code = "s{n}", name = {quoted(one.name + "合计")}, of = "sum", field = "f{n}"{_unit(one)}}},'
        for n, one in enumerate(columns, 1)
        if one.type in NUMBERS
    ]
    if len(states) > 1:
        lines.append(f'  {{code = "ended", name = {quoted(states[-1] + "率")}, of = "rate", where = ["state = z{len(states)}"]}},')  # fmt: skip
    return "\n".join([*lines, "]"]) + "\n"


def quoted(words: str) -> str:
    """In the quotes of TOML; what these cannot hold becomes a blank, or another quotation mark."""
    plain = "".join(letter if letter.isprintable() else " " for letter in words)
    return '"' + plain.replace("\\", "").replace('"', "”") + '"'


def _unit(one: Column) -> str:
    return f", unit = {quoted(one.unit_word)}" if one.unit_word else ""


def _field(number: int, one: Column) -> str:
    more = ", needed = true" if one.is_needed else ""
    more += ", personal = true" if one.is_personal else ""
    if one.type is Type.CHOICE:
        more += f", choices = [{', '.join(quoted(choice) for choice in one.choices)}]"
    return f'  {{code = "f{number}", name = {quoted(one.name)}, type = "{one.type}"{more}{_unit(one)}}},'


def _states(states: Sequence[str]) -> list[str]:
    last = len(states)
    lines = ["states = ["]
    for n, name in enumerate(states, 1):
        ended = ", ended = true" if n == last > 1 else ""
        lines.append(f'  {{code = "z{n}", name = {quoted(name)}{ended}}},')
    lines += ["]", "moves = ["]
    lines += [
        f'  {{code = "m{n}", name = {quoted(name)}, from = ["z{n - 1}"], to = "z{n}", by = "anyone"}},'
        for n, name in enumerate(states, 1)
        if n > 1
    ]
    return [*lines, "]"]
