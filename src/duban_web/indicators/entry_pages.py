"""Figures that a person types, and what is done about weak ones."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from duban_web.common.access import office_only, person
from duban_web.common.errors import Refused
from duban_web.common.form_page import form_page
from duban_web.common.language import language, say
from duban_web.indicators import operations, remedying
from duban_web.indicators.forms import EntryForm, WeakPointForm
from duban_web.indicators.operations import Key, Reading


@office_only
def figure_new(request: HttpRequest) -> HttpResponse:
    """One figure that no paper states."""
    initial = {name: request.GET.get(name, "") for name in ("indicator", "region", "period", "unit")}
    form = EntryForm(request.POST or None, initial=initial | {"measure": request.GET.get("measure", "value")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        base = "同比" if data["measure"] == "growth" else ""
        key = Key(data["indicator"], data["measure"], base, "", data["region"].strip(), data["period"])
        reading = Reading(data["value"], data["unit"], is_estimate=data["is_estimate"], source=data["source"])
        try:
            one = operations.enter(person(request), key, reading, replace=data["replace"])
        except Refused as problem:
            form.add_error("value", problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("observation_sources", key=one.pk)
    context = {"title": say("figures.new"), "form": form, "back": "observations"}
    return form_page(request, context)


@office_only
def weak_point_new(request: HttpRequest) -> HttpResponse:
    """Cause, measure, who answers and by when, of an indicator in which a region lags."""
    indicator, region = request.GET.get("indicator", "")[:120], request.GET.get("region", "")[:60]
    back = f"{reverse('region')}?name={region}"
    form = WeakPointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            remedying.take_on(person(request), indicator=indicator, region=region, **form.cleaned_data)
        except Refused as problem:
            form.add_error("due", problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect(back)
    title = say("figures.weak_point", region=region, indicator=indicator)
    context = {"title": title, "form": form, "back_to": back}
    return form_page(request, context)


@office_only
@require_POST
def weak_point_done(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(remedying.weak_points(), pk=key)
    remedying.finish(person(request), one)
    return redirect(f"{reverse('region')}?name={one.region}")
