"""What pages read of projects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum

from duban.projects import Month as MonthOf
from duban.projects import Rate, YearOfInvestment, missing_for, stages
from duban_web.common.access import Right
from duban_web.people.models import User
from duban_web.problems.models import Problem
from duban_web.projects.models import Month, Pause, Procedure, Project, Year

BEFORE_START = ("planned", "talks", "signed", "procedures")
ALL = Decimal(100)
MONTHS = range(1, 13)
LARGE = Decimal(10000)
"""亿元以上: from 10,000 万元."""


def visible(user: User) -> QuerySet[Project]:
    """The projects that a person may see: all, or those that the own units lead or have to approve."""
    found = Project.objects.filter(removed_on=None).select_related("unit", "town", "leader")
    if user.may(Right.SEE_ALL):
        return found
    approves = Procedure.objects.filter(project=OuterRef("pk"), unit__in=user.unit_ids)
    return found.filter(Q(unit__in=user.unit_ids) | Q(Exists(approves)))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is narrowed to."""

    stage: str = ""
    kind: str = ""
    level: str = ""
    light: str = ""
    leader: str = ""
    town: str = ""
    size: str = ""  # large: 亿元以上
    words: str = ""


def chosen(user: User, asked: Asked) -> QuerySet[Project]:
    """Those of them that are asked for."""
    found = visible(user)
    for name in ("stage", "kind", "level", "light"):
        if value := getattr(asked, name):
            found = found.filter(**{name: value})
    for name in ("leader", "town"):
        if (key := getattr(asked, name)).isdecimal():
            found = found.filter(**{f"{name}_id": int(key)})
    if asked.size:
        found = found.filter(total__gte=LARGE)
    if asked.words:
        found = found.filter(
            Q(name__icontains=asked.words)
            | Q(investor__icontains=asked.words)
            | Q(content__icontains=asked.words)
        )
    return found


def with_year(projects: QuerySet[Project], year: int) -> QuerySet[Project]:
    """With the plan and the months of a year, for `investment`."""
    return projects.prefetch_related(
        Prefetch("years", Year.objects.filter(year=year), to_attr="its_year"),
        Prefetch("months", Month.objects.filter(year=year), to_attr="its_months"),
    )


