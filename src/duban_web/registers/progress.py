"""A figure of a register as the progress of a task: taken each night, it is a report like any other, in the office's hand, accepted at once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from duban.flow.life import REPORTING
from duban.registers import Figure, Share, figures
from duban_web.audit.operations import record
from duban_web.campaigns.models import Task
from duban_web.common.access import Right, demand
from duban_web.common.errors import Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.people.models import User
from duban_web.registers.models import Register, TaskFigure
from duban_web.registers.operations import subject
from duban_web.registers.queries import rolled_up, shares_of_units
from duban_web.supervision.operations import Told, accept, submit_report


def countable() -> list[Task]:
    """Tasks that can be reported on and have a quantity as their target."""
    rows = Task.objects.filter(removed_on=None, state__in=REPORTING, target_value__gt=0).select_related(
        "campaign"
    )
    return list(rows.order_by("-campaign_id", "id")[:1000])


@transaction.atomic
def tie(user: User, task: Task, register: Register, rollup: str, *, own_units: bool) -> TaskFigure:
    """From now on the figure is the task's progress; of the lead units' records alone, or of all.

    Raises:
        Refused: the register has no such figure, the task no quantity as its target, or a figure already.
    """
    demand(user, Right.KEEP)
    if rollup not in {one.code for one in register.definition.rollups}:
        raise Refused("register-no-figures", name=register.name)
    if not task.target_value:
        raise Refused("task-no-target", title=task.title)
    known = TaskFigure.objects.filter(task=task).select_related("register").first()
    if known:
        raise Refused("task-has-figure", title=task.title, name=known.register.name)
    made = TaskFigure.objects.create(
        task=task, register=register, rollup=rollup, own_units=own_units, by=user
    )
    record(user, "figure", subject(register), before=None, after={"task": task.title, "rollup": rollup})
    take(made, today())
    return made


@transaction.atomic
def untie(user: User, one: TaskFigure) -> None:
    """The task is reported on by hand again; its reports stay."""
    demand(user, Right.KEEP)
    record(user, "figure", subject(one.register), before={"task": one.task.title, "rollup": one.rollup}, after=None)  # fmt: skip
    one.delete()


def figure_of(one: TaskFigure, day: dt.date) -> Figure | None:
    """The figure as it stands; None where the register has it no more, or there is nothing to divide by."""
    if one.own_units:
        leads = [a.unit_id for a in one.task.assignments.all() if a.part == "lead" and a.unit_id]
        shares: dict[str, Share] = {}
        for own in shares_of_units(one.register, leads, until=day).values():
            for code, share in own.items():
                shares[code] = shares.get(code, Share()) + share
        known = figures(one.register.definition, shares)
    else:
        known = rolled_up(one.register)
    return next((f for f in known if f.rollup.code == one.rollup and f.value is not None), None)


@transaction.atomic
def take(one: TaskFigure, day: dt.date) -> bool:
    """Report what the register says, if it is not what was reported last. Returns whether it was."""
    task, figure = one.task, figure_of(one, day)
    if figure is None or figure.value is None or not one.by.may(Right.KEEP):
        return False
    if task.state not in REPORTING or not task.target_value:
        return False
    if task.reached_value == figure.value and task.reported_on:
        return False
    words = say("register.progress_words", name=one.register.name, figure=figure.rollup.name, value=f"{figure.value.normalize():f}", unit="%" if figure.is_rate else figure.rollup.unit_word, day=day)  # fmt: skip
    report = submit_report(
        one.by, one.task, Told(reached=max(Decimal(0), figure.value), text=words), instead=True
    )
    accept(one.by, report)
    return True


def take_all(day: dt.date) -> int:
    """The night: all tasks that have a figure. Returns how many were reported on."""
    rows = TaskFigure.objects.filter(register__removed_on=None, task__removed_on=None, by__is_active=True)
    return sum(take(one, day) for one in rows.select_related("task__campaign", "register", "by"))
