"""Inspections: the list, the draw with its proof, one visit, and the form for the phone with its worker."""

import secrets

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban_web.campaigns.chosen import campaign_of
from duban_web.common.access import Right, needs, office_only, person, working
from duban_web.common.errors import NotYours, Refused
from duban_web.common.form_page import form_page
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.common.offline import offline_worker
from duban_web.inspections import operations, queries
from duban_web.inspections.forms import DrawForm, PlanForm, VisitForm
from duban_web.inspections.models import Finding, Inspection, Photo
from duban_web.inspections.pictures import pictures
from duban_web.supervision.pages import task_of

PAGE = 50


@working
def inspection_list(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    page = Paginator(
        queries.visible(person(request), campaign).prefetch_related("inspectors"), PAGE
    ).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "page": page,
        "tally": queries.tally(campaign),
        "draws": queries.draws(campaign)[:10],
    }
    return render(request, "inspections/inspections.html", context)


@office_only
def draw_new(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    form = DrawForm(
        request.POST or None,
        initial={"planned_for": today(), "inspectors": [u.pk for u in queries.inspectors()]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.make_draw(person(request), campaign, **form.cleaned_data)
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            return redirect("draw", key=made.pk)
    title = say("draw.new")
    return form_page(request, {"form": form, "title": title, "back": "inspections"})


@needs(Right.SEE_ALL)
def draw(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(queries.draws(campaign_of(request)), pk=key)
    visits = one.inspections.select_related("task").prefetch_related("inspectors")
    return render(
        request,
        "inspections/draw.html",
        {"draw": one, "visits": visits, "is_proved": operations.is_proved(one)},
    )


@needs(Right.INSPECT)
def inspection_new(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    form = PlanForm(
        request.POST or None,
        campaign=campaign,
        initial={"planned_for": today(), "task": request.GET.get("task"), "site": request.GET.get("site")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.plan(person(request), campaign, **form.cleaned_data)
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            return redirect("inspection", key=made.pk)
    title = say("inspection.new")
    return form_page(request, {"form": form, "title": title, "back": "inspections"})


def _inspection(request: HttpRequest, key: int) -> Inspection:
    one = get_object_or_404(Inspection.objects.select_related("campaign"), pk=key)
    return get_object_or_404(queries.visible(person(request), one.campaign), pk=key)


@working
def inspection(request: HttpRequest, key: int) -> HttpResponse:
    one = _inspection(request, key)
    context = {
        "one": one, "findings": queries.findings_of(one), "photos": one.photos.all(), "before": queries.findings_of(one.revisits) if one.revisits else [],
        "may_visit": operations.may_visit(person(request), one) and one.state == Inspection.State.PLANNED, "later": one.revisited_by.all(),
    }  # fmt: skip
    return render(request, "inspections/inspection.html", context)


@needs(Right.INSPECT)
def visit(request: HttpRequest, key: int) -> HttpResponse:
    one = _inspection(request, key)
    if not operations.may_visit(person(request), one):
        raise NotYours
    form = VisitForm(request.POST or None, initial={"token": secrets.token_hex(12)})
    if request.method == "POST" and form.is_valid():
        try:
            operations.record_visit(person(request), one, form.visit(request.FILES.getlist("photos")))
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
            return render(
                request, "inspections/visit.html", {"one": one, "form": form}, status=problem.status
            )
        messages.success(request, say("inspection.kept"))
        return redirect("inspection", key=key)
    return render(
        request, "inspections/visit.html", {"one": one, "form": form}, status=400 if form.errors else 200
    )


@needs(Right.INSPECT)
@require_POST
def inspection_step(request: HttpRequest, key: int) -> HttpResponse:
    """Plan a return visit, check a finding on it, or drop a planned visit."""
    one, user, asked = _inspection(request, key), person(request), request.POST
    if "revisit" in asked:
        return redirect("inspection", key=operations.revisit(user, one, planned_for=today()).pk)
    if "drop" in asked:
        operations.drop(user, one, reason=asked.get("reason", ""))
    elif one.revisits and asked.get("finding", "").isdecimal():
        finding = get_object_or_404(Finding, pk=int(asked["finding"]), inspection=one.revisits)
        operations.check(user, finding, is_mended=asked.get("mended") == "1")
    messages.success(request, say("saved"))
    return redirect("inspection", key=key)


@working
def photo(request: HttpRequest, key: int) -> FileResponse:
    one = get_object_or_404(Photo.objects.select_related("inspection"), pk=key)
    _inspection(request, one.inspection_id)
    return FileResponse(one.file.open("rb"), filename=one.name)


@working
def task_pictures(request: HttpRequest, key: int) -> HttpResponse:
    """Before and after: the first and the last picture of a task, or two that the person picks."""
    one = task_of(request, key)
    found = pictures(person(request), one)
    by_key = {picture.key: picture for picture in found}
    before = by_key.get(request.GET.get("before", ""), found[0] if found else None)
    after = by_key.get(request.GET.get("after", ""), found[-1] if found else None)
    context = {
        "task": one,
        "pictures": found,
        "pair": [(say("picture.before"), before), (say("picture.after"), after)],
        "before": before,
        "after": after,
    }
    return render(request, "inspections/pictures.html", context)


@needs(Right.INSPECT)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served below /inspections/ so that it sees only these pages."""
    del request
    return offline_worker()
