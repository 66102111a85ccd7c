"""Projects: the list, the board of stages, one project, its form, its steps, the office's own list as Excel."""

from __future__ import annotations

import io
from dataclasses import fields
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban.projects import Node as Step
from duban.projects import Rate, critical_path, kinds, next_stage, stages, stages_for
from duban_web.audit import queries as audit
from duban_web.common.access import office_only, person, working
from duban_web.common.errors import Refused
from duban_web.common.form_page import form_page
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.common.templatetags.duban import plain, yi
from duban_web.people.models import Unit
from duban_web.people.queries import leaders
from duban_web.projects import charts, operations, queries, sheets
from duban_web.projects.approving import may_apply, may_decide
from duban_web.projects.forms import ListForm, PictureForm, PlanForm, ProjectForm, ReportForm
from duban_web.projects.importing import Defaults, take_in
from duban_web.projects.models import Project
from duban_web.supervision.history import work_calendar

PAGE, A_STAGE, MOST_ON_WALL = 50, 8, 200


def asked_of(request: HttpRequest) -> queries.Asked:
    """What the address asks for; a leader who asks for nothing sees the own projects."""
    given = {f.name: request.GET.get(f.name, "")[:60] for f in fields(queries.Asked)}
    own = person(request).leader_id
    if own and not request.GET:
        given["leader"] = str(own)
    return queries.Asked(**given)


def _words(asked: queries.Asked) -> str:
    return "&".join(f"{f.name}={value}" for f in fields(queries.Asked) if (value := getattr(asked, f.name)))


def project_of(request: HttpRequest, key: int) -> Project:
    """A project that the person may see, else 404."""
    return get_object_or_404(queries.visible(person(request)), pk=key)


def choices() -> dict[str, Any]:
    """What the filter offers."""
    return {
        "stages": [s.code for s in stages()], "kinds": [k.code for k in kinds()], "levels": Project.Level.values[1:], "leaders": leaders(),
        "towns": Unit.objects.filter(removed_on=None, kind=Unit.Kind.TOWN), "lights": ("red", "yellow", "green"),
    }  # fmt: skip


@working
def projects(request: HttpRequest) -> HttpResponse:
    user, asked, year = person(request), asked_of(request), today().year
    found = queries.chosen(user, asked)
    page = Paginator(queries.with_year(found, year), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "lines": queries.lines(page.object_list, year), "sums": queries.sums(found, year), "year": year, "chosen": asked, "asked": _words(asked),
        "is_own": bool(user.leader_id and asked.leader == str(user.leader_id)), **choices(),
    }  # fmt: skip
    return render(request, "projects/projects.html", context)


@working
def board(request: HttpRequest) -> HttpResponse:
    """The pipeline: each stage with its count, its money, its first projects; who is in charge of how many."""
    user, asked = person(request), asked_of(request)
    found = queries.chosen(user, asked)
    columns = [
        (code, n, total, list(found.filter(stage=code).order_by("stage_since", "id")[:A_STAGE]) if n else [])
        for code, n, total in queries.by_stage(found)
    ]
    context = {
        "columns": columns,
        "leaders_of": queries.by_leader(found),
        "chosen": asked,
        "asked": _words(asked),
        **choices(),
    }
    return render(request, "projects/board.html", context)


@working
def project(request: HttpRequest, key: int) -> HttpResponse:
    return _page(request, project_of(request, key), ReportForm(initial={"month": f"{today():%Y-%m}"}))


def _page(request: HttpRequest, one: Project, form: ReportForm, status: int = 200) -> HttpResponse:
    user, on = person(request), today()
    calendar = work_calendar(on)
    procedures = queries.procedures_of(one)
    line = queries.lines(queries.with_year(Project.objects.filter(pk=one.pk), on.year), on.year)[0]
    left = [
        Step(p.code, max(0, p.promised - p.clock.used(on, calendar)), p.after)
        for p in procedures
        if not p.is_there and p.before == "start"
    ]
    days, chain = critical_path(left)
    own = [stage.code for stage in stages_for(one.funding)]
    following = next_stage(one.stage, one.funding)
    context = {
        "one": one, "expected": _expected(one), "line": line, "year": on.year, "form": form, "rows": [
            (p, p.clock.state(on, calendar), p.clock.used(on, calendar), may_apply(user, p), may_decide(user, p), p.code in chain, p.is_broken(on)) for p in procedures
        ],
        "rate": Rate(sum(p.done_on is not None for p in procedures), len(procedures)), "path_days": days,
        "path": [p.name for p in procedures if p.code in chain], "saved": queries.saved_days(one, procedures), "stages": own, "reached": own[: own.index(one.stage) + 1],
        "following": following.code if following else "", "missing": queries.missing(one, year=on.year), "may_report": operations.may_report(user, one),
        "moves": one.moves.select_related("by"), "phases": one.phases.all(), "agreements": one.agreements.all(), "contacts": one.contacts.all()[:20],
        "pictures": one.pictures.all(), "picture_form": PictureForm(initial={"on": on}), "problems": one.problems.select_related("unit"), "years": one.years.all(),
        "months": one.months.exclude(done=None).order_by("-year", "-number")[:12], "bonds": one.bonds.all(), "events": one.events.select_related("event"),
        "entries": audit.of("project", one.pk)[:20],
    }  # fmt: skip
    return render(request, "projects/project.html", context, status=status)