def investment(one: Project, year: int) -> YearOfInvestment:
    """A year of a project that was fetched `with_year`."""
    plan: list[Year] = getattr(one, "its_year", None) or []
    months: list[Month] = getattr(one, "its_months", None) or []
    return YearOfInvestment(
        year, plan[0].plan if plan else Decimal(0), [MonthOf(m.number, m.planned, m.done) for m in months]
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A project in a list, with its year."""

    project: Project
    year: YearOfInvestment
    is_new: bool

    @property
    def season(self) -> Decimal | None:
        """Done against what should be done by the end of the last reported month, in percent."""
        return self.year.against_season(self.year.last_month) if self.year.last_month else None


def lines(projects: Iterable[Project], year: int) -> list[Line]:
    """Projects that were fetched `with_year`, as lines of a list."""
    return [Line(one, investment(one, year), any(y.is_new for y in getattr(one, "its_year", ()))) for one in projects]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sums:
    """A count with its amounts, 万元."""

    count: int
    total: Decimal
    plan: Decimal
    done: Decimal

    @property
    def percent(self) -> Decimal | None:
        """Of the plan of the year."""
        return (self.done / self.plan * ALL).quantize(Decimal("0.1")) if self.plan else None


def sums(projects: QuerySet[Project], year: int) -> Sums:
    """How many, worth how much, planned and invested in a year."""
    keys = projects.order_by().values("pk")
    whole = projects.order_by().aggregate(n=Count("pk"), total=Sum("total"))
    plan = Year.objects.filter(year=year, project__in=keys).aggregate(s=Sum("plan"))["s"]
    done = Month.objects.filter(year=year, project__in=keys).aggregate(s=Sum("done"))["s"]
    return Sums(whole["n"], whole["total"] or Decimal(0), plan or Decimal(0), done or Decimal(0))


def by_stage(projects: QuerySet[Project]) -> list[tuple[str, int, Decimal]]:
    """Count and total investment of each stage, in the order of the stages."""
    rows = {
        row["stage"]: row
        for row in projects.order_by().values("stage").annotate(n=Count("pk"), total=Sum("total"))
    }
    return [
        (stage.code, rows[stage.code]["n"], rows[stage.code]["total"] or Decimal(0))
        if stage.code in rows
        else (stage.code, 0, Decimal(0))
        for stage in stages()
    ]


def by_leader(projects: QuerySet[Project]) -> list[tuple[str, int, int, int, int]]:
    """Leaders with the count of their projects, of red ones, of problems that are open and solved (包联)."""
    closed = (Problem.State.CLOSED, Problem.State.REJECTED, Problem.State.DUPLICATE)
    rows = (
        projects.exclude(leader=None)
        .order_by()
        .values("leader_id", "leader__name")
        .annotate(
            n=Count("pk", distinct=True),
            red=Count("pk", filter=Q(light="red"), distinct=True),
            opened=Count(
                "problems", filter=Q(problems__isnull=False) & ~Q(problems__state__in=closed), distinct=True
            ),
            solved=Count("problems", filter=Q(problems__state=Problem.State.CLOSED), distinct=True),
        )
    )
    return [
        (row["leader__name"], row["n"], row["red"], row["opened"], row["solved"])
        for row in sorted(rows, key=lambda row: (-row["n"], row["leader_id"]))
    ]


def there(one: Project, *, year: int) -> set[str]:
    """What is there of what leaving a stage needs, by the names of stages.toml."""
    procedures = list(one.procedures.all())
    start = [p for p in procedures if p.before == "start"]
    use = [p for p in procedures if p.before == "use"]
    months = list(one.months.all())
    last = max((m for m in months if m.image is not None), key=lambda m: (m.year, m.number), default=None)
    facts = {
        "content": one.content.strip(), "total": one.total, "investor": one.investor, "leader": one.leader_id,
        "agreement": one.agreements.exists(), "procedures-start": bool(start) and all(p.is_there for p in start),
        "year-plan": one.years.filter(year=year).exists(), "invested": any(m.done for m in months), "listed": one.listed_on,
        "image": last is not None and last.image is not None and last.image >= ALL, "procedures-use": all(p.done_on for p in use), "output": one.output_on,
    }  # fmt: skip
    return {name for name, value in facts.items() if value}


def missing(one: Project, *, year: int) -> list[str]:
    """What is missing before its stage may be left."""
    return missing_for(one.stage, there(one, year=year))


def procedures_of(one: Project) -> list[Procedure]:
    """With their pauses."""
    return list(one.procedures.select_related("unit").prefetch_related("pauses"))


@dataclass(frozen=True, slots=True)
class Approvals:
    """How the approvals of a set of projects stand; each rate with both its numbers."""

    projects: Rate  # 办结率: projects with everything for the start, of all
    procedures: Rate
    overdue: int
    paused: int
    broken: int
    mean_days: Decimal | None
    mean_before: Decimal | None  # of the year before


def approvals(projects: QuerySet[Project], day: dt.date, authorities: Sequence[Mapping[str, Any]]) -> Approvals:  # fmt: skip
    """The completion rate as the county counts it, and the days of the whole process against the year before; `authorities` as `by_authority` gives them."""
    keys = projects.order_by().values("pk")
    late = Q(promise_due__lt=day, done_on=None) | Q(lacking_due__lt=day, supplied_on=None)
    stopped = Pause.objects.filter(last=None, procedure__project__in=keys, procedure__done_on=None)
    counted = projects.order_by().aggregate(
        all=Count("pk"), ready=Count("pk", filter=~Q(process_done_on=None))
    )
    done, whole, overdue = (sum(row[name] for row in authorities) for name in ("done", "n", "overdue"))
    return Approvals(
        Rate(counted["ready"], counted["all"]), Rate(done, whole), overdue, stopped.count(), Procedure.objects.filter(late, project__in=keys).count(),
        _mean(projects, day.year), _mean(projects, day.year - 1),
    )  # fmt: skip


def _mean(projects: QuerySet[Project], year: int) -> Decimal | None:
    found = projects.order_by().filter(process_done_on__year=year).aggregate(mean=Avg("process_days"))["mean"]
    return None if found is None else Decimal(str(found)).quantize(Decimal("0.1"))


def by_authority(projects: QuerySet[Project], day: dt.date) -> Sequence[Mapping[str, Any]]:
    """The authorities with what they have: all, done, running, overdue, done late, mean days used."""
    rows = Procedure.objects.filter(project__in=projects.order_by().values("pk"))
    return list(
        rows.order_by()
        .values("authority")
        .annotate(
            n=Count("pk"),
            done=Count("pk", filter=~Q(done_on=None)),
            running=Count("pk", filter=Q(done_on=None) & ~Q(accepted_on=None)),
            overdue=Count("pk", filter=Q(done_on=None, due__lt=day)),
            late=Count("pk", filter=Q(used__gt=F("promised"))),
            mean=Avg("used"),
        )
        .order_by("-overdue", "-n", "authority")
    )


def waiting(user: User, day: dt.date) -> QuerySet[Procedure]:
    """The open approvals that a person's units have to give, or all for who sees all; those that run out first at the top."""
    found = (
        Procedure.objects.filter(done_on=None, project__removed_on=None)
        .exclude(accepted_on=None)
        .select_related("project", "unit")
        .prefetch_related("pauses")
        .order_by(F("due").asc(nulls_last=True), "id")
    )
    del day
    return found if user.may(Right.SEE_ALL) else found.filter(unit__in=user.unit_ids)


def saved_days(one: Project, procedures: Sequence[Procedure]) -> int:
    """Working days by which the approvals that are done were faster than the law allows (帮办代办节省)."""
    del one
    return sum(p.legal - p.used for p in procedures if p.used is not None)
