"""Everything that changes inspections: the draw, planning, what was found, the return visit."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.db import transaction

from duban.flow.draw import Ticket, draw
from duban.flow.life import LIT
from duban_web.audit.operations import Subject, record
from duban_web.campaigns.models import Assignment, Campaign, Task
from duban_web.common.access import Right, demand
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.inbox.operations import tell
from duban_web.inspections.graded import checked
from duban_web.inspections.models import Draw, Finding, Inspection, Photo, Site
from duban_web.inspections.photos import Seen, seen_in
from duban_web.inspections.queries import pool_of, sites_pool
from duban_web.people.models import Leader, User
from duban_web.problems.models import Problem
from duban_web.problems.operations import Raised, take_in
from duban_web.supervision.notices import propose_notice

PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".heic"}
LARGEST, MOST = 20 * 1024 * 1024, 20


@transaction.atomic
def make_draw(user: User, campaign: Campaign, *, count: int, inspectors: Sequence[User], a_visit: int, planned_for: dt.date, seed: str = "", of: str = Draw.Of.TASKS) -> Draw:  # fmt: skip
    """Draw tasks, or graded places, by weight and inspectors for each, and plan the visits. Pools and seed are kept.

    Raises:
        Refused: nothing to visit, too few inspectors, a day before today.
    """
    demand(user, Right.KEEP)
    pool = sites_pool(today()) if of == Draw.Of.SITES else pool_of(campaign, today())
    if not pool:
        raise Refused("draw-empty")
    if not 0 < a_visit <= len(inspectors):
        raise Refused("draw-inspectors", n=len(inspectors), needed=a_visit)
    if planned_for < today():
        raise Refused("notice-due-past", due=planned_for)
    chosen = seed or secrets.token_hex(8)
    people = sorted(inspector.pk for inspector in inspectors)
    drawn = drawn_from(pool, people, count=count, a_visit=a_visit, seed=chosen)
    made = Draw.objects.create(
        campaign=campaign, seed=chosen, of=of, pool=[[t.key, t.weight] for t in pool], inspectors=people, count=count, a_visit=a_visit,
        drawn=drawn, on=today(), by=user,
    )  # fmt: skip
    record(
        user, "draw", Subject("draw", made.pk, chosen), before=None, after={"drawn": drawn, "pool": len(pool)}
    )
    for key, who in drawn:
        task = Task.objects.get(pk=key) if of == Draw.Of.TASKS else None
        site = Site.objects.get(pk=key) if of == Draw.Of.SITES else None
        sent = list(User.objects.filter(pk__in=who))
        _plan(user, campaign, planned_for, _Where(task, site), inspectors=sent, drawn=made)
    return made


def drawn_from(
    pool: Sequence[Ticket], people: Sequence[int], *, count: int, a_visit: int, seed: str
) -> list[list[Any]]:
    """[[task, [inspectors]], …]: tasks by weight, then inspectors with equal chances for each task, all from the one seed."""
    return [
        [int(key), [int(who) for who in draw([Ticket(str(p)) for p in people], a_visit, seed=f"{seed}/{key}")]]
        for key in draw(pool, count, seed=seed)
    ]  # fmt: skip


def is_proved(made: Draw) -> bool:
    """Whether the kept seed and pools give the kept draw."""
    pool = [Ticket(key, weight) for key, weight in made.pool]
    again = drawn_from(pool, made.inspectors, count=made.count, a_visit=made.a_visit, seed=made.seed)
    return bool(again == made.drawn)


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a visit goes: a task, a graded place, or any place by its name."""

    task: Task | None = None
    site: Site | None = None
    place: str = ""

    @property
    def name(self) -> str:
        """The place in words; a task has its own."""
        return self.place or (self.site.name if self.site else "")


def _plan(user: User, campaign: Campaign, day: dt.date, where: _Where, *, inspectors: Sequence[User], drawn: Draw | None = None, leader: Leader | None = None, revisits: Inspection | None = None) -> Inspection:  # fmt: skip
    one = Inspection.objects.create(
        campaign=campaign,
        task=where.task,
        site=where.site,
        draw=drawn,
        planned_for=day,
        place=where.name,
        leader=leader,
        revisits=revisits,
    )
    one.inspectors.set(inspectors)
    title = where.task.title if where.task else where.name
    record(
        user,
        "plan",
        Subject("inspection", one.pk, title),
        before=None,
        after={"planned_for": day.isoformat()},
    )
    tell(
        inspectors,
        "inspection-planned",
        link=f"/inspections/{one.pk}/",
        key=f"inspection-{one.pk}",
        on=day,
        title=title,
    )
    return one


@transaction.atomic
def plan(user: User, campaign: Campaign, *, planned_for: dt.date, task: Task | None, place: str, leader: Leader | None, inspectors: Sequence[User], site: Site | None = None) -> Inspection:  # fmt: skip
    """A visit without a draw, of a task or of a place; also one that a leader makes."""
    demand(user, Right.INSPECT)
    where = _Where(task, site, place.strip())
    if task is None and not where.name:
        raise Refused("inspection-where")
    return _plan(user, campaign, planned_for, where, inspectors=inspectors or [user], leader=leader)


