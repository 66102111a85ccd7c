"""One indicator, one region, and what does not fit together."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from duban.messages import text
from duban_web.common.access import office_only, person
from duban_web.common.errors import Refused
from duban_web.common.form_page import form_page
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.indicators import charts, comparing, goals, operations, remedying, series
from duban_web.indicators.forms import CorrectForm, TargetForm
from duban_web.indicators.models import Observation

MOST_SHOWN = 100
YEAR_DIGITS = 4


@office_only
def target_list(request: HttpRequest) -> HttpResponse:
    """The targets of a year, and where each stands."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == YEAR_DIGITS else today().year
    form = TargetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.set_target(person(request), year=year, **form.cleaned_data)
        except Refused as problem:
            form.add_error("value", problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect(f"{reverse('targets')}?year={year}")
    context = {
        "form": form,
        "year": year,
        "before": year - 1,
        "after": year + 1,
        "rows": goals.standings(year),
    }
    return render(request, "indicators/targets.html", context, status=400 if form.errors else 200)


@office_only
def figure_review(request: HttpRequest) -> HttpResponse:
    indicator = request.GET.get("indicator", "")[:120]
    found, looked = series.open_doubts(indicator=indicator)
    rows = [
        (one, [text(f"review.{r.code}", language=language(), **r.fields) for r in one.relations])
        for one in found[:MOST_SHOWN]
    ]
    context = {
        "rows": rows,
        "count": len(found),
        "looked": looked,
        "chosen": indicator,
        "names": sorted({name for name, _, _ in series.names()}),
    }
    return render(request, "indicators/review.html", context)


@office_only
@require_POST
def figure_explain(request: HttpRequest, key: int) -> HttpResponse:
    get_object_or_404(Observation, pk=key, removed_on=None)
    operations.explain(
        person(request), key, doubts=request.POST.getlist("doubt"), words=request.POST.get("words", "")
    )
    messages.success(request, say("saved"))
    return redirect("figure_review")


@office_only
def figure_correct(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(Observation, pk=key, removed_on=None)
    form = CorrectForm(request.POST or None, initial={"value": f"{one.value.normalize():f}"})
    if request.method == "POST" and form.is_valid():
        try:
            operations.correct(
                person(request), key, form.cleaned_data["value"], reason=form.cleaned_data["reason"]
            )
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("figure_review")
    context = {
        "title": f"{say('figures.correct')} · {one.region} {one.indicator} {one.period}",
        "form": form,
        "back": "figure_review",
    }
    return form_page(request, context)


def _asked(request: HttpRequest) -> tuple[str, str, series.Table]:
    """The table that was asked for, with what follows by formula where an indicator has one and no figure of its own."""
    name, measure = request.GET.get("name", "")[:120], request.GET.get("measure", "value")[:12]
    known = set(
        series.plain_figures().filter(indicator=name, measure=measure).values_list("region", "period")
    )
    more = [one for one in comparing.derived_figures(name, known) if one.measure == measure]
    return name, measure, series.table_of(name, measure, request.GET.get("kind", "")[:60], more=more)


@office_only
def indicator(request: HttpRequest) -> HttpResponse:
    name, measure, table = _asked(request)
    units = {cell.observation.unit for _, cells in table.rows for cell in cells if cell}
    shown = [region for region, _ in table.rows]
    own = series.own_region()
    region = request.GET.get("region", "")[:60] or (own if own in shown else next(iter(shown), ""))
    context = {
        "name": name, "measure": measure, "table": table, "unit": "、".join(sorted(units)), "names": series.names(), "asked": request.GET.urlencode(), "region": region,
        "parts": comparing.composition_of(name, region, table.periods[0]) if table.periods else [], "derived": comparing.derived_names(),
    }  # fmt: skip
    return render(request, "indicators/indicator.html", context)


@office_only
def indicator_chart(request: HttpRequest, kind: str) -> HttpResponse:
    _, _, table = _asked(request)
    if not table.rows or kind not in {"curve", "ranks"}:
        raise Http404
    units = {cell.observation.unit for _, cells in table.rows for cell in cells if cell}
    drawn = charts.curve(table, "、".join(sorted(units))) if kind == "curve" else charts.ranks(table)
    return HttpResponse(drawn, content_type="image/svg+xml")


@office_only
def region(request: HttpRequest) -> HttpResponse:
    name = request.GET.get("name", "")[:60]
    found = series.profile_of(name)
    groups = [(kind, getattr(found, kind)) for kind in ("strong", "weak", "others")]
    context = {
        "name": name,
        "groups": groups,
        "weak_points": remedying.weak_points(name),
        "has_curves": bool(series.growths_of(name)),
    }
    return render(request, "indicators/region.html", context)
