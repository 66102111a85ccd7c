"""Progress reports: a unit reports, the office accepts or returns. An accepted report is never changed, only followed by another."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.db import transaction

from duban.flow.life import REPORTING
from duban.flow.rhythm import period_of
from duban_web.audit.operations import Subject, record
from duban_web.campaigns.models import Task
from duban_web.campaigns.snapshots import snapshot
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.common.office import today
from duban_web.inbox.operations import tell_unit
from duban_web.people.models import User
from duban_web.supervision import queries
from duban_web.supervision.lighting import refresh
from duban_web.supervision.models import Evidence, ProgressReport

EVIDENCE_KINDS = {".jpg", ".jpeg", ".png", ".pdf", ".docx", ".xlsx", ".doc", ".xls", ".txt"}
EVIDENCE_LARGEST = 20 * 1024 * 1024
EVIDENCE_MOST = 10
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says: percent, or the quantity reached; the text; what is done; the files that prove it."""

    percent: Decimal = Decimal(0)
    text: str = ""
    blocked: bool = False
    reached: Decimal | None = None
    milestones: Sequence[str] = ()
    files: Sequence[File[Any]] = ()


def task_subject(task: Task) -> Subject:
    """How the audit trail names a task."""
    return Subject(queries.TASK, task.pk, f"{task.no} {task.title}".strip())


@transaction.atomic
def submit_report(user: User, task: Task, told: Told, *, instead: bool = False, batch: int | None = None, compute: bool = True) -> ProgressReport:  # fmt: skip
    """A unit reports on the present period. With a quantity the percentage is reached over target, whatever was typed.

    With `compute` False the caller refreshes the lights itself, once for many. The first report begins a task that is issued.

    Raises:
        NotYours: the task is another unit's.
        Refused: not a task to report on, a percentage beyond 0 to 100, blocked without a word, a file that may not be evidence.
    """
    if not queries.may_report(user, task):
        raise NotYours("not-your-task")
    if task.state not in REPORTING:
        raise Refused("task-not-active")
    percent = told.percent
    if told.reached is not None and task.target_value:
        percent = min(HUNDRED, (told.reached / task.target_value * 100).quantize(Decimal("0.01")))
    if not 0 <= percent <= HUNDRED:
        raise Refused("percent-range", value=percent)
    if told.blocked and not told.text.strip():
        raise Refused("blocked-needs-reason")
    report = ProgressReport.objects.create(
        task=task, unit=_unit_of(user, task), percent=percent, reached_value=told.reached, blocked=told.blocked, text=told.text.strip(),
        milestones=list(told.milestones), submitted_on=today(), submitted_by=user, period=_period(task), instead=instead, batch=batch,
    )  # fmt: skip
    _keep_evidence(report, told.files)
    record(
        user,
        "report",
        Subject("report", report.pk, task.title),
        before=None,
        after=_plain(report),
        batch=batch,
    )
    _begin(user, task)
    if compute:
        refresh(task.campaign, tasks=[task])
    return report


def _unit_of(user: User, task: Task) -> Any:
    """The unit for which a person reports: the lead unit, where the office or a superior reports in its stead."""
    lead = next((a.unit for a in task.assignments.all() if a.part == "lead" and a.unit), None)
    return lead if user.is_office else user.unit


def _period(task: Task) -> Any:
    campaign = task.campaign
    rhythm = task.recurring if task.recurring in {"monthly", "quarterly"} else campaign.rhythm
    found = period_of(rhythm, today(), grace=campaign.grace, calendar=queries.work_calendar(today()))
    return found.last if found else None


def _begin(user: User, task: Task) -> None:
    """A task that is reported on is being done, whether or not somebody pressed the buttons before."""
    if task.state == Task.State.ACTIVE:
        return
    before = snapshot(task)
    task.signed_on = task.signed_on or today()
    task.state = Task.State.ACTIVE
    task.version += 1
    task.save(update_fields=["signed_on", "state", "version"])
    record(user, "begin", task_subject(task), before=before, after=snapshot(task))


def _plain(report: ProgressReport) -> dict[str, object]:
    return {
        "percent": f"{Decimal(report.percent).normalize():f}",
        "blocked": report.blocked,
        "text": report.text,
        "state": report.state,
        "reason": report.return_reason,
    }


def _keep_evidence(report: ProgressReport, files: Sequence[File[Any]]) -> None:
    if len(files) > EVIDENCE_MOST:
        raise Refused("evidence-too-many", most=EVIDENCE_MOST)
    for file in files:
        name = file.name or ""
        if PurePath(name).suffix.lower() not in EVIDENCE_KINDS:
            raise Refused(
                "evidence-kind", name=name, known="、".join(sorted(k.strip(".") for k in EVIDENCE_KINDS))
            )
        if (file.size or 0) > EVIDENCE_LARGEST:
            raise Refused("evidence-too-large", name=name, limit=EVIDENCE_LARGEST // 1024 // 1024)
        digest = hashlib.sha256(b"".join(file.chunks())).hexdigest()
        Evidence.objects.create(
            report=report, name=name[-200:], file=file, size=file.size or 0, sha256=digest
        )


@transaction.atomic
def accept(user: User, report: ProgressReport, *, compute: bool = True) -> None:
    """From now on the progress counts."""
    _decide(user, report, ProgressReport.State.ACCEPTED, "", compute=compute)


@transaction.atomic
def accept_many(user: User, reports: Iterable[ProgressReport]) -> int:
    """Many at once; the lights are computed once for each campaign."""
    chosen = list(reports)
    for report in chosen:
        accept(user, report, compute=False)
    for campaign in {report.task.campaign for report in chosen}:
        refresh(campaign, tasks=[r.task for r in chosen if r.task.campaign_id == campaign.pk])
    return len(chosen)


@transaction.atomic
def send_back(user: User, report: ProgressReport, *, reason: str) -> None:
    """A report goes back with a reason; its unit is told."""
    if not reason.strip():
        raise Refused("return-needs-reason")
    _decide(user, report, ProgressReport.State.RETURNED, reason.strip(), compute=True)
    tell_unit(report.unit_id, "report-returned", link=f"/tasks/{report.task_id}/#report", urgent=True,
              title=report.task.title, reason=reason.strip()[:100])  # fmt: skip


def _decide(user: User, report: ProgressReport, state: str, reason: str, *, compute: bool) -> None:
    if not queries.may_review(user, report.task):
        raise NotYours("office-only")
    before = _plain(report)
    undecided = ProgressReport.objects.filter(
        pk=report.pk, state=ProgressReport.State.SUBMITTED, undone_on=None
    )
    if not undecided.update(state=state, return_reason=reason[:300], decided_on=today(), decided_by=user):
        raise Changed("report-decided")
    report.refresh_from_db()
    if state == ProgressReport.State.ACCEPTED and report.milestones:
        _mark_done(user, report)
    subject = Subject("report", report.pk, report.task.title)
    record(user, f"report-{state}", subject, before=before, after=_plain(report))
    if compute:
        refresh(report.task.campaign, tasks=[report.task])


def _mark_done(user: User, report: ProgressReport) -> None:
    """The milestones that an accepted report names are done on the day of the report."""
    task = Task.objects.select_for_update().get(pk=report.task_id)
    before = snapshot(task)
    task.milestones.filter(name__in=report.milestones, done_on=None).update(done_on=report.submitted_on)
    task.version += 1
    task.save(update_fields=["version"])
    record(user, "edit", task_subject(task), before=before, after=snapshot(task))
