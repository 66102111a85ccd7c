"""Figures held against each other: peers, heat map, the office's own map."""

from collections import Counter
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from duban.analysis.derived import formula
from duban.facts.names import county_dictionary, indicators
from duban_web.common.access import office_only, person
from duban_web.common.errors import Refused
from duban_web.common.language import language, say
from duban_web.indicators import charts, comparing, operations, series
from duban_web.indicators.forms import MapForm, PeersForm
from duban_web.indicators.models import RegionMap


def _regions(request: HttpRequest, known: list[str]) -> list[str]:
    """The regions that were asked for, or those of a group; where neither was, all but the towns, or the towns where there are no others."""
    group = next((one for one in comparing.groups() if str(one.pk) == request.GET.get("group")), None)
    asked = [str(name) for name in group.regions] if group else request.GET.getlist("regions")
    chosen = [region for region in dict.fromkeys(asked) if region in known]
    within = series.towns()
    return chosen or [region for region in known if region not in within] or known


@office_only
def compare(request: HttpRequest) -> HttpResponse:
    """One indicator for regions that the person chooses; the choice can be kept as a group."""
    name, measure = request.GET.get("name", "")[:120], request.GET.get("measure", "growth")[:12]
    known = comparing.regions_with(name, measure)
    chosen = _regions(request, known)
    form = PeersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.save_group(
                person(request), form.cleaned_data["name"], request.POST.getlist("regions")
            )
        except Refused as problem:
            form.add_error("name", problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect(f"{reverse('compare')}?{_query(name, measure)}&group={made.pk}")
    context = {
        "name": name, "measure": measure, "known": known, "chosen": chosen, "groups": comparing.groups(), "form": form, "names": series.names(),
        "found": comparing.compare(name, measure, chosen), "asked": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "indicators/compare.html", context, status=400 if form.errors else 200)


def _query(name: str, measure: str) -> str:
    return urlencode({"name": name, "measure": measure})


@office_only
def compare_chart(request: HttpRequest) -> HttpResponse:
    name, measure = request.GET.get("name", "")[:120], request.GET.get("measure", "growth")[:12]
    found = comparing.compare(name, measure, _regions(request, comparing.regions_with(name, measure)))
    if not found.periods:
        raise Http404
    table = series.Table(found.periods, found.rows, "", [""])
    return HttpResponse(charts.curve(table, found.unit), content_type="image/svg+xml")


@office_only
def heat(request: HttpRequest) -> HttpResponse:
    return render(request, "indicators/heat.html", {"heat": comparing.heat(request.GET.get("kind", "")[:60])})


@office_only
def dictionary(request: HttpRequest) -> HttpResponse:
    """The indicators of a county by the office that answers for them: unit, direction, kind, formula, how many figures there are."""
    words = request.GET.get("words", "").strip()[:60]
    counts: Counter[str] = Counter()
    for name, _, n in series.names():
        counts[name] += n
    offices = [
        (office, [(one, formula(one), counts[one.name]) for one in known if words in office or any(words in name for name in (one.name, *one.aliases))])
        for office, known in county_dictionary().items()
    ]  # fmt: skip
    context = {
        "words": words,
        "offices": [(office, rows) for office, rows in offices if rows],
        "all": len(indicators()),
    }
    return render(request, "indicators/dictionary.html", context)


@office_only
def small_multiples(request: HttpRequest) -> HttpResponse:
    cells = series.growths_of(request.GET.get("name", "")[:60])
    if not cells:
        raise Http404
    return HttpResponse(charts.small_multiples(cells), content_type="image/svg+xml")


def _map() -> RegionMap | None:
    return RegionMap.objects.filter(removed_on=None).first()


@office_only
def region_map(request: HttpRequest) -> HttpResponse:
    """The map of an indicator's newest period; take a map in."""
    form = MapForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.keep_map(person(request), form.cleaned_data["file"])
        except Refused as problem:
            form.add_error("file", problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect(f"{reverse('region_map')}?{request.GET.urlencode()}")
    kept, name, measure = _map(), request.GET.get("name", "")[:120], request.GET.get("measure", "growth")[:12]
    shapes = [one["properties"]["name"] for one in kept.shapes] if kept else []
    context = {
        "form": form, "kept": kept, "name": name, "measure": measure, "names": series.names(), "shapes": shapes,
        "lost": [region for region in comparing.regions_with(name, measure) if shapes and region not in shapes], "asked": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "indicators/map.html", context, status=400 if form.errors else 200)


@office_only
def region_map_chart(request: HttpRequest) -> HttpResponse:
    kept, name, measure = _map(), request.GET.get("name", "")[:120], request.GET.get("measure", "growth")[:12]
    if kept is None:
        raise Http404
    names = [one["properties"]["name"] for one in kept.shapes]
    found = comparing.compare(name, measure, names, periods=1)
    cells = {region: row[0] for region, row in found.rows if row and row[0]}
    return HttpResponse(charts.region_map(kept.shapes, cells, found.unit), content_type="image/svg+xml")
