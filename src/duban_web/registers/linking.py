"""The records that others refer to, found by what people write: a number (12, #12), else the first field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

from duban.registers import Definition, Field, Type, ValueProblem
from duban_web.registers.models import Record, Register

T = TypeVar("T")
AT_ONCE = 5000  # words in one question
LONGEST_NUMBER = 9  # digits


class Targets:
    """All that is written in a field of many rows, looked up at once."""

    def __init__(self, field: Field, wanted: Iterable[str]) -> None:
        self._field = field
        self._register = Register.objects.filter(code=field.to, removed_on=None).first()
        self._by_number: dict[int, Record] = {}
        self._by_title: dict[str, Record] = {}
        if self._register is not None:
            self._look_up(self._register, {words.strip() for words in wanted} - {""})

    def _look_up(self, register: Register, wanted: set[str]) -> None:
        rows, title = register.records.filter(removed_on=None).order_by("id"), register.definition.title.code
        numbers = {number for words in wanted if (number := _number(words)) is not None}
        for part in _parts(numbers):
            self._by_number |= {one.number: one for one in rows.filter(number__in=part)}
        titles = {words for words in wanted if _number(words) not in self._by_number}
        for some in _parts(titles):
            self._by_title |= {
                one.values[title]: one for one in rows.filter(**{f"values__{title}__in": some})
            }

    def find(self, words: str) -> Record:
        """The record that words name; of several with the same first field the newest.

        Raises:
            ValueProblem: the other register is not in use, or has no such record.
        """
        if self._register is None:
            raise ValueProblem("no-register", name=self._field.name, to=self._field.to)
        number = _number(words)
        found = self._by_number.get(number) if number is not None else None
        found = found or self._by_title.get(words)
        if found is None:
            raise ValueProblem(
                "no-record", name=self._field.name, words=words[:30], register=self._register.name
            )
        return found


def targets(definition: Definition, rows: Iterable[Mapping[str, str]]) -> dict[str, Targets]:
    """What each link of these rows may refer to, by code of the field."""
    fields = [one for one in definition.fields if one.type is Type.LINK]
    wanted: dict[str, set[str]] = {one.code: set() for one in fields}
    for row in rows:
        for code, words in wanted.items():
            words.add(row.get(code, ""))
    return {one.code: Targets(one, wanted[one.code]) for one in fields if wanted[one.code] - {""}}


def _number(words: str) -> int | None:
    """The number at the beginning: "#12" and "#12 东城小区南门", as links are shown, mean 12."""
    first = (words.removeprefix("#").split() or [""])[0]
    return int(first) if first.isdecimal() and len(first) <= LONGEST_NUMBER else None


def _parts(found: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(found)
    while some := list(islice(rest, AT_ONCE)):
        yield some
