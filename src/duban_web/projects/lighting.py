"""Lights of projects, by the same rule engine as those of tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from duban.lights import Light, RuleSet, lights_on, parse_rules
from duban_web.common.office import today
from duban_web.projects.models import Project
from duban_web.projects.queries import investment, with_year
from duban_web.supervision.history import work_calendar

LIT = ("procedures", "started", "building")
"""A project has a light from its procedures to the end of the works."""
LAST_OF_YEAR = (12, 31)


@cache
def rules() -> RuleSet:
    """The rules of lights.toml."""
    return parse_rules(files("duban.projects").joinpath("lights.toml").read_text("utf-8"))


def computed(projects: Iterable[Project], day: dt.date) -> list[Light]:
    """The lights of projects that were fetched `with_year`, at the end of a day."""
    records = []
    for one in projects:
        reported = max((m.reported_on for m in getattr(one, "its_months", ()) if m.reported_on), default=None)
        year = investment(one, day.year)
        records.append(
            year.record(str(one.pk), deadline=one.planned_end, reported_on=reported, blocked=one.is_blocked)
        )
    return lights_on(records, day, rules=rules(), calendar=work_calendar(day))


def refresh(*, keys: Iterable[int] | None = None, day: dt.date | None = None) -> int:
    """Light all projects, or these, as of the office's day. Returns how many lights turned."""
    on = day or today()
    found = Project.objects.filter(removed_on=None)
    if keys is not None:
        found = found.filter(pk__in=list(keys))
    Project.objects.filter(pk__in=found.exclude(stage__in=LIT).exclude(light="").values("pk")).update(
        light="", light_since=None, light_reasons=[]
    )
    rows = list(with_year(found.filter(stage__in=LIT), on.year))
    turned = []
    for one, light in zip(rows, computed(rows, on), strict=True):
        reasons = [[r.term, [list(figure) for figure in r.figures]] for r in light.reasons]
        if (one.light, one.light_reasons) == (light.colour, reasons):
            continue
        if one.light != light.colour:
            one.light_since = on
        one.light, one.light_reasons = light.colour or "", reasons
        turned.append(one)
    Project.objects.bulk_update(turned, ["light", "light_since", "light_reasons"], batch_size=500)
    return len(turned)
