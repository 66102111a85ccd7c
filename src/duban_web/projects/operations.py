"""Everything that changes a project, its stage, its plans and months. Approvals stand in approving.py, events in cycling.py, bonds in bonding.py."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, models, transaction

from duban.projects import next_stage, procedures_for, process_days, stages_for
from duban_web.audit.operations import Subject, record
from duban_web.common.access import Right, demand
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.inbox.operations import tell_unit
from duban_web.people.models import Unit, User
from duban_web.people.queries import units_by_name
from duban_web.problems import operations as problems
from duban_web.problems.models import Problem
from duban_web.projects import lighting
from duban_web.projects.models import Month, Move, Procedure, Project, Year
from duban_web.projects.queries import MONTHS, missing
from duban_web.supervision.history import work_calendar

FIELDS = (
    "name", "investor", "origin", "kind", "level", "chain", "unit", "town", "place", "latitude", "longitude", "content", "total", "leader", "team", "helper",
    "land", "energy", "output", "tax", "jobs", "probability", "expected_signing", "planned_start", "planned_end", "expected_output", "started_on", "listed_on",
    "output_on", "is_blocked", "difficulty",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 2000, 2100


def subject(one: Project) -> Subject:
    """The project in the audit trail."""
    return Subject("project", one.pk, one.name)


def plain(one: Project) -> dict[str, object]:
    """What a person can change of it, as plain values."""
    return {name: _plain(getattr(one, name)) for name in FIELDS}


def written(amount: Decimal) -> str:
    """Without trailing zeros and without an exponent."""
    return format(amount.normalize(), "f")


def _plain(value: object) -> object:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, Decimal):
        return written(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def fingerprint(one: Project) -> str:
    """Changes when somebody changes the project."""
    return hashlib.sha256(json.dumps(plain(one), sort_keys=True).encode()).hexdigest()[:16]


def may_report(user: User, one: Project) -> bool:
    """The unit that answers for it, or the office."""
    return user.may(Right.KEEP) or (user.may(Right.REPORT) and one.unit_id in user.unit_ids)


def demand_report(user: User, one: Project) -> None:
    """Refuse who is neither.

    Raises:
        NotYours: always then.
    """
    if not may_report(user, one):
        raise NotYours


def locked(one: Project) -> Project:
    """The project for a change.

    Raises:
        Refused: it was taken back.
    """
    found = Project.objects.select_for_update().get(pk=one.pk)
    if found.removed_on:
        raise Refused("project-removed", name=found.name)
    return found


@transaction.atomic
def save_project(user: User | None, one: Project, *, seen: str = "") -> Project:
    """Add or change a project; a new one gets the approvals of its kind.

    Raises:
        Refused: dates that cannot be, a stage that projects of the kind have not, a name that is taken.
        Changed: somebody changed it after `seen` was read.
    """
    demand(user, Right.KEEP)
    before = None
    if one.pk:
        known = locked(one)
        if seen and seen != fingerprint(known):
            raise Changed("project-changed", name=known.name)
        before = plain(known)
        one.stage, one.stage_since = known.stage, known.stage_since
    else:
        one.stage_since = today()
    prove(one)
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as problem:
        raise Refused("project-twice", name=one.name) from problem
    if before is None:
        Move.objects.create(project=one, stage=one.stage, on=today(), by=user)
    if before is None or before["kind"] != one.kind:
        begin_procedures(one)
        recount(one)
    record(user, "edit" if before else "add", subject(one), before=before, after=plain(one))
    lighting.refresh(keys=[one.pk])
    return one


def prove(one: Project) -> None:
    """Refuse dates that cannot be and a stage that projects of the kind have not.

    Raises:
        Refused: then.
    """
    if one.planned_start and one.planned_end and one.planned_end < one.planned_start:
        raise Refused("project-end-before-start", start=one.planned_start, end=one.planned_end)
    for name in ("started_on", "listed_on", "output_on"):
        day = getattr(one, name)
        if day and day > today():
            raise Refused("project-future", what=say(f"project.{name}"), on=day)
    if one.stage not in {stage.code for stage in stages_for(one.funding)}:
        raise Refused(
            "project-stage-of-kind",
            stage=say(f"project.stages.{one.stage}"),
            kind=say(f"project.kinds.{one.kind}"),
        )


def begin_procedures(one: Project) -> None:
    """The approvals of its kind that it has not yet; those of another kind that nobody began are taken away."""
    needed = procedures_for(one.kind)
    codes = {p.code for p in needed}
    one.procedures.exclude(code__in=codes).filter(applied_on=None, accepted_on=None, done_on=None).delete()
    there = set(one.procedures.values_list("code", flat=True))
    units = units_by_name()
    Procedure.objects.bulk_create(
        Procedure(
            project=one, code=p.code, name=p.name, authority=p.authority, unit=unit_of(p.authority, units), law=p.law, legal=p.legal, promised=p.promised,
            after=[code for code in p.after if code in codes], before=p.before, is_deferrable=p.is_deferrable, is_promisable=p.is_promisable,
        )
        for p in needed if p.code not in there
    )  # fmt: skip


def recount(project: Project) -> None:
    """Once all is done that the start needs, the days that the whole process took."""
    on = today()
    needed = list(project.procedures.filter(before="start").prefetch_related("pauses"))
    days, last = None, None
    if needed and all(p.done_on for p in needed):
        days = process_days([p.clock for p in needed], on, work_calendar(on))
        last = max(p.done_on for p in needed if p.done_on)
    Project.objects.filter(pk=project.pk).update(process_days=days, process_done_on=last)


def unit_of(authority: str, units: Mapping[str, Unit]) -> Unit | None:
    """The unit of an authority: 发改局 is 县发改局."""
    return units.get(authority) or next(
        (unit for name, unit in units.items() if name.endswith(authority)), None
    )


@transaction.atomic
def remove(user: User, one: Project, *, reason: str) -> None:
    """Take a project off the list; it is kept, and its name is free again."""
    demand(user, Right.KEEP)
    if not reason.strip():
        raise Refused("project-reason")
    found = locked(one)
    found.removed_on = today()
    found.save(update_fields=["removed_on"])
    record(user, "remove", subject(found), before=plain(found), after={"reason": reason.strip()})


@transaction.atomic
def move(user: User, one: Project, to: str, *, note: str = "") -> Project:
    """To the next stage, when all is there that it needs. The office may let something pass, skip or go back, with a reason.

    Raises:
        Refused: something is missing, named; or no such stage.
    """
    found = locked(one)
    demand_report(user, found)
    own = [stage.code for stage in stages_for(found.funding)]
    if to not in own or to == found.stage:
        raise Refused("project-no-stage", stage=say(f"project.stages.{to}") if to in own else to)
    following = next_stage(found.stage, found.funding)
    lacks = missing(found, year=today().year) if own.index(to) > own.index(found.stage) else []
    is_plain = following is not None and following.code == to and not lacks
    if not is_plain and not (user.may(Right.KEEP) and note.strip()):
        words = "、".join(say(f"project.needs.{need}") for need in lacks)
        raise Refused("project-missing" if lacks else "project-skips", what=words)
    before = found.stage
    found.stage, found.stage_since = to, today()
    if own.index(to) >= own.index("started") and not found.started_on:
        found.started_on = today()
    found.save()
    Move.objects.create(project=found, stage=to, on=today(), by=user, missing=lacks, note=note.strip()[:300])
    record(user, "move", subject(found), before={"stage": before}, after={"stage": to, "missing": lacks, "note": note})  # fmt: skip
    lighting.refresh(keys=[found.pk])
    return found


@dataclass(frozen=True, slots=True)
class Reported:
    """What a unit reports of a month: invested in that month alone, 万元; percent of the works that is to be seen."""

    done: Decimal
    image: Decimal | None = None
    note: str = ""
    blocked: bool = False
    difficulty: str = ""


@transaction.atomic
def report(user: User, one: Project, year: int, number: int, told: Reported) -> Month:
    """A month's investment; told again, it takes the place of what was told before, which the record keeps.

    Raises:
        Refused: a month that is not over the horizon yet, less than nothing, works that shrink without a word.
    """
    found = locked(one)
    demand_report(user, found)
    on = today()
    if number not in MONTHS or dt.date(year, number, 1) > on:
        raise Refused("project-month-future", year=year, month=number)
    if told.done < 0 and not told.note.strip():
        raise Refused("project-negative")
    if told.blocked and not told.difficulty.strip():
        raise Refused("project-difficulty")
    before = found.months.filter(year=year, number=number).first()
    earlier = (
        found.months.filter(models.Q(year__lt=year) | models.Q(year=year, number__lt=number))
        .exclude(image=None)
        .last()
    )
    if told.image is not None and earlier and earlier.image is not None and told.image < earlier.image and not told.note.strip():  # fmt: skip
        raise Refused("project-image-falls", before=written(earlier.image), now=written(told.image))
    month, _ = Month.objects.update_or_create(
        project=found, year=year, number=number,
        defaults={"done": told.done, "image": told.image, "note": told.note.strip()[:500], "reported_on": on, "by": user},
    )  # fmt: skip
    found.is_blocked, found.difficulty = told.blocked, told.difficulty.strip()[:300]
    found.save(update_fields=["is_blocked", "difficulty"])
    record(user, "report", subject(found), before=_month(before) if before else None, after=_month(month))
    lighting.refresh(keys=[found.pk])
    return month


def _month(one: Month) -> dict[str, object]:
    return {
        "month": f"{one.year}-{one.number:02}", "done": _plain(one.done), "image": _plain(one.image), "note": one.note,
    }  # fmt: skip


@transaction.atomic
def plan_year(user: User | None, one: Project, year: int, plan: Decimal, *, aim: str = "", is_new: bool = True, months: Mapping[int, Decimal] | None = None) -> Year:  # fmt: skip
    """The plan of a year and, if given, of its months, which have to add up to it.

    Raises:
        Refused: not above 0, or months that give another sum.
    """
    demand(user, Right.KEEP)
    found = locked(one)
    if plan <= 0 or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("project-plan-zero")
    if months and sum(months.values()) != plan:
        raise Refused("project-plan-sum", plan=written(plan), sum=written(sum(months.values(), Decimal(0))))
    known = found.years.filter(year=year).first()
    before = {"year": year, "plan": _plain(known.plan)} if known else None
    made, _ = Year.objects.update_or_create(
        project=found, year=year, defaults={"plan": plan, "aim": aim[:300], "is_new": is_new}
    )
    if months is not None:
        for number in MONTHS:
            Month.objects.update_or_create(
                project=found, year=year, number=number, defaults={"planned": months.get(number)}
            )
    record(user, "year-plan", subject(found), before=before, after={"year": year, "plan": _plain(plan)})
    lighting.refresh(keys=[found.pk])
    return made


@transaction.atomic
def raise_problem(user: User, one: Project, content: str) -> Problem:
    """A problem of the project, for the office to route; the leader in charge stands on it."""
    found = locked(one)
    demand_report(user, found)
    raised = problems.Raised(
        content,
        Problem.Channel.REPORTED,
        raised_by=str(found.unit),
        firm=found.investor[:60],
        leader=found.leader,
    )
    made = problems.take_in(user, None, raised)
    found.problems.add(made)
    return made


@transaction.atomic
def save_part(user: User, part: Any) -> Any:
    """A phase, an agreement or a contact, new or changed."""
    project = locked(part.project)
    demand_report(user, project)
    _prove_part(part)
    is_new = part.pk is None
    part.save()
    columns = type(part)._meta.concrete_fields  # noqa: SLF001 Django's documented model API
    values = {f.name: _plain(getattr(part, f.name)) for f in columns if f.name != "project"}
    record(
        user, "add" if is_new else "edit", subject(project), before=None,
        after={"part": type(part).__name__.lower()} | values,
    )  # fmt: skip
    return part


def _prove_part(part: Any) -> None:
    first, last = getattr(part, "first", None), getattr(part, "last", None)
    if first and last and last < first:
        raise Refused("project-end-before-start", start=first, end=last)
    for name in ("signed_on", "met_on", "done_on", "on"):
        day = getattr(part, name, None)
        if day and day > today():
            raise Refused("project-future", what=say(f"project.{name}"), on=day)


def tell(one: Project, code: str, unit: int | None, **fields: object) -> None:
    """A message to a unit about a project."""
    if unit is not None:
        tell_unit(unit, code, link=f"/projects/{one.pk}/", project=one.name, **fields)
