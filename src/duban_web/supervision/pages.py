"""A task's page, reporting, the office's decisions, evidence."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban_web.audit import queries as audit
from duban_web.campaigns.models import Task
from duban_web.common.access import office_only, person
from duban_web.common.errors import NotYours, Refused
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.supervision import operations, queries
from duban_web.supervision.charts import task_curve
from duban_web.supervision.forms import ReportForm, ReturnForm
from duban_web.supervision.models import Evidence, ProgressReport


def _task(request: HttpRequest, key: int) -> Task:
    task = get_object_or_404(Task.objects.select_related("campaign"), pk=key, removed_on=None)
    if not queries.may_see(person(request), task):
        raise NotYours("not-your-task")
    return task


def task(request: HttpRequest, key: int) -> HttpResponse:
    one = _task(request, key)
    form = ReportForm(task=one, initial={"percent": one.progress.normalize()})
    return _page(request, one, form)


def _page(request: HttpRequest, one: Task, form: ReportForm, status: int = 200) -> HttpResponse:
    computed = queries.lights(one.campaign, today(), tasks=[one.pk])
    reports = (
        one.reports.filter(undone_on=None)
        .select_related("submitted_by", "decided_by", "unit")
        .prefetch_related("evidence")
    )
    given = list(one.assignments.select_related("leader", "unit"))
    context = {
        "task": one, "light": computed[0] if computed else None, "reports": reports, "form": form,
        "reasons": [r.sentence(language()) for r in computed[0].reasons] if computed else [],
        "milestones": [(m, m.is_late(today())) for m in one.milestones.all()], "given": given,
        "spans": one.light_spans.order_by("-first", "-id"), "entries": audit.of(queries.TASK, one.pk)[:20],
        "may_report": queries.may_report(person(request), one) and one.state == Task.State.ACTIVE, "return_form": ReturnForm(),
    }  # fmt: skip
    return render(request, "supervision/task.html", context, status=status)


def curve(request: HttpRequest, key: int) -> HttpResponse:
    return HttpResponse(task_curve(_task(request, key), today()), content_type="image/svg+xml")


@require_POST
def report(request: HttpRequest, key: int) -> HttpResponse:
    one = _task(request, key)
    form = ReportForm(request.POST, request.FILES, task=one)
    if not form.is_valid():
        return _page(request, one, form, status=400)
    data = form.cleaned_data
    try:
        operations.submit_report(
            person(request), one, percent=data["percent"] if data["percent"] is not None else one.progress,
            reached=data.get("reached"), milestones=data.get("milestones", ()), blocked=data["blocked"], text=data["text"], files=data["evidence"],
        )  # fmt: skip
    except Refused as problem:
        if isinstance(problem, NotYours):
            raise
        form.add_error(None, problem.sentence(language()))
        return _page(request, one, form, status=problem.status)
    messages.success(request, say("report.sent"))
    return redirect("task", key=key)


@office_only
@require_POST
def accept(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(ProgressReport, pk=key)
    operations.accept(person(request), one)
    messages.success(request, say("report.accepted"))
    return (
        redirect(request.POST.get("next") or one.task.get_absolute_url())
        if _safe(request)
        else redirect("task", key=one.task_id)
    )


def _safe(request: HttpRequest) -> bool:
    return request.POST.get("next", "") in {"/", "/review/"}


@office_only
@require_POST
def send_back(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(ProgressReport, pk=key)
    operations.send_back(person(request), one, reason=request.POST.get("reason", ""))
    messages.success(request, say("report.returned"))
    return redirect("task", key=one.task_id)


@office_only
@require_POST
def close(request: HttpRequest, key: int) -> HttpResponse:
    operations.close_task(person(request), _task(request, key))
    messages.success(request, say("task.closed"))
    return redirect("task", key=key)


def evidence(request: HttpRequest, key: int) -> HttpResponse | FileResponse:
    one = get_object_or_404(Evidence.objects.select_related("report__task"), pk=key)
    if not queries.may_see(person(request), one.report.task):
        raise NotYours("not-your-task")
    return FileResponse(one.file.open("rb"), as_attachment=True, filename=one.name)
