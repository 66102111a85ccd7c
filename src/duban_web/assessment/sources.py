"""Where the readings of an item can come from: accepted figures, tasks, lights, problems, another round. One function for each kind."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from duban.facts.names import exact_name
from duban.flow.life import ENDED
from duban.lights import Light
from duban.registers import figures
from duban.text.units import in_base
from duban_web.assessment.models import Round, Standing
from duban_web.campaigns.models import Assignment
from duban_web.common.language import say
from duban_web.indicators.goals import targets
from duban_web.indicators.models import Observation, YearTarget
from duban_web.people.models import Unit
from duban_web.problems.models import Problem
from duban_web.projects.models import Month, Project, Year
from duban_web.registers.queries import registers, shares_of_units
from duban_web.supervision.history import lights, records_on

HUNDRED = Decimal(100)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Taken:
    """A value for a unit, the words that say where it stands, and the year's target in the value's own unit, if one was set."""

    value: Decimal
    source: str
    target: Decimal | None = None


Found = Mapping[int, Taken]  # by key of the unit
TASKS = ("count", "done_rate", "progress")
LIGHTS = ("red", "yellow", "green")
PROBLEMS = ("solved_rate", "open")
MEASURES = ("value", "growth", "rank", "share")
PROJECTS = ("count", "plan", "done", "percent", "red")


def is_known(takes: str) -> bool:
    """Whether an item's `takes` names a source, or nothing: then it is entered by hand."""
    kind, _, what = takes.partition(":")
    if not takes:
        return True
    if kind == "indicator":
        name, _, measure = what.rpartition("/")
        return bool(name) and measure in MEASURES
    if kind == "register":
        code, _, rollup = what.partition("/")
        return bool(code and rollup)
    if kind == "round":
        return bool(what)
    return what in {"tasks": TASKS, "lights": LIGHTS, "problems": PROBLEMS, "projects": PROJECTS}.get(
        kind, ()
    )


def take(one: Round, takes: str, units: Sequence[Unit]) -> Found:
    """The values of a source for these units; a unit without one is left out."""
    kind, _, what = takes.partition(":")
    known: Mapping[str, Callable[[Round, str, Sequence[Unit]], Found]] = {
        "indicator": _indicator, "tasks": _tasks, "lights": _lights, "problems": _problems, "round": _round, "register": _register, "projects": _projects,
    }  # fmt: skip
    return known[kind](one, what, units) if kind in known else {}


def _indicator(one: Round, what: str, units: Sequence[Unit]) -> Found:
    """Accepted figures of the round's period whose region is one of the unit's names; the scheme may call an indicator by another of its names."""
    words, _, measure = what.rpartition("/")
    name = exact_name(words) or words
    by_name = {words: unit.pk for unit in units for words in unit.names()}
    rows = Observation.objects.filter(
        removed_on=None,
        indicator=name,
        measure=measure,
        period=one.period,
        region__in=by_name,
        scope="",
        base__in=("", "同比"),
    )
    year = one.last_day.year
    goals = (
        {(t.region, t.indicator): t for t in targets(year).filter(indicator=name)}
        if measure == "value"
        else {}
    )
    return {
        by_name[row.region]: Taken(
            row.value, say("assess.from.indicator", name=name, period=row.period, on=row.accepted_on), _in_unit(goals.get((row.region, name)), row.unit)
        )
        for row in rows
    }  # fmt: skip


def _in_unit(target: YearTarget | None, unit: str) -> Decimal | None:
    """A target in the unit of the value that it is held against."""
    if target is None or not target.unit or not unit:
        return target.value if target else None
    return in_base(target.value, target.unit)[0] / in_base(Decimal(1), unit)[0]


def _led(one: Round, units: Sequence[Unit]) -> dict[int, list[int]]:
    """The tasks of the round's campaign that each unit leads."""
    rows = Assignment.objects.filter(
        part=Assignment.Part.LEAD,
        unit__in=units,
        task__campaign=one.campaign,
        task__parent=None,
        task__removed_on=None,
    )
    found: dict[int, list[int]] = {}
    for unit, task in rows.order_by("task_id").values_list("unit_id", "task_id"):
        if unit is not None:
            found.setdefault(unit, []).append(task)
    return found


