"""What is proved of a register's words before they are used, and the error that says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from duban.registers.conditions import Condition, parse_condition

CODE = re.compile(r"[a-z][a-z0-9_]{0,30}")
OWN = {"state", "unit", "on", "number", "overdue", "left", "age"}
"""Names that every record has besides its fields: what conditions may also speak of."""
MOST_DAYS = 36_500  # a hundred years


class DefinitionError(ValueError):
    """A register that cannot be used; `code` names the message, `fields` fill it in."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = f"register.definition.{code}"
        self.fields = fields


def demand_known(what: str, names: Sequence[str], known: Collection[str]) -> None:
    """Every name is one of those known.

    Raises:
        DefinitionError: one is not.
    """
    unknown = next((name for name in names if name not in known), None)
    if unknown is not None:
        raise DefinitionError("no-such-field", what=what, name=unknown)


def demand_codes(what: str, codes: Sequence[str]) -> None:
    """Every code is written as codes are, and stands once.

    Raises:
        DefinitionError: one is not, or stands twice.
    """
    seen: set[str] = set()
    for code in codes:
        if not CODE.fullmatch(code):
            raise DefinitionError("code", word=code)
        if code in seen:
            raise DefinitionError("twice", what=what, word=code)
        seen.add(code)


def whole_number(what: str, value: object, *, least: int = 0, most: int = MOST_DAYS) -> int:
    """Days, or minutes, as a whole number that a calendar can count.

    Raises:
        DefinitionError: it is none, or too few or too many.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise DefinitionError("whole", what=what, least=least, most=most)
    return value


def conditions_of(rows: Any, known: Collection[str], what: str) -> tuple[Condition, ...]:
    """Conditions as they are written, one or several, about what is there.

    Raises:
        DefinitionError: one is none, or is about something else.
    """
    found = []
    for words in [rows] if isinstance(rows, str) else rows or ():
        one = parse_condition(str(words))
        if one is None:
            raise DefinitionError("condition", words=words)
        if one.name not in known:
            raise DefinitionError("no-such-field", what=what, name=one.name)
        found.append(one)
    return tuple(found)
