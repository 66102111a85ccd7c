"""Lights of all tasks at once: columns from the records, rules by Polars, reasons in figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from duban import messages
from duban.calendar import WorkCalendar
from duban.lights.planned import planned_progress
from duban.lights.rules import COLUMNS, RuleSet
from duban.lights.task import DutyPeriod, TaskRecord

NO_DEADLINE = 9999
Value = float | int | bool


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of the condition that holds, and the figures that it saw."""

    term: str
    figures: tuple[tuple[str, Value], ...]

    def sentence(self, language: str = "zh") -> str:
        """In words: `落后序时进度12.5个百分点`."""
        if not self.figures:
            return messages.text("light.reason.on_course", language=language)
        parts = (
            messages.text(f"light.reason.{name}", language=language, value=f"{value:g}")
            for name, value in self.figures
        )
        return messages.text("light.and", language=language).join(parts)


@dataclass(frozen=True, slots=True)
class Light:
    """The computed light of a task on a day, or None as colour where the task has only a state."""

    key: str
    day: dt.date
    colour: str | None
    rule: str
    version: str
    figures: Mapping[str, Value]
    reasons: tuple[Reason, ...]


def lights_on(
    records: Iterable[TaskRecord], day: dt.date, *, rules: RuleSet, calendar: WorkCalendar
) -> list[Light]:
    """The lights at the end of `day`, in the order of the records. One task and a million go the same way."""
    tasks = list(records)
    active = [TaskDay(task, day) for task in tasks if task.is_lit]
    lit = dict(
        zip(
            (one.task.key for one in active),
            light_task_days(active, rules=rules, calendar=calendar),
            strict=True,
        )
    )
    return [lit.get(task.key) or Light(task.key, day, None, "", rules.version, {}, ()) for task in tasks]


@dataclass(frozen=True, slots=True)
class TaskDay:
    """A task on a day."""

    task: TaskRecord
    day: dt.date


def light_task_days(pairs: list[TaskDay], *, rules: RuleSet, calendar: WorkCalendar) -> list[Light]:
    """The light of each lit task on its day: many tasks on one day, or one task on many days."""
    if not pairs:
        return []
    figures = [task_columns(one.task, one.day, calendar=calendar) for one in pairs]
    frame = pl.DataFrame(figures, schema=dict(COLUMNS))
    terms = [(number, term) for number, rule in enumerate(rules.lights) for term in rule.terms]
    held = frame.select(
        pl.lit(value=True).and_(pl.sql_expr(term)).alias(f"{number}:{i}")
        for i, (number, term) in enumerate(terms)
    ).rows()
    return [
        _light(one.task, one.day, rules, terms, row, seen)
        for one, row, seen in zip(pairs, held, figures, strict=True)
    ]


def _light(
    task: TaskRecord,
    day: dt.date,
    rules: RuleSet,
    terms: list[tuple[int, str]],
    held: tuple[bool, ...],
    figures: Mapping[str, Value],
) -> Light:
    true = [term for term, holds in zip(terms, held, strict=True) if holds]
    if not true:
        return Light(task.key, day, None, "", rules.version, figures, ())
    rule = rules.lights[true[0][0]]
    reasons = tuple(
        _reason(rule.columns(term), term, figures) for number, term in true if number == true[0][0]
    )
    return Light(task.key, day, rule.colour, rule.when, rules.version, figures, reasons)


def _reason(columns: tuple[str, ...], term: str, figures: Mapping[str, Value]) -> Reason:
    return Reason(term, tuple((name, figures[name]) for name in columns if name in term))


def task_columns(task: TaskRecord, day: dt.date, *, calendar: WorkCalendar) -> dict[str, Value]:
    """The named columns of a task-day, each rounded to 0.1 before anything is compared."""
    day = task.judged_on(day)
    planned = planned_progress(task, day, calendar=calendar)
    actual = task.progress.quantize(Decimal("0.1"))
    late = calendar.between(task.deadline, day) if task.deadline and day > task.deadline else 0
    open_steps = [m for m in task.milestones if (m.done_on is None or m.done_on > day) and m.due < day]
    return {
        "planned": float(planned),
        "actual": float(actual),
        "lag_points": float(max(Decimal(0), planned - actual)),
        "overdue_workdays": late,
        "worst_milestone_overdue_workdays": max(
            (calendar.between(m.due, day) for m in open_steps), default=0
        ),
        "silent_workdays": _silent(task, day, calendar),
        "remaining_workdays": _remaining(task, day, calendar),
        "blocked": task.blocked,
        "missed_periods": sum(_is_missed(period, day) for period in task.periods),
        "made_good_late": _made_good_late(task, day),
    }


def _is_missed(period: DutyPeriod, day: dt.date) -> bool:
    return period.due < day and (period.done_on is None or period.done_on > day)


def _made_good_late(task: TaskRecord, day: dt.date) -> bool:
    """Of the last period that is over: done, but after its day."""
    last = max((period for period in task.periods if period.due < day), key=lambda p: p.due, default=None)
    return last is not None and last.done_on is not None and last.due < last.done_on <= day


def _silent(task: TaskRecord, day: dt.date, calendar: WorkCalendar) -> int:
    since = task.reported_on or task.start
    return calendar.between(since, day) if since is not None and since < day else 0


def _remaining(task: TaskRecord, day: dt.date, calendar: WorkCalendar) -> int:
    if task.deadline is None:
        return NO_DEADLINE
    return calendar.between(day, task.deadline) if day < task.deadline else 0
