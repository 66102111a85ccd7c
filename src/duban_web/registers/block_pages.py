"""The pages of building blocks: what gates saw, what stores hold, rosters, zones, grades, visits. One address for all: /registers/CODE/view/BLOCK/."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from duban.registers.blocks import WEEK, Stock
from duban_web.common.access import Right, needs, person
from duban_web.common.language import say
from duban_web.common.office import day_of, today
from duban_web.projects.charts import place_map
from duban_web.registers import gates, gradings, planning, rosters, stores, visits, zones
from duban_web.registers.linking import LONGEST_NUMBER
from duban_web.registers.models import Register
from duban_web.registers.pages import MOST_EXPORTED, register_of
from duban_web.registers.queries import names_of

PAGE = 50
SVG = "image/svg+xml"


@needs(Right.SEE_ALL)
def register_block(request: HttpRequest, code: str, block: str) -> HttpResponse | FileResponse:
    """The page of a block that the register has, else 404."""
    one = register_of(code)
    if block not in one.definition.blocks.pages:
        raise Http404
    return PAGES[block](request, one)


def _day(request: HttpRequest) -> dt.date:
    return day_of(request.GET.get("on", "")) or today()


def _passes(request: HttpRequest, one: Register) -> HttpResponse | FileResponse:
    user, day = person(request), _day(request)
    rows = gates.checks(user, one, day)
    if "file" in request.GET:
        data = gates.exported(one, rows[:MOST_EXPORTED])
        return FileResponse(io.BytesIO(data), as_attachment=True, filename=f"{one.name} {day}.xlsx")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    names = names_of([check.record for check in page])
    context = {
        "one": one, "found": gates.overview(user, one, day), "page": page, "checks": [(check, names[check.record_id]) for check in page],
        "on": day, "asked": f"on={day.isoformat()}", "before": day - dt.timedelta(1), "after": day + dt.timedelta(1),
    }  # fmt: skip
    return render(request, "registers/passes.html", context)


def _stock(request: HttpRequest, one: Register) -> HttpResponse:
    rule, definition = one.definition.blocks.of(Stock), one.definition
    context = {
        "one": one, "balances": stores.balances_of(one), "names": [definition.field(code).name for code in rule.of],
        "holder": definition.field(rule.holder).name if rule.holder else "", "unit_word": definition.field(rule.quantity).unit_word,
    }  # fmt: skip
    return render(request, "registers/stock.html", context)


def _roster(request: HttpRequest, one: Register) -> HttpResponse:
    user, day = person(request), _day(request)
    if request.method == "POST":
        source = day - dt.timedelta(1 if "yesterday" in request.POST else WEEK)
        n = rosters.copy_day(user, one, source, day)
        messages.success(request, say("roster.copied", n=n, day=source))
        return redirect(f"{request.path}?on={day.isoformat()}")
    found = rosters.sheet(user, one, day)
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    context = {"one": one, "sheet": found, "page": page, "rows": rosters.with_names(user, one, page), "asked": f"on={day.isoformat()}", "before": day - dt.timedelta(1), "after": day + dt.timedelta(1)}  # fmt: skip
    return render(request, "registers/roster.html", context)


def _filling_of(day: dt.date, span: str, without: Sequence[int]) -> str:
    return "".join([f"on={day.isoformat()}&span={span}", *(f"&without={n}" for n in without)])


@needs(Right.KEEP)
def register_filling(request: HttpRequest, code: str) -> HttpResponse:
    """Who would fill the gaps of a day, or of seven from it on; and, once looked at, the duties written."""
    one, user, day = register_of(code), person(request), _day(request)
    if one.definition.blocks.roster is None:
        raise Http404
    span = "week" if request.GET.get("span") == "week" else "day"
    days = [day + dt.timedelta(n) for n in range(WEEK if span == "week" else 1)]
    without = sorted(
        {int(n) for n in request.GET.getlist("without") if n.isdecimal() and len(n) <= LONGEST_NUMBER}
    )
    if request.method == "POST":
        n = planning.fill(user, one, days, request.POST.get("seen", ""), without=without)
        messages.success(request, say("roster.filled", n=n))
        return redirect(f"{reverse('register_block', args=[code, 'roster'])}?on={day.isoformat()}")
    found = planning.proposal(user, one, days, without=without)
    asked = _filling_of(day, span, without)
    back = [
        (name, _filling_of(day, span, [n for n in without if n != own]))
        for own, name in found.without.items()
    ]
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    context = {"one": one, "found": found, "days": days, "page": page, "limits": one.definition.blocks.roster.limits, "asked": asked, "without": back}  # fmt: skip
    return render(request, "registers/filling.html", context)


def _zone(request: HttpRequest, one: Register) -> HttpResponse:
    day = _day(request)
    found = zones.areas(person(request), one, day)
    if "map" in request.GET:
        return HttpResponse(place_map(zones.points(found)), content_type=SVG)
    if "history" in request.GET:
        return HttpResponse(zones.history(one, found, day), content_type=SVG)
    names = {state.code: state.name for state in one.definition.states}
    context = {"one": one, "areas": [(area, names[area.level]) for area in found], "levels": zones.levels(one, found), "on": day, "is_placed": bool(zones.points(found))}  # fmt: skip
    return render(request, "registers/zone.html", context)


def _grading(request: HttpRequest, one: Register) -> HttpResponse:
    user = person(request)
    context = {
        "one": one,
        "grades": gradings.grades(user, one, today()),
        "checks": gradings.next_checks(user, one),
        "soon": gradings.SOON,
    }
    return render(request, "registers/grading.html", context)


def _visit(request: HttpRequest, one: Register) -> HttpResponse:
    since = day_of(request.GET.get("on", "")) or today().replace(day=1)
    context = {"one": one, "found": visits.overview(person(request), one, since), "since": since}
    return render(request, "registers/visits.html", context)


PAGES: Mapping[str, Callable[[HttpRequest, Register], HttpResponse | FileResponse]] = {
    "passes": _passes, "stock": _stock, "roster": _roster, "zone": _zone, "grading": _grading, "visit": _visit,
}  # fmt: skip
