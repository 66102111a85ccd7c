"""A task's page, reporting, the office's decisions on reports, evidence."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban_web.audit import queries as audit
from duban_web.campaigns.chosen import campaign_of
from duban_web.campaigns.models import Task
from duban_web.common.access import Right, needs, person, working
from duban_web.common.errors import NotYours, Refused
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.common.templatetags.duban import plain
from duban_web.people.models import User
from duban_web.supervision import asking, contradictions, operations, queries
from duban_web.supervision.charts import task_curve
from duban_web.supervision.forms import ExplanationForm, ReportForm
from duban_web.supervision.models import Evidence, Explanation, ProgressReport
from duban_web.supervision.moves import moves_of

NEWEST, MOST = 10, 100
PICTURES = (".jpg", ".jpeg", ".png", ".webp")


def task_of(request: HttpRequest, key: int) -> Task:
    """The task, if the person may see it."""
    task = get_object_or_404(queries.whole_tasks(), pk=key, removed_on=None)
    if not queries.may_see(person(request), task):
        raise NotYours("not-your-task")
    return task


@working
def task(request: HttpRequest, key: int) -> HttpResponse:
    return task_page(request, task_of(request, key))


def task_page(request: HttpRequest, one: Task, status: int = 200, **forms: Any) -> HttpResponse:
    """The whole page; a form that was refused comes back in it."""
    user = person(request)
    is_whole = request.GET.get("all") == "1"
    prefilled = {"percent": f"{one.progress.normalize():f}", "reached": plain(one.reached_value)}
    context = {
        "task": one, "form": ReportForm(task=one, initial=prefilled), "explanation_form": ExplanationForm(),
        "given": list(one.assignments.all()), "milestones": [(m, m.is_late(today())) for m in one.milestones.all()],
        "spans": one.light_spans.order_by("-first", "-id"), "entries": audit.of(queries.TASK, one.pk)[: MOST if is_whole else NEWEST], "is_whole": is_whole,
        "parts": queries.children(one, "parts").filter(removed_on=None).order_by("id"), "notices": queries.children(one, "notices").exclude(number=None).select_related("unit"),
        "overrides": queries.children(one, "overrides").select_related("by"), "explanations": queries.children(one, "explanations").select_related("unit", "handed_by"),
        **_light(one), **_reports(one, MOST if is_whole else NEWEST), **_may(user, one), **forms,
    }  # fmt: skip
    return render(request, "supervision/task.html", context, status=status)


def _light(one: Task) -> Mapping[str, Any]:
    seen = queries.outlook(one, today())
    reasons = [r.sentence(language()) for r in seen.light.reasons] if seen.light else []
    return {"light": seen.light, "reasons": reasons, "forecast": seen.forecast}


def _reports(one: Task, most: int) -> Mapping[str, Any]:
    """The newest reports, each held against the one before it, and how many there are."""
    standing = one.reports.filter(undone_on=None)
    newest = list(
        standing.select_related("submitted_by", "decided_by", "unit").prefetch_related("evidence")[: most + 1]
    )
    count = len(newest) if len(newest) <= most else standing.count()
    return {"reports": contradictions.with_doubts(one, newest)[:most], "report_count": count}


def _may(user: User, one: Task) -> Mapping[str, Any]:
    can_report = queries.may_report(user, one)
    requests = list(queries.children(one, "requests").select_related("asked_by", "decided_by", "unit"))
    return {
        "may_report": can_report and one.may_be_reported, "may_ask": can_report and one.is_lit, "may_review": queries.may_review(user, one),
        "may_override": asking.may_override(user, one) and one.is_lit, "moves": moves_of(user, one),
        "requests": [(r, r.state == r.State.OPEN and asking.may_decide(user, r), r.state == r.State.OPEN and user.is_office) for r in requests],
        "may_explain": can_report, "waiting": Explanation.State,
    }  # fmt: skip


@working
def curve(request: HttpRequest, key: int) -> HttpResponse:
    return HttpResponse(task_curve(task_of(request, key), today()), content_type="image/svg+xml")


@working
@require_POST
def report(request: HttpRequest, key: int) -> HttpResponse:
    one = task_of(request, key)
    form = ReportForm(request.POST, request.FILES, task=one)
    if not form.is_valid():
        return task_page(request, one, status=400, form=form)
    data = form.cleaned_data
    told = operations.Told(
        data["percent"] if data["percent"] is not None else one.progress, data["text"], data["blocked"], data.get("reached"),
        data.get("milestones", ()), data["evidence"],
    )  # fmt: skip
    try:
        made = operations.submit_report(person(request), one, told, instead=person(request).is_office)
    except Refused as problem:
        if isinstance(problem, NotYours):
            raise
        form.add_error(None, problem.sentence(language()))
        return task_page(request, one, status=problem.status, form=form)
    messages.success(request, say("report.sent"))
    for doubt in contradictions.doubts_of(made):
        messages.warning(request, doubt)
    return redirect("task", key=key)


@needs(Right.REVIEW)
def review(request: HttpRequest) -> HttpResponse:
    user, campaign = person(request), campaign_of(request)
    waiting = queries.awaiting(campaign, user)
    if request.method == "POST":
        chosen = waiting.filter(pk__in=[k for k in request.POST.getlist("report") if k.isdecimal()])
        messages.success(request, say("report.accepted_many", n=operations.accept_many(user, chosen)))
        return redirect("review")
    rows = contradictions.doubted(list(waiting[:MOST]))
    return render(
        request, "supervision/review.html", {"campaign": campaign, "rows": rows, "count": waiting.count()}
    )


@needs(Right.REVIEW)
@require_POST
def accept(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(ProgressReport, pk=key)
    operations.accept(person(request), one)
    messages.success(request, say("report.accepted"))
    back = request.POST.get("next", "")
    return redirect(back if back in {"/", "/review/"} else one.task.get_absolute_url())


@needs(Right.REVIEW)
@require_POST
def send_back(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(ProgressReport, pk=key)
    operations.send_back(person(request), one, reason=request.POST.get("reason", ""))
    messages.success(request, say("report.returned"))
    back = request.POST.get("next", "")
    return redirect(back if back == "/review/" else one.task.get_absolute_url())


@working
def evidence(request: HttpRequest, key: int) -> HttpResponse | FileResponse:
    one = get_object_or_404(Evidence.objects.select_related("report__task__campaign"), pk=key)
    if not queries.may_see(person(request), one.report.task):
        raise NotYours("not-your-task")
    is_picture = "view" in request.GET and one.name.lower().endswith(PICTURES)
    return FileResponse(one.file.open("rb"), as_attachment=not is_picture, filename=one.name)
