"""What is owed: the liaison's one page with its Excel, and the office's list of the silent as text and picture."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from duban_files.duty_file import DutyLine, read_duties, write_duties
from duban_files.errors import FileError
from duban_web.campaigns.chosen import campaign_of
from duban_web.campaigns.models import Campaign, Task
from duban_web.common.access import Right, needs, office_only, person
from duban_web.common.errors import Refused
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.inbox.operations import tell_unit
from duban_web.inbox.sending import post_to_groups
from duban_web.supervision import duties as owed
from duban_web.supervision import filling
from duban_web.supervision.answers import excel_file
from duban_web.supervision.charts import silent_bars
from duban_web.supervision.filling import Row
from duban_web.supervision.models import ProgressReport

UNDO = "sent_reports"


@needs(Right.REPORT)
def duties(request: HttpRequest) -> HttpResponse:
    user, campaign = person(request), campaign_of(request)
    typed: dict[int, Row] = {}
    unknown: list[str] = []
    if request.method == "POST":
        if "undo" in request.POST:
            return _take_back(request)
        tasks = {duty.task.pk: duty.task for duty in owed.duties_of(user, campaign, today())}
        if "file" in request.FILES:
            typed, unknown = _from_file(request, tasks)
        else:
            rows = filling.rows_from(tasks, request.POST.dict())
            if not rows:
                messages.warning(request, say("duties.nothing"))
                return redirect("duties")
            for row in rows:
                row.files = request.FILES.getlist(f"files-{row.task.pk}")
            done = filling.fill(user, campaign, rows)
            request.session[UNDO] = [report.pk for report in done.sent]
            if not done.refused:
                messages.success(request, say("duties.sent", n=len(done.sent), same=done.same))
                return redirect("duties")
            typed = {row.task.pk: row for row in done.refused}
            messages.warning(request, say("duties.some", n=len(done.sent), refused=len(done.refused)))
    context = {
        "campaign": campaign, "period": owed.present(campaign, today()), "unknown": unknown, "undo": len(request.session.get(UNDO, [])),
        "rows": [_row(duty, typed) for duty in owed.duties_of(user, campaign, today())], "from_file": bool(typed) and "file" in request.FILES,
    }  # fmt: skip
    is_wrong = unknown or any(row.problems for row in typed.values())
    return render(request, "supervision/duties.html", context, status=400 if is_wrong else 200)


def _take_back(request: HttpRequest) -> HttpResponse:
    keys = request.session.pop(UNDO, [])
    reports = list(
        ProgressReport.objects.filter(pk__in=keys, submitted_by=person(request)).select_related(
            "task__campaign"
        )
    )
    messages.success(request, say("duties.taken_back", n=filling.take_back(person(request), reports)))
    return redirect("duties")


def _from_file(request: HttpRequest, tasks: Mapping[int, Task]) -> tuple[dict[int, Row], list[str]]:
    """The rows of an uploaded file, shown in the page for the person to send; nothing is saved yet."""
    file = request.FILES.getlist("file")[0]
    try:
        sheet = read_duties(file.read(), name=file.name or "")
    except FileError as problem:
        return {}, [Refused(problem.code, **problem.fields).sentence(language())]
    if sheet is None:
        return {}, [say("gather.no_header", name=file.name)]
    found: dict[int, Row] = {}
    unknown: list[str] = []
    titles = {task.title: key for key, task in tasks.items()}
    for line in sheet.lines:
        cells = line.cells
        key = int(cells["key"]) if cells.get("key", "").isdecimal() else titles.get(cells.get("title", ""), 0)
        if key not in tasks:
            unknown.append(say("duties.not_yours", row=line.row, title=cells.get("title", "")[:40]))
        elif key in found:
            unknown.append(say("duties.twice", row=line.row, title=cells.get("title", "")[:40]))
        elif any(cells.get(name) for name in ("percent", "reached", "text")):
            found[key] = Row.of(tasks[key], cells, row=line.row)
            found[key].told()
    return found, unknown


def _row(duty: owed.Duty, typed: Mapping[int, Row]) -> dict[str, Any]:
    """What the page shows of a duty: typed words if there are any, else the last known figures."""
    task, row = duty.task, typed.get(duty.task.pk)
    known = {
        "percent": f"{task.progress.normalize():f}",
        "reached": _plain(task),
        "blocked": task.blocked,
        "text": "",
    }
    if row is not None:
        known = {"percent": row.percent, "reached": row.reached, "blocked": row.is_blocked, "text": row.text}
    return {"duty": duty, "task": task, "typed": row, **known, "ticked": row is not None}


def _plain(task: Task) -> str:
    return "" if task.reached_value is None else f"{task.reached_value.normalize():f}"


@needs(Right.REPORT)
def duties_file(request: HttpRequest) -> HttpResponse:
    user, campaign = person(request), campaign_of(request)
    lines = [
        DutyLine({
            "key": str(d.task.pk), "no": d.task.no, "title": d.task.title, "deadline": d.task.deadline.isoformat() if d.task.deadline else d.task.deadline_text,
            "before": f"{d.task.progress.normalize():f}", "reached": _plain(d.task), "unit": d.task.target_unit, "blocked": "是" if d.task.blocked else "否",
        })
        for d in owed.duties_of(user, campaign, today())
    ]  # fmt: skip
    title = say(
        "duties.file_title",
        unit=user.unit.name if user.unit else campaign.name,
        campaign=campaign.name,
        day=today(),
    )
    return excel_file(write_duties(title, say("duties.file_note"), lines), title)


@office_only
def silent(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    units, period = owed.silent_units(campaign, today()), owed.present(campaign, today())
    text = _silent_text(campaign, units)
    if request.method == "POST":
        last, due = (period.last, period.due) if period else (today(), today())
        told = sum(
            tell_unit(s.unit.pk, "silent", link="/duties/", key=f"silent-{campaign.pk}-{last}-{today()}", n=s.owed, last=last, due=due) for s in units
        )  # fmt: skip
        groups = post_to_groups(say("silent.title", campaign=campaign.name), text)
        messages.success(request, say("silent.told", n=told, groups=groups))
        return redirect("silent")
    context = {
        "campaign": campaign,
        "units": units,
        "text": text,
        "period": period,
        "fresh": owed.freshness(campaign, today()),
    }
    return render(request, "supervision/silent.html", context)


def _silent_text(campaign: Campaign, units: list[owed.Silence]) -> str:
    """The list to paste into a group."""
    lines = [
        say(
            "silent.head",
            campaign=campaign.name,
            day=today(),
            units=len(units),
            tasks=sum(s.owed for s in units),
        )
    ]
    lines += [
        say("silent.line", n=n, unit=str(s.unit), owed=s.owed) + (say("silent.never") if s.never else "")
        for n, s in enumerate(units, start=1)
    ]
    return "\n".join([*lines, say("silent.foot")])


@office_only
def silent_picture(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    png = silent_bars(campaign, owed.silent_units(campaign, today()), today())
    return HttpResponse(png, content_type="image/png")