@transaction.atomic
def revisit(user: User, seen: Inspection, *, planned_for: dt.date) -> Inspection:
    """A return visit (回头看) by the same people."""
    demand(user, Right.INSPECT)
    if seen.state != Inspection.State.DONE:
        raise Refused("inspection-not-done")
    people = list(seen.inspectors.all())
    where = _Where(seen.task, seen.site, seen.place)
    return _plan(
        user, seen.campaign, planned_for, where, inspectors=people, leader=seen.leader, revisits=seen
    )


@dataclass(frozen=True, slots=True)
class Found:
    """One finding as typed: what, what became of it, and the measure or demand."""

    text: str
    outcome: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """What the phone sends. `token` is made when the form is opened: sent twice over a bad line, it is kept once."""

    summary: str
    token: str
    progress_seen: Decimal | None = None
    findings: Sequence[Found] = ()
    photos: Sequence[File[Any]] = ()
    said: Seen | None = None  # where and when, as the phone's browser says; a photo's own data come first


def may_visit(user: User, one: Inspection) -> bool:
    """The office, and the inspectors who were drawn or named."""
    return user.may(Right.KEEP) or (user.may(Right.INSPECT) and one.inspectors.filter(pk=user.pk).exists())


@transaction.atomic
def record_visit(user: User, one: Inspection, visit: Visit) -> Inspection:
    """Write down a visit with its findings and photos. Findings become notices or problems at once.

    Raises:
        NotYours: neither the office nor one of the inspectors.
        Refused: nothing was seen, or a photo that is none.
        Changed: another form was sent for this visit already.
    """
    if not may_visit(user, one):
        raise NotYours
    locked = Inspection.objects.select_for_update().get(pk=one.pk)
    if locked.state == Inspection.State.DONE:
        if visit.token and locked.token == visit.token:
            return locked
        raise Changed("inspection-done")
    findings = [found for found in visit.findings if found.text.strip()]
    if not visit.summary.strip() and not findings:
        raise Refused("inspection-empty")
    locked.state, locked.visited_on, locked.token = Inspection.State.DONE, today(), visit.token
    locked.summary, locked.progress_seen = visit.summary.strip(), visit.progress_seen
    locked.save()
    checked(locked)
    _keep_photos(locked, visit)
    for found in findings:
        _keep_finding(user, locked, found)
    title = locked.task.title if locked.task else locked.place
    after = {
        "findings": len(findings),
        "photos": len(visit.photos),
        "progress_seen": str(visit.progress_seen or ""),
    }
    record(user, "visit", Subject("inspection", locked.pk, title), before=None, after=after)
    return locked


def _keep_photos(one: Inspection, visit: Visit) -> None:
    if len(visit.photos) > MOST:
        raise Refused("evidence-too-many", most=MOST)
    for file in visit.photos:
        name = file.name or ""
        if PurePath(name).suffix.lower() not in PICTURES:
            raise Refused("photo-kind", name=name)
        if (file.size or 0) > LARGEST:
            raise Refused("evidence-too-large", name=name, limit=LARGEST // 1024 // 1024)
        data = b"".join(file.chunks())
        seen = seen_in(data) or visit.said or Seen()
        Photo.objects.create(
            inspection=one, name=name[-200:], file=file, sha256=hashlib.sha256(data).hexdigest(), taken_at=seen.at,
            latitude=seen.latitude, longitude=seen.longitude,
        )  # fmt: skip


def _keep_finding(user: User, one: Inspection, found: Found) -> None:
    finding = Finding.objects.create(
        inspection=one, text=found.text.strip()[:500], outcome=found.outcome, measure=found.measure.strip()[:300]
    )  # fmt: skip
    lead = (
        one.task.assignments.filter(part=Assignment.Part.LEAD).select_related("unit").first()
        if one.task
        else None
    )
    if found.outcome == Finding.Outcome.NOTICE:
        if lead is None or lead.unit is None:
            raise Refused("inspection-no-unit")
        finding.notice = propose_notice(
            user, one.campaign, unit=lead.unit, colour="blue", task=one.task, demand_text=found.measure,
            reason=say("inspection.notice_reason", on=today(), text=found.text.strip()),
        )  # fmt: skip
    elif found.outcome == Finding.Outcome.PROBLEM:
        raised = Raised(
            content=found.text,
            channel=Problem.Channel.INSPECTION,
            place=one.place,
            task=one.task,
            raised_by=str(user),
        )
        finding.problem = take_in(user, one.campaign, raised)
    finding.save()


@transaction.atomic
def check(user: User, finding: Finding, *, is_mended: bool) -> None:
    """On the return visit: mended or not."""
    demand(user, Right.INSPECT)
    finding.is_mended, finding.checked_on = is_mended, today()
    finding.save(update_fields=["is_mended", "checked_on"])
    record(
        user,
        "check",
        Subject("finding", finding.pk, finding.text[:60]),
        before=None,
        after={"mended": is_mended},
    )


@transaction.atomic
def drop(user: User, one: Inspection, *, reason: str) -> None:
    """A planned visit that will not be made."""
    demand(user, Right.KEEP)
    if one.state != Inspection.State.PLANNED:
        raise Changed("inspection-done")
    if not reason.strip():
        raise Refused("return-needs-reason")
    one.state, one.summary = Inspection.State.DROPPED, reason.strip()
    one.save()
    record(
        user, "drop", Subject("inspection", one.pk, str(one)), before=None, after={"reason": reason.strip()}
    )


def visitable(campaign: Campaign) -> Any:
    """Tasks that can be visited."""
    return Task.objects.filter(campaign=campaign, removed_on=None, parent=None, state__in=LIT)
