"""Registers for other systems: a weighbridge, a hospital, a scanner writes its records; a platform reads the figures."""

import datetime as dt
from decimal import Decimal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status

from duban.registers import FILES, Figure
from duban_web.common.access import person
from duban_web.common.errors import NotYours
from duban_web.registers import queries
from duban_web.registers.models import Record, Register
from duban_web.registers.operations import may_write, save_record

router = Router(tags=["registers"])
LARGEST = 200


class FigureOut(Schema):
    """A figure; a rate, in percent, has its numerator and denominator in `part` and `whole`."""

    code: str
    name: str
    value: Decimal | None
    unit: str
    part: Decimal
    whole: Decimal


class RegisterOut(Schema):
    """A register in use, with the codes of its fields by name and its figures, as far as the person may see them."""

    code: str
    name: str
    pack: str
    fields: dict[str, str]
    states: dict[str, str]
    figures: list[FigureOut]


class RecordOut(Schema):
    """A record: its values by code of the field, personal ones masked for those who may not see them."""

    number: int
    state: str
    unit: str | None
    on: dt.date
    due: dt.date | None
    light: str
    values: dict[str, str]


class RecordPage(Schema):
    """A page of a register; `count` is of all pages."""

    count: int
    page: int
    items: list[RecordOut]


class RecordIn(Schema):
    """Values by code of the field, written as in the form; links by number or name."""

    values: dict[str, str]


class Wanted(Schema):
    """Filters as on the register's page."""

    state: str = ""
    light: str = ""
    unit: str = ""
    words: str = ""
    page: int = 1
    size: int = 50


def _register(code: str) -> Register:
    return get_object_or_404(queries.registers(), code=code)


def _figure(one: Figure) -> FigureOut:
    unit = "%" if one.is_rate else one.rollup.unit_word
    return FigureOut(code=one.rollup.code, name=one.rollup.name, value=one.value, unit=unit, part=one.share.part, whole=one.share.whole)  # fmt: skip


def _record(request: HttpRequest, register: Register, one: Record) -> RecordOut:
    user = person(request)
    values = dict(queries.shown(register.definition, one, with_personal=queries.may_see_personal(user, one)))
    unit = str(one.unit) if one.unit else None
    return RecordOut(number=one.number, state=one.state, unit=unit, on=one.on, due=one.due, light=one.light, values={c: v for c, v in values.items() if v})  # fmt: skip


@router.get("/registers", response=list[RegisterOut], url_name="registers")
def registers(request: HttpRequest) -> list[RegisterOut]:
    """All registers in use."""
    known = list(queries.registers())
    return [
        RegisterOut(
            code=one.code, name=one.name, pack=one.pack, fields={f.code: f.name for f in one.definition.fields}, states={s.code: s.name for s in one.definition.states},
            figures=[_figure(figure) for figure in found],
        )
        for one, found in zip(known, queries.all_rolled_up(known, user=person(request)), strict=True)
    ]  # fmt: skip


@router.get("/registers/{slug:code}/records", response=RecordPage, url_name="records")
def records(request: HttpRequest, code: str, asked: Query[Wanted]) -> RecordPage:
    """The records that the person may see, the newest first."""
    register = _register(code)
    found = queries.chosen(
        person(request), register, state=asked.state, light=asked.light, unit=asked.unit, words=asked.words.strip()[:40]
    )  # fmt: skip
    size, page = max(1, min(asked.size, LARGEST)), max(asked.page, 1)
    rows = found[(page - 1) * size : page * size]
    return RecordPage(count=found.count(), page=page, items=[_record(request, register, one) for one in rows])


@router.post("/registers/{slug:code}/records", response={201: RecordOut}, url_name="record_new")
def record(request: HttpRequest, code: str, said: RecordIn) -> Status[RecordOut]:
    """Write a record down, as in the form; photos and files are added on its page."""
    user, register = person(request), _register(code)
    if not may_write(user, user.unit):
        raise NotYours
    known = {one.code for one in register.definition.fields if one.type not in FILES}
    made = save_record(
        user, register, {field: words for field, words in said.values.items() if field in known}
    )
    return Status(201, _record(request, register, made))
