"""Reports and lights: everything that changes them."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django_tasks import task

from duban.lights import Light, lights_on
from duban_web.audit.operations import Subject, record
from duban_web.campaigns.models import Campaign, Task
from duban_web.campaigns.snapshots import snapshot
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.common.office import today
from duban_web.people.models import User
from duban_web.supervision import queries
from duban_web.supervision.models import Evidence, LightSpan, ProgressReport

EVIDENCE_KINDS = {".jpg", ".jpeg", ".png", ".pdf", ".docx", ".xlsx", ".doc", ".xls", ".txt"}
EVIDENCE_LARGEST = 20 * 1024 * 1024
EVIDENCE_MOST = 10
HUNDRED = Decimal(100)
MOST_CAUGHT_UP = dt.timedelta(days=370)


def task_subject(task: Task) -> Subject:
    """How the audit trail names a task."""
    return Subject(queries.TASK, task.pk, f"{task.no} {task.title}".strip())


@transaction.atomic
def submit_report(user: User, task: Task, *, percent: Decimal, text: str, blocked: bool = False, reached: Decimal | None = None,
                  files: Sequence[File[Any]] = (), milestones: Sequence[str] = (), compute: bool = True) -> ProgressReport:  # fmt: skip
    """A unit reports. With a quantity the percentage is reached over target, whatever was typed.

    With `compute` False the caller refreshes the lights itself, once for many.

    Raises:
        NotYours: the task is another unit's.
        Refused: not an active task, a percentage beyond 0 to 100, a file that may not be evidence.
    """
    if not queries.may_report(user, task):
        raise NotYours("not-your-task")
    if task.state != Task.State.ACTIVE:
        raise Refused("task-not-active")
    if reached is not None and task.target_value:
        percent = min(HUNDRED, (reached / task.target_value * 100).quantize(Decimal("0.01")))
    if not 0 <= percent <= HUNDRED:
        raise Refused("percent-range", value=percent)
    if blocked and not text.strip():
        raise Refused("blocked-needs-reason")
    report = ProgressReport.objects.create(
        task=task, unit=user.unit, percent=percent, reached_value=reached, blocked=blocked, text=text.strip(), milestones=list(milestones),
        submitted_on=today(), submitted_by=user,
    )  # fmt: skip
    _keep_evidence(report, files)
    record(user, "report", Subject("report", report.pk, task.title), before=None, after=_plain(report))
    if compute:
        refresh(task.campaign, tasks=[task])
    return report


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
    """The office accepts: from now on the progress counts."""
    _decide(user, report, ProgressReport.State.ACCEPTED, "", compute=compute)


@transaction.atomic
def send_back(user: User, report: ProgressReport, *, reason: str) -> None:
    """The office returns a report with a reason."""
    if not reason.strip():
        raise Refused("return-needs-reason")
    _decide(user, report, ProgressReport.State.RETURNED, reason.strip(), compute=True)


def _decide(user: User, report: ProgressReport, state: str, reason: str, *, compute: bool) -> None:
    if not user.is_office:
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
    record(
        user,
        f"report-{state}",
        Subject("report", report.pk, report.task.title),
        before=before,
        after=_plain(report),
    )
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


@transaction.atomic
def close_task(user: User, task: Task, *, progress: Decimal | None = None, compute: bool = True) -> None:
    """The office closes a task whose accepted progress is 100 % (办结); `progress` where the caller knows it better."""
    if not user.is_office:
        raise NotYours("office-only")
    reached = task.progress if progress is None else progress
    if reached < HUNDRED:
        raise Refused("close-needs-all", progress=f"{reached.normalize():f}")
    before = snapshot(task)
    task.state, task.done_on = Task.State.DONE, today()
    task.version += 1
    task.save()
    record(user, "close", task_subject(task), before=before, after=snapshot(task))
    if compute:
        refresh(task.campaign, tasks=[task])


@transaction.atomic
def refresh(campaign: Campaign, *, tasks: Iterable[Task] | None = None, day: dt.date | None = None) -> int:
    """Compute the lights of the office's day and write what changed: the task's own columns and the spans.

    Returns how many lights turned.
    """
    on = day or today()
    keys = None if tasks is None else [task.pk for task in tasks]
    records = {r.key: r for r in queries.records_on(campaign, on, tasks=keys)}
    rows = {
        str(task.pk): task
        for task in Task.objects.filter(campaign=campaign, **({} if keys is None else {"pk__in": keys}))
    }
    open_spans = {str(s.task_id): s for s in LightSpan.objects.filter(task_id__in=list(map(int, rows)), last=None)} if keys else {
        str(s.task_id): s for s in LightSpan.objects.filter(task__campaign=campaign, last=None)}  # fmt: skip
    computed = lights_on(
        records.values(), on, rules=queries.rules_of(campaign, on), calendar=queries.work_calendar(on)
    )
    changed = [light for light in computed if _turned(open_spans.get(light.key), light)]
    for light in computed:
        row, known = rows[light.key], records[light.key]
        row.progress, row.reported_on, row.blocked = known.progress, known.reported_on, known.blocked
    _write_spans(changed, open_spans, rows, on)
    removed = [span for key, span in open_spans.items() if key not in records]
    LightSpan.objects.filter(pk__in=[span.pk for span in removed]).update(last=on - dt.timedelta(days=1))
    _write_last_words(rows.values(), keys)
    Task.objects.bulk_update(
        rows.values(),
        ["progress", "reported_on", "blocked", "light", "light_since", "status", "reached_value"],
        batch_size=500,
    )
    if tasks is None:
        Campaign.objects.filter(pk=campaign.pk).update(computed_on=on)
    return len(changed)


def _turned(span: LightSpan | None, light: Light) -> bool:
    return span is None or span.colour != (light.colour or "") or span.version != light.version


def _write_spans(
    changed: list[Light], open_spans: dict[str, LightSpan], rows: dict[str, Task], day: dt.date
) -> None:
    """Close what was, open what is. A light that turned and turned back on one day has not turned at all."""
    yesterday = day - dt.timedelta(days=1)
    begun = {key: span for key, span in open_spans.items() if span.first == day}
    again = [light.key for light in changed if light.key in begun]
    before = {
        str(s.task_id): s for s in LightSpan.objects.filter(task_id__in=map(int, again), last=yesterday)
    }
    LightSpan.objects.filter(pk__in=[begun[key].pk for key in again]).delete()
    back = {light.key for light in changed if light.key in before and not _turned(before[light.key], light)}
    LightSpan.objects.filter(pk__in=[before[key].pk for key in back]).update(last=None)
    closing = [open_spans[light.key].pk for light in changed if light.key in open_spans]
    LightSpan.objects.filter(pk__in=closing).update(last=yesterday)
    LightSpan.objects.bulk_create(_span(light, day) for light in changed if light.key not in back)
    for light in changed:
        row = rows[light.key]
        row.light, row.light_since = light.colour or "", before[light.key].first if light.key in back else day


def _span(light: Light, day: dt.date) -> LightSpan:
    reasons = [[reason.term, [list(seen) for seen in reason.figures]] for reason in light.reasons]
    return LightSpan(
        task_id=int(light.key), colour=light.colour or "", first=day, rule=light.rule, version=light.version,
        figures=dict(light.figures), reasons=reasons,
    )  # fmt: skip


def _write_last_words(rows: Iterable[Task], keys: list[int] | None) -> None:
    """The text and the quantity of the last accepted report."""
    reports = ProgressReport.objects.filter(state=ProgressReport.State.ACCEPTED, undone_on=None).order_by(
        "id"
    )
    if keys is not None:
        reports = reports.filter(task_id__in=keys)
    last = {
        task: (text, reached)
        for task, text, reached in reports.values_list("task_id", "text", "reached_value")
    }
    for row in rows:
        row.status, row.reached_value = last.get(row.pk, ("", None))


def nightly(day: dt.date | None = None) -> int:
    """Every campaign that has begun, day by day from the last day that was computed, so that no turn is dated late.

    Returns how many lights turned.
    """
    on = day or today()
    turned = 0
    for campaign in Campaign.objects.filter(start__lte=on, removed_on=None):
        first = max(campaign.computed_on or on, on - MOST_CAUGHT_UP)
        for number in range((on - first).days + 1):
            turned += refresh(campaign, day=first + dt.timedelta(days=number))
    return turned


@task()  # type: ignore[untyped-decorator]
def nightly_lights() -> None:
    """The same, for the background worker."""
    nightly()
