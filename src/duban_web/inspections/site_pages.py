"""Places graded by risk: the list by colour and due day, one place, the office's own register."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from duban.flow.grading import grades
from duban_web.audit import queries as audit
from duban_web.common.access import Right, needs, office_only, person
from duban_web.common.errors import Refused
from duban_web.common.form_page import form_page
from duban_web.common.language import language, say
from duban_web.inspections import graded
from duban_web.inspections.forms import SiteFileForm, SiteForm
from duban_web.inspections.models import Site

PAGE = 50


@needs(Right.SEE_ALL)
def sites(request: HttpRequest) -> HttpResponse:
    colour, is_due = request.GET.get("colour", "")[:6], bool(request.GET.get("due"))
    counts = graded.counts()
    page = Paginator(graded.sites(colour=colour, is_due=is_due), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "tiles": [(g.colour, counts.get(g.colour, 0), g.every_days) for g in grades()], "colour": colour, "is_due": is_due,
        "due": graded.sites(is_due=True).count(), "asked": f"colour={colour}" + ("&due=1" if is_due else ""),
    }  # fmt: skip
    return render(request, "inspections/sites.html", context)


@needs(Right.KEEP, Right.INSPECT)
def site_new(request: HttpRequest) -> HttpResponse:
    return _form(request, Site(), say("site.new"))


@needs(Right.SEE_ALL)
def site(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(Site.objects.select_related("unit"), pk=key, removed_on=None)
    if person(request).may(Right.INSPECT) and (request.method == "POST" or "edit" in request.GET):
        return _form(request, one, one.name)
    visits = one.inspections.order_by("-planned_for")[:50]
    return render(
        request,
        "inspections/site.html",
        {"one": one, "visits": visits, "entries": audit.of("site", key)[:20]},
    )


def _form(request: HttpRequest, one: Site, title: str) -> HttpResponse:
    form = SiteForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        made = graded.save_site(person(request), form.save(commit=False))
        messages.success(request, say("saved"))
        return redirect("site", key=made.pk)
    return form_page(request, {"form": form, "title": title, "back": "sites"})


@office_only
def site_import(request: HttpRequest) -> HttpResponse:
    form = SiteFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            n = graded.take_in(person(request), file.read(), name=file.name)
        except Refused as problem:
            form.add_error("file", problem.sentence(language()))
        else:
            messages.success(request, say("site.taken_in", n=n))
            return redirect("sites")
    return form_page(request, {"form": form, "title": say("site.import"), "back": "sites"})
