"""The quarterly cycle 五个一, investment promotion, special bonds."""

from __future__ import annotations

import io
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban.projects import Readiness, quarter_of, spent_share
from duban_web.common.access import Right, needs, office_only, person
from duban_web.common.errors import Refused
from duban_web.common.form_page import form_page
from duban_web.common.language import language, say
from duban_web.common.office import day_of, today
from duban_web.projects import bonding, cycles, cycling, queries, sheets
from duban_web.projects.cycle_models import Bond, Event, EventProject
from duban_web.projects.forms import BondForm, EventForm
from duban_web.projects.models import Project
from duban_web.projects.starts import month_of_starts
from duban_web.supervision.history import work_calendar


def amount_of(words: str) -> Decimal | None:
    """A number that a person typed; None if nothing.

    Raises:
        Refused: no number.
    """
    if not words.strip():
        return None
    try:
        found = Decimal(words.strip().replace(",", ""))
    except InvalidOperation as problem:
        raise Refused("project-no-number", words=words[:20]) from problem
    if not found.is_finite():
        raise Refused("project-no-number", words=words[:20])
    return found


@needs(Right.SEE_ALL)
def cycle(request: HttpRequest) -> HttpResponse:
    """The quarters of a year with their five steps, the joint starts against the year before, signed against landed."""
    on = today()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else on.year  # noqa: PLR2004 years of projects
    context = {
        "year": year, "quarters": cycles.quarters(year, on), "this": quarter_of(on), "compared": cycles.starts_compared(quarter_of(on) if year == on.year else None, year),
        "landed": cycles.landed(year), "promotion": cycles.promotion(year), "pace": cycles.pace(year),
    }  # fmt: skip
    return render(request, "projects/cycle.html", context)


@needs(Right.SEE_ALL)
def starts(request: HttpRequest) -> HttpResponse:
    """The starts of a month by day."""
    asked = request.GET.get("month", "")
    first = (day_of(f"{asked}-01") if asked else None) or today().replace(day=1)
    return render(request, "projects/starts.html", {"month": month_of_starts(first, work_calendar(today()))})


@office_only
def event_new(request: HttpRequest) -> HttpResponse:
    kind = request.GET.get("kind", "")
    event = Event(kind=kind if kind in Event.Kind.values else Event.Kind.SIGNING)
    return _event_form(request, event, say("event.new"))


@office_only
def event_edit(request: HttpRequest, key: int) -> HttpResponse:
    return _event_form(request, get_object_or_404(Event, pk=key, held_on=None), say("event.edit"))


def _event_form(request: HttpRequest, one: Event, title: str) -> HttpResponse:
    form = EventForm(request.POST or None, instance=one, initial={} if one.pk else {"on": today()})
    if request.method == "POST" and form.is_valid():
        made = cycling.save_event(person(request), form.save(commit=False))
        return redirect("event", key=made.pk)
    return form_page(request, {"form": form, "title": title, "back": "cycle"})


@needs(Right.SEE_ALL)
def event(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(Event, pk=key)
    shown = one.projects.select_related("project__unit", "project__town", "project__leader")
    year = one.year
    lines = {
        line.project.pk: line
        for line in queries.lines(
            queries.with_year(
                Project.objects.filter(events__event=one).select_related("unit", "town", "leader"), year
            ),
            year,
        )
    }
    rows = [(entry, lines[entry.project_id]) for entry in shown]
    chosen = {entry.project_id for entry in shown}
    context = {
        "one": one, "rows": rows, "sums": queries.sums(Project.objects.filter(events__event=one), year),
        "proposed": [p for p in cycles.proposed(one) if p.pk not in chosen] if one.held_on is None else [], "is_ahead": one.on > today(),
        "ranking": sorted((row for row in rows if row[0].score is not None), key=_place),
    }  # fmt: skip
    return render(request, "projects/event.html", context)


def _place(row: tuple[EventProject, queries.Line]) -> tuple[Decimal, int]:
    """The best score first."""
    return -(row[0].score or Decimal(0)), row[0].number


@needs(Right.KEEP, Right.INSPECT)
@require_POST
def event_step(request: HttpRequest, key: int) -> HttpResponse:
    """Choose the projects, mark one, say that it took place."""
    one, user, asked = get_object_or_404(Event, pk=key), person(request), request.POST
    if "choose" in asked:
        keys = [int(k) for k in asked.getlist("project") if k.isdecimal()]
        known = Project.objects.filter(removed_on=None).in_bulk(keys)
        cycling.choose(user, one, [known[k] for k in dict.fromkeys(keys) if k in known])
    elif "mark_do" in asked:
        value = amount_of(asked.get("mark", ""))
        if value is None or not asked.get("project", "").isdecimal():
            raise Refused("event-mark")
        entry = get_object_or_404(one.projects, project_id=int(asked["project"]))
        cycling.mark(
            user, one, entry.project_id, by=asked.get("by", ""), value=value, comment=asked.get("comment", "")
        )
    elif "hold" in asked:
        cycling.hold(user, one)
    messages.success(request, say("saved"))
    return redirect("event", key=key)


@needs(Right.SEE_ALL)
def event_book(request: HttpRequest, key: int) -> FileResponse:
    """One page a project, as Word."""
    del request
    one = get_object_or_404(Event, pk=key)
    return FileResponse(io.BytesIO(sheets.tour_book(one)), as_attachment=True, filename=f"{one.title}.docx")


@needs(Right.SEE_ALL)
def bonds(request: HttpRequest) -> HttpResponse:
    """The reserve by stage: asked, issued, spent."""
    asked = request.GET.get("year", "")
    found = Bond.objects.select_related("project__unit")
    if asked.isdecimal():
        found = found.filter(year=int(asked))
    rows = [
        (one, bonding.coverage_of(one), Readiness(one.there).missing, spent_share(one.issued or Decimal(0), one.spent))
        for one in found[:500]
    ]  # fmt: skip
    context = {
        "rows": rows,
        "tiles": cycles.bonds_by_stage(found),
        "chosen": asked[:4],
        "years": Bond.objects.order_by("-year").values_list("year", flat=True).distinct(),
    }
    return render(request, "projects/bonds.html", context)


@office_only
def bond_new(request: HttpRequest) -> HttpResponse:
    project = request.GET.get("project", "")
    one = Bond(
        year=today().year,
        project=Project.objects.filter(pk=int(project)).first() if project.isdecimal() else None,
    )
    return _bond_form(request, one, say("bond.new"))


@office_only
def bond(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(Bond.objects.select_related("project"), pk=key)
    return _bond_form(request, one, str(one.project))


def _bond_form(request: HttpRequest, one: Bond, title: str) -> HttpResponse:
    form = BondForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        try:
            bonding.save_bond(person(request), form.save(commit=False))
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("bonds")
    return form_page(request, {"form": form, "title": title, "back": "bonds"})


@office_only
@require_POST
def bond_step(request: HttpRequest, key: int) -> HttpResponse:
    one, asked = get_object_or_404(Bond, pk=key), request.POST
    if "refuse" in asked:
        bonding.refuse(person(request), one, asked.get("remark", ""))
    else:
        bonding.step(person(request), one, amount=amount_of(asked.get("amount", "")), remark=asked.get("remark", ""))  # fmt: skip
    messages.success(request, say("saved"))
    return redirect("bonds")