def _expected(one: Project) -> list[str]:
    """What the project is to bring and to take, as far as it is said."""
    told = (
        ("project.word.output", one.output and yi(one.output)), ("project.word.tax", one.tax and yi(one.tax)), ("project.jobs", one.jobs),
        ("project.land", one.land and plain(one.land)), ("project.energy", one.energy and plain(one.energy)),
    )  # fmt: skip
    return [f"{say(name)} {words}" for name, words in told if words]


@office_only
def project_new(request: HttpRequest) -> HttpResponse:
    return _form(request, Project(), say("project.new"))


@office_only
def project_edit(request: HttpRequest, key: int) -> HttpResponse:
    return _form(request, project_of(request, key), say("project.edit"))


def _form(request: HttpRequest, one: Project, title: str) -> HttpResponse:
    seen = operations.fingerprint(one) if one.pk else ""
    form = ProjectForm(request.POST or None, instance=one, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.save_project(
                person(request), form.save(commit=False), seen=form.cleaned_data["seen"]
            )
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
            return render(
                request,
                "form.html",
                {"form": form, "title": title, "back": "projects"},
                status=problem.status,
            )
        messages.success(request, say("saved"))
        return redirect("project", key=made.pk)
    return form_page(request, {"form": form, "title": title, "back": "projects"})


@working
@require_POST
def project_step(request: HttpRequest, key: int) -> HttpResponse:
    """The one-button steps: to a stage, a problem raised, off the list."""
    one, user, asked = project_of(request, key), person(request), request.POST
    if "to" in asked:
        operations.move(user, one, asked["to"][:12], note=asked.get("note", ""))
    elif "problem" in asked:
        operations.raise_problem(user, one, asked["problem"])
    elif "remove" in asked:
        operations.remove(user, one, reason=asked.get("note", ""))
        messages.success(request, say("saved"))
        return redirect("projects")
    messages.success(request, say("saved"))
    return redirect("project", key=key)


@working
@require_POST
def project_report(request: HttpRequest, key: int) -> HttpResponse:
    one = project_of(request, key)
    form = ReportForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        year, month = data.pop("month")
        try:
            operations.report(person(request), one, year, month, operations.Reported(**data))
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("project", key=key)
    return _page(request, one, form, status=400)


@office_only
def project_plan(request: HttpRequest, key: int) -> HttpResponse:
    """The plan of a year."""
    one, year = project_of(request, key), today().year
    known = one.years.filter(year=year).first()
    begin: dict[str, Any] = {"year": year}
    if known:
        begin |= {"plan": known.plan, "aim": known.aim, "is_new": known.is_new}
        begin |= {f"m{m.number}": m.planned for m in one.months.filter(year=year) if m.planned is not None}
    form = PlanForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.plan_year(
                person(request), one, data["year"], data["plan"], aim=data["aim"], is_new=data["is_new"], months=form.months()
            )  # fmt: skip
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("project", key=key)
    context = {"form": form, "title": say("project.plan_of", name=one.name), "back_to": f"/projects/{key}/"}
    return form_page(request, context)


@working
def project_curve(request: HttpRequest, key: int) -> HttpResponse:
    one, year = project_of(request, key), today().year
    line = queries.lines(queries.with_year(Project.objects.filter(pk=one.pk), year), year)[0]
    return HttpResponse(charts.curve(line.year), content_type="image/svg+xml")


def _chosen_lines(request: HttpRequest, most: int | None = None) -> list[queries.Line]:
    year = today().year
    found = queries.with_year(queries.chosen(person(request), asked_of(request)), year)
    return queries.lines(found[:most] if most else found, year)


@working
def project_export(request: HttpRequest) -> FileResponse:
    """What the list shows, as Excel."""
    data = sheets.list_file(_chosen_lines(request))
    return FileResponse(io.BytesIO(data), as_attachment=True, filename=f"{say('project.list.file')}.xlsx")


KINDS = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


@working
def project_wall(request: HttpRequest) -> HttpResponse:
    """挂图作战: the projects of the list, the first 200, for the page, a 4K screen or A0."""
    kind, size = request.GET.get("as", "svg"), request.GET.get("for", "page")
    if kind not in KINDS or size not in charts.WALL:
        raise Refused("project-chart")
    drawn = charts.wall(
        _chosen_lines(request, MOST_ON_WALL), today(), title=say("project.wall"), size=size, kind=kind
    )
    return HttpResponse(drawn, content_type=KINDS[kind])


@working
def project_map(request: HttpRequest) -> HttpResponse:
    """The projects of the list that have a place, on the office's own map."""
    placed = [line for line in _chosen_lines(request, MOST_ON_WALL) if line.project.latitude is not None]
    if "svg" in request.GET:
        points = [
            charts.Point(
                one.project.name,
                float(one.project.latitude),
                float(one.project.longitude or 0),
                one.project.light,
            )
            for one in placed
            if one.project.latitude is not None
        ]
        return HttpResponse(charts.place_map(points), content_type="image/svg+xml")
    return render(
        request,
        "projects/map.html",
        {"lines": placed, "asked": _words(asked_of(request)), "chosen": asked_of(request)},
    )


@office_only
def project_import(request: HttpRequest) -> HttpResponse:
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, data = form.cleaned_data["file"], form.cleaned_data
        try:
            taken = take_in(
                person(request), file.read(), name=file.name, defaults=Defaults(data["unit"], data["kind"])
            )
        except Refused as problem:
            form.add_error("file", problem.sentence(language()))
        else:
            messages.success(request, say("project.list.taken", added=taken.added, changed=taken.changed))
            return redirect("projects")
    context = {"form": form, "title": say("project.import"), "back": "projects"}
    return form_page(request, context)
