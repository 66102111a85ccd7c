"""The types of fields: what a person types becomes a value, or an error that says what is wrong.

A value is kept as words in one official form (a number without separators, a day as 2020-11-23, yes or no), so that it compares,
travels through Excel and JSON and comes back the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum

from duban.plans.deadlines import read_due
from duban.registers.codes import CodeError, credit_code, identity_number, mobile_number, vehicle_plate
from duban.text.width import half_width

LONGEST = 500
LONG = 5000
LONG_NUMBER = 7
CENT = Decimal("0.01")
YES = {"是", "yes", "y", "有", "1", "true", "√", "✓", "对", "已"}
NO = {"否", "no", "n", "无", "0", "false", "×", "错", "未"}


class Type(StrEnum):
    """What a field holds. Of a unit and a link the name is typed and the web part knows the row; of photo and file it keeps the file."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    TICK = "tick"
    UNIT = "unit"
    PERSON = "person"
    PLACE = "place"
    PHOTO = "photo"
    FILE = "file"
    LINK = "link"
    IDENTITY = "identity"
    CREDIT = "credit"
    MOBILE = "mobile"
    PLATE = "plate"
    QR = "qr"


FILES = (Type.PHOTO, Type.FILE)
NUMBERS = (Type.NUMBER, Type.MONEY)


class ValueProblem(ValueError):  # noqa: N818 it is what a person mistyped
    """A value that the field cannot hold; `code` names the message, `fields` fill it in."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = code if "." in code else f"register.value.{code}"
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a register. `unit_word` is the unit of a number (吨); `is_personal` is kept encrypted and shown masked."""

    code: str
    name: str
    type: Type
    is_needed: bool = False
    is_personal: bool = False
    choices: tuple[str, ...] = ()
    unit_word: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    to: str = ""
    help: str = ""
    quotient: tuple[str, ...] = ()  # two other numbers, the first over the second: nobody types it

    def read(self, words: str, *, year: int) -> str:
        """The value of what was typed, "" for nothing.

        Raises:
            ValueProblem: the words are no such value, or nothing where something is needed.
        """
        words = words.strip()
        if not words:
            if self.is_needed and self.type not in FILES:
                raise ValueProblem("needed", name=self.name)
            return ""
        try:
            return READERS[self.type](self, words, year)
        except CodeError as problem:
            raise ValueProblem(problem.code, name=self.name, words=words[:30]) from problem

    def told(self, value: str) -> str:
        """A value as a person reads it: a number with its unit."""
        return f"{value}{self.unit_word}" if value else ""

    def masked(self, value: str) -> str:
        """A personal value for those who may not see all of it: 430***********1234, 王*."""
        head, tail = (3, 4) if len(value) > LONG_NUMBER else (1, 0)
        return value[:head] + "*" * (len(value) - head - tail) + value[len(value) - tail :]


def with_quotients(fields: Sequence[Field], values: Mapping[str, str]) -> dict[str, str]:
    """The values with those that follow from others, to two places; nothing where one of both is missing or the second is 0."""
    found = dict(values)
    for one in fields:
        if one.quotient:
            first, second = (Decimal(found.get(code) or 0) for code in one.quotient)
            ratio = (
                (first / second).quantize(CENT, ROUND_HALF_UP)
                if second and found.get(one.quotient[0])
                else None
            )
            found[one.code] = "" if ratio is None else format(ratio.normalize(), "f")
    return found


def _text(field: Field, words: str, year: int) -> str:
    del year
    longest = LONG if field.type is Type.LONG else LONGEST
    if len(words) > longest:
        raise ValueProblem("too-long", name=field.name, most=longest)
    return words


def _number(field: Field, words: str, year: int) -> str:
    del year
    plain = re.sub(r"[,，\s]", "", half_width(words)).removesuffix(field.unit_word or "\0")
    try:
        value = Decimal(plain)
    except InvalidOperation as problem:
        raise ValueProblem("no-number", name=field.name, words=words[:30]) from problem
    if not value.is_finite():
        raise ValueProblem("no-number", name=field.name, words=words[:30])
    if field.least is not None and value < field.least:
        raise ValueProblem("below", name=field.name, least=field.least)
    if field.most is not None and value > field.most:
        raise ValueProblem("above", name=field.name, most=field.most)
    if field.type is Type.MONEY:
        value = value.quantize(Decimal("0.01"))
    return format(value.normalize(), "f")


def _date(field: Field, words: str, year: int) -> str:
    due = read_due(words, year=year)
    if due.day is None:
        raise ValueProblem("no-date", name=field.name, words=words[:30])
    return due.day.isoformat()


def _choice(field: Field, words: str, year: int) -> str:
    del year
    if words not in field.choices:
        raise ValueProblem("no-choice", name=field.name, words=words[:30], known="、".join(field.choices))
    return words


def _tick(field: Field, words: str, year: int) -> str:
    del year
    said = words.lower()
    if said in YES or said in NO:
        return "yes" if said in YES else "no"
    raise ValueProblem("no-tick", name=field.name, words=words[:30])


POINT = re.compile(r"(-?\d{1,2}(?:\.\d+)?)[,，]\s*(-?\d{1,3}(?:\.\d+)?)")
PLACES = Decimal("0.000001")
MOST_EAST = 180
MOST_NORTH = 90


def _place(field: Field, words: str, year: int) -> str:
    """Words, or a point as latitude and longitude: 29.123456,111.234567."""
    found = POINT.fullmatch(words)
    if found is None:
        return _text(field, words, year)
    north, east = Decimal(found[1]), Decimal(found[2])
    if abs(north) > MOST_NORTH or abs(east) > MOST_EAST:
        raise ValueProblem("no-point", name=field.name, words=words[:30])
    return f"{north.quantize(PLACES)},{east.quantize(PLACES)}"


def _qr(field: Field, words: str, year: int) -> str:
    """What a QR code says: one line, so short that a phone reads it from paper."""
    del year
    if len(words) > LONGEST or not words.isprintable():
        raise ValueProblem("no-qr", name=field.name, most=LONGEST)
    return words


READERS: Mapping[Type, Callable[[Field, str, int], str]] = {
    **dict.fromkeys((Type.TEXT, Type.LONG, Type.UNIT, Type.PERSON, Type.LINK, Type.PHOTO, Type.FILE), _text),
    Type.NUMBER: _number,
    Type.MONEY: _number,
    Type.DATE: _date,
    Type.CHOICE: _choice,
    Type.TICK: _tick,
    Type.PLACE: _place,
    Type.IDENTITY: lambda _field, words, _year: identity_number(words),
    Type.CREDIT: lambda _field, words, _year: credit_code(words),
    Type.MOBILE: lambda _field, words, _year: mobile_number(words),
    Type.PLATE: lambda _field, words, _year: vehicle_plate(words),
    Type.QR: _qr,
}