def _tasks(one: Round, what: str, units: Sequence[Unit]) -> Found:
    if one.campaign is None:
        return {}
    led = _led(one, units)
    records = {int(r.key): r for r in records_on(one.campaign, one.last_day)}
    found = {}
    for unit, keys in led.items():
        own = [records[key] for key in keys if key in records]
        if not own:
            continue
        done = sum(r.state in ENDED for r in own)
        whole = sum((HUNDRED if r.state in ENDED else r.progress for r in own), Decimal(0))
        value = {
            "count": Decimal(len(own)),
            "done_rate": _share(done, len(own)),
            "progress": (whole / len(own)).quantize(CENT),
        }[what]
        found[unit] = Taken(value, say("assess.from.tasks", n=len(own), done=done, on=one.last_day))
    return found


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(part) * HUNDRED / whole).quantize(CENT)


def _lights(one: Round, what: str, units: Sequence[Unit]) -> Found:
    """How many of the unit's tasks had the light at the end of the round."""
    if one.campaign is None:
        return {}
    colours = {int(light.key): light.colour for light in _lights_on(one, one.last_day)}
    found = {}
    for unit, keys in _led(one, units).items():
        counts = Counter(colours.get(key) for key in keys)
        found[unit] = Taken(Decimal(counts[what]), say("assess.from.lights", n=len(keys), on=one.last_day))
    return found


def _lights_on(one: Round, day: dt.date) -> list[Light]:
    return lights(one.campaign, day) if one.campaign else []


def _problems(one: Round, what: str, units: Sequence[Unit]) -> Found:
    rows = Problem.objects.filter(unit__in=units, campaign=one.campaign, received_on__lte=one.last_day)
    counts: dict[int, Counter[bool]] = {}
    for unit, closed in rows.values_list("unit_id", "closed_on"):
        counts.setdefault(unit, Counter())[closed is not None and closed <= one.last_day] += 1
    return {
        unit: Taken(
            _share(n[True], n.total()) if what == "solved_rate" else Decimal(n[False]),
            say("assess.from.problems", n=n.total(), done=n[True], on=one.last_day),
        )
        for unit, n in counts.items()
    }


def _round(one: Round, what: str, units: Sequence[Unit]) -> Found:
    """The total of another round by its name: the last one that is final."""
    rows = Standing.objects.filter(
        round__name=what, round__state=Round.State.FINAL, round__removed_on=None, unit__in=units
    ).exclude(round=one)
    return {
        row.unit_id: Taken(row.total, say("assess.from.round", name=what, on=row.round.final_on))
        for row in rows.select_related("round").order_by("round_id")
    }


def _register(one: Round, what: str, units: Sequence[Unit]) -> Found:
    """A roll-up of a register by unit, of all months up to the end of the round."""
    code, _, rollup = what.partition("/")
    register = registers().filter(code=code).first()
    if register is None:
        return {}
    found = {}
    for unit, shares in shares_of_units(register, [u.pk for u in units], until=one.last_day).items():
        figure = next((f for f in figures(register.definition, shares) if f.rollup.code == rollup), None)
        if figure is not None and figure.value is not None:
            words = say("assess.from.register", name=register.name, what=figure.rollup.name, part=figure.share.part, whole=figure.share.whole)  # fmt: skip
            found[unit] = Taken(figure.value, words)
    return found


def _projects(one: Round, what: str, units: Sequence[Unit]) -> Found:
    """The projects that a unit answers for: how many, planned, invested (万元), percent of the plan, red ones."""
    year, last = one.last_day.year, one.last_day
    found = {}
    for unit in units:
        own = Project.objects.filter(removed_on=None, unit=unit, years__year=year)
        count = own.count()
        if not count:
            continue
        plan = Year.objects.filter(year=year, project__in=own).aggregate(s=Sum("plan"))["s"] or Decimal(0)
        months = Month.objects.filter(year=year, number__lte=last.month, project__in=own)
        done = months.aggregate(s=Sum("done"))["s"] or Decimal(0)
        values = {
            "count": Decimal(count), "plan": plan, "done": done, "red": Decimal(own.filter(light="red").count()),
            "percent": (done / plan * HUNDRED).quantize(CENT) if plan else Decimal(0),
        }  # fmt: skip
        found[unit.pk] = Taken(
            values[what], say("assess.from.projects", n=count, done=done, plan=plan, on=last)
        )
    return found
