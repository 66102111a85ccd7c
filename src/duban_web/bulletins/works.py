"""Key projects in an issue: how many, worth what, how far the year's investment is, who is behind; all as it was known on the day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Prefetch

from duban.projects import Month as MonthOf
from duban.projects import YearOfInvestment, quarter_of, stages
from duban_files.official import Picture, Rows
from duban_web.common.language import say
from duban_web.projects.cycle_models import Event
from duban_web.projects.models import Month, Move, Project, Year

Body = list[str | Rows | Picture]
WIDTHS = (5.0, 2.6, 2.6, 2.6, 2.4)
TEN_THOUSAND = Decimal(10000)
SEASON = Decimal(100)
MOST = 10


def works(on: dt.date) -> Body:
    """Two sentences and the projects that are furthest behind the season; nothing where no project has a plan of the year."""
    found = list(
        Project.objects.filter(removed_on=None, years__year=on.year)
        .select_related("leader")
        .prefetch_related(
            Prefetch("years", Year.objects.filter(year=on.year), to_attr="its_year"),
            Prefetch("months", Month.objects.filter(year=on.year, reported_on__lte=on), to_attr="its_months"),
        )
        .order_by("id")
    )
    if not found:
        return []
    years = {one.pk: _year(one, on.year) for one in found}
    plan, done = (sum((getattr(y, name) for y in years.values()), Decimal(0)) for name in ("plan", "done"))
    month = max(y.last_month for y in years.values())
    words = say("bulletin.of_works.whole", n=len(found), total=_yi(sum(one.total or 0 for one in found)), plan=_yi(plan))  # fmt: skip
    if month:
        percent = (done / plan * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        words += say("bulletin.of_works.done", month=month, done=_yi(done), percent=percent)
    return [words, _stages(found, on), *_started(on), *_behind(found, years)]


def _year(one: Project, year: int) -> YearOfInvestment:
    plan: list[Year] = getattr(one, "its_year", [])
    months: list[Month] = getattr(one, "its_months", [])
    return YearOfInvestment(
        year, plan[0].plan if plan else Decimal(0), [MonthOf(m.number, m.planned, m.done) for m in months]
    )


def _yi(amount: Decimal | int) -> str:
    """万元 as 亿元, two decimals."""
    return str((Decimal(amount) / TEN_THOUSAND).quantize(Decimal("0.01"), ROUND_HALF_UP))


def _stages(found: Sequence[Project], on: dt.date) -> str:
    """At which stage how many stood on that day."""
    at = dict(
        Move.objects.filter(project__in=found, on__lte=on)
        .order_by("on", "id")
        .values_list("project_id", "stage")
    )
    counts = Counter(at.values())
    named = "、".join(
        say("bulletin.of_works.stage", stage=say(f"project.stages.{s.code}"), n=counts[s.code])
        for s in stages()
        if counts[s.code]
    )
    ready = sum(one.process_done_on is not None and one.process_done_on <= on for one in found)
    return say("bulletin.of_works.stages", stages=named, ready=ready)


def _started(on: dt.date) -> list[str]:
    """What was started together in the quarter (集中开工)."""
    quarter = quarter_of(on)
    held = Event.objects.filter(
        kind=Event.Kind.START, year=quarter.year, quarter=quarter.number, held_on__lte=on, removed_on=None
    )
    shown = list(Project.objects.filter(events__event__in=held).distinct())
    if not shown:
        return []
    total = _yi(sum(one.total or 0 for one in shown))
    return [say("bulletin.of_works.started", quarter=quarter.number, n=len(shown), total=total)]


def _behind(found: Sequence[Project], years: Mapping[int, YearOfInvestment]) -> Body:
    """Below the season, the furthest behind first."""
    rows = []
    for one in found:
        year = years[one.pk]
        season = year.against_season(year.last_month) if year.last_month else None
        if season is not None and season < SEASON:
            rows.append((season, one, year))
    rows.sort(key=lambda row: (row[0], row[1].pk))
    header = [say(f"bulletin.column.{name}") for name in ("project", "leader", "plan", "invested", "season")]
    table = [
        [one.name, str(one.leader or "—"), f"{year.plan.normalize():f}", f"{year.done.normalize():f}", f"{season}%"]
        for season, one, year in rows[:MOST]
    ]  # fmt: skip
    return [Rows(say("bulletin.of_works.behind", count=len(table)), header, table, WIDTHS)] if table else []
