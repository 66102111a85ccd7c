"""Personal data whose time is over: values and files of personal fields are deleted, so many days after the record ended or was taken back."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db import transaction
from django.db.models import Q

from duban_web.audit.operations import record
from duban_web.registers.following import follow, kept
from duban_web.registers.models import Record, Register
from duban_web.registers.operations import subject


def forget(day: dt.date) -> int:
    """Delete what may no longer be kept on a day. Returns of how many records."""
    count = 0
    for register in Register.objects.all():
        definition = register.definition
        if definition.keeps_days is None:
            continue
        ended = [state.code for state in definition.states if state.is_ended]
        until = day - dt.timedelta(days=definition.keeps_days)
        over = Q(state__in=ended) | ~Q(removed_on=None)
        personal = ~Q(secret="") | Q(files__field__in=_personal_files(register))
        for one in register.records.filter(over, personal).select_related("register", "unit").distinct():
            last = one.steps.filter(state__in=ended).last()
            days = (one.removed_on, last.on if last else None)
            if any(on is not None and on <= until for on in days):
                _forget(register, one)
                count += 1
    return count


def _personal_files(register: Register) -> list[str]:
    return [one.code for one in register.definition.fields if one.is_personal]


@transaction.atomic
def _forget(register: Register, one: Record) -> None:
    """The personal values go, the files when the database has let go of them; what the record gives to roll-ups follows."""
    Register.objects.select_for_update().get(pk=register.pk)
    was = kept(one)
    one.secret = ""
    one.save(update_fields=["secret"])
    for file in one.files.filter(field__in=_personal_files(register)):
        transaction.on_commit(partial(file.file.delete, save=False))
        file.delete()
    if one.removed_on is None:
        follow(None, was, kept(one), register)
    record(None, "purge", subject(one), before=None, after=None)
