"""Schemes: new, changed by two, tried before they are used."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban.scoring import RoundError, all_methods, other_methods, parse_scheme, shipped_schemes, try_out
from duban.scoring.changes import changes
from duban.scoring.editing import with_weights
from duban_web.assessment import queries, scheming
from duban_web.assessment.forms import SchemeForm, SourceForm, WeightsForm
from duban_web.assessment.models import Scheme, SchemeVersion
from duban_web.common.access import Right, needs, office_only, person
from duban_web.common.errors import Refused
from duban_web.common.form_page import form_page
from duban_web.common.language import language, say
from duban_web.common.office import today


@office_only
def scheme_new(request: HttpRequest) -> HttpResponse:
    shipped = shipped_schemes()
    start = shipped.get(request.GET.get("from", ""), shipped["quarterly"])
    form = SchemeForm(request.POST or None, initial={"begins": today(), "source": start})
    if request.method == "POST" and form.is_valid():
        try:
            made = scheming.add_scheme(person(request), **form.cleaned_data)
        except Refused as problem:
            form.add_error(
                "name" if problem.code == "scheme-name-taken" else "source", problem.sentence(language())
            )
        else:
            return redirect(made)
    context = {"title": say("assess.new_scheme"), "form": form, "back": "assessments"}
    return form_page(request, context)


@needs(Right.SEE_ALL)
def scheme(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(queries.schemes(), pk=key)
    now = queries.in_force(one)
    tree = parse_scheme(now.source)
    groups = [(name, list(tree.walk(code))) for code, name in tree.groups or (("", ""),)]
    context = {
        "one": one, "now": now, "waiting": queries.waiting(one), "tree": tree, "groups": groups, "is_locked": today() >= one.begins,
        "versions": one.versions.select_related("made_by", "agreed_by"), "rounds": queries.rounds(person(request)).filter(scheme=one), "methods": all_methods(),
        "may_decide": person(request).may(Right.KEEP) or person(request).may(Right.DECIDE),
    }  # fmt: skip
    return render(request, "assessment/scheme.html", context | _compared(request, one, now))


def _compared(request: HttpRequest, one: Scheme, now: SchemeVersion) -> dict[str, Any]:
    """What is new in a scheme (新增指标): since the version that held before, and against another scheme that was asked for, such as last year's."""
    others = [other for other in queries.schemes() if other.pk != one.pk]
    asked = next((other for other in others if str(other.pk) == request.GET.get("against")), None)
    before = one.versions.exclude(in_force_on=None).filter(number__lt=now.number).first()
    held = [(say("assess.changes"), before.source)] if before else []
    held += [(say("assess.against", name=asked.name), queries.in_force(asked).source)] if asked else []
    tree = parse_scheme(now.source)
    compared = [(title, changes(parse_scheme(source), tree)) for title, source in held]
    return {"compared": compared, "others": others, "against": asked.pk if asked else None}


@office_only
def scheme_change(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(queries.schemes(), pk=key)
    form = SourceForm(request.POST or None, initial={"source": queries.in_force(one).source})
    if request.method == "POST" and form.is_valid():
        try:
            made = scheming.change_scheme(
                person(request), one, form.cleaned_data["source"], reason=form.cleaned_data["reason"]
            )
        except Refused as problem:
            form.add_error(
                "reason" if problem.code == "scheme-needs-reason" else "source", problem.sentence(language())
            )
        else:
            messages.success(request, say("saved") if made.in_force_on else say("assess.waits_for_second"))
            return redirect(one)
    context = {"title": f"{say('assess.change')} · {one}", "form": form, "back_to": one.get_absolute_url()}
    return form_page(request, context)


@office_only
def scheme_weights(request: HttpRequest, key: int) -> HttpResponse:
    """The weights of a scheme as a table; the source keeps every other word."""
    one = get_object_or_404(queries.schemes(), pk=key)
    source = queries.in_force(one).source
    tree = parse_scheme(source)
    groups = [(name, list(tree.walk(code))) for code, name in tree.groups or (("", ""),)]
    weighed = {item.code: item for _, items in groups for item, _ in items if not item.is_beside}
    form = WeightsForm(request.POST or None, items=list(weighed.values()))
    if request.method == "POST" and form.is_valid():
        try:
            changed = with_weights(source, form.weights())
            made = scheming.change_scheme(person(request), one, changed, reason=form.cleaned_data["reason"])
        except Refused as problem:
            form.add_error(
                "reason" if problem.code == "scheme-needs-reason" else None, problem.sentence(language())
            )
        else:
            messages.success(request, say("saved") if made.in_force_on else say("assess.waits_for_second"))
            return redirect(one)
    rows = [
        (item, depth, form[f"w_{item.code}"] if item.code in weighed else None)
        for _, items in groups
        for item, depth in items
    ]
    context = {"one": one, "form": form, "rows": rows, "is_locked": today() >= one.begins}
    return render(request, "assessment/weights.html", context, status=400 if form.errors else 200)


@needs(Right.KEEP, Right.DECIDE)
@require_POST
def version_decide(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(SchemeVersion.objects.select_related("scheme"), pk=key)
    scheming.decide_version(person(request), one, agree="agree" in request.POST)
    messages.success(request, say("saved"))
    return redirect(one.scheme)


@needs(Right.SEE_ALL)
def trial(request: HttpRequest, key: int) -> HttpResponse:
    """The scheme that is in force, tried on the figures of a round: how much the places hang on weights and methods."""
    one = get_object_or_404(queries.rounds(person(request)), pk=key)
    view = queries.View(one)
    found, refused = [], ""
    try:
        for code, name in view.tree.groups or (("", ""),):
            if code in view.entrants.values():
                names = {str(key): unit for key, unit in view.units.items()}
                tried = try_out(view.tree, view.entrants, view.readings, code)
                others = other_methods(view.tree, view.entrants, view.readings, code)
                found.append(
                    {
                        "name": name,
                        "trial": tried,
                        "swings": [(names[s.unit], s) for s in tried.swings],
                        "others": others,
                    }
                )
    except RoundError as problem:
        refused = say("assess.trial_refused", n=len(problem.troubles))
    return render(request, "assessment/trial.html", {"one": one, "found": found, "refused": refused})
