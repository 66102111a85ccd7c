"""Rounds: list, board, figures, why, objections, what follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban.scoring import RoundError, Way, parse_scheme, shipped_schemes, ways_up, what_if
from duban_web.assessment import objecting, operations, queries, sheets
from duban_web.assessment.forms import AnswerForm, ObjectionForm, RoundForm, SheetForm
from duban_web.assessment.models import Follow, Objection, Round
from duban_web.common.access import Right, office_only, person, working
from duban_web.common.errors import NotYours, Refused
from duban_web.common.form_page import form_page
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.people.models import User


def round_of(request: HttpRequest, key: int) -> Round:
    """The round, if the person may see it."""
    return get_object_or_404(queries.rounds(person(request)), pk=key)


@working
def assessments(request: HttpRequest) -> HttpResponse:
    user = person(request)
    context = {
        "rounds": queries.rounds(user)[:100], "schemes": queries.schemes() if user.may(Right.SEE_ALL) else [],
        "shipped": [(name, parse_scheme(source).name) for name, source in shipped_schemes().items()],
    }  # fmt: skip
    return render(request, "assessment/assessments.html", context)


@office_only
def round_new(request: HttpRequest, key: int) -> HttpResponse:
    scheme = get_object_or_404(queries.schemes(), pk=key)
    form = RoundForm(request.POST or None, scheme=scheme, initial={"last_day": today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        opening = operations.Opening(
            data["name"], data["period"], data["last_day"], data["campaign"], form.entrants()
        )
        try:
            made = operations.open_round(person(request), scheme, opening)
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            return redirect(made)
    context = {
        "title": f"{say('assess.new_round')} · {scheme}",
        "form": form,
        "back_to": scheme.get_absolute_url(),
    }
    return form_page(request, context)


@working
def round_page(request: HttpRequest, key: int) -> HttpResponse:
    user, one = person(request), round_of(request, key)
    view = queries.View(one)
    board = list(queries.standings(one))
    groups = [
        (view.group_name(code), [s for s in board if s.group == code])
        for code in dict.fromkeys(s.group for s in board)
    ]
    context = {
        "one": one, "groups": groups, "rows": [(group, [_row(user, one, s) for s in rows]) for group, rows in groups],
        "objections": _objections(user, one, view), "follows": one.follows.select_related("unit") if one.state == Round.State.FINAL else [],
        "units": len(view.entrants), "figures": one.readings.exclude(value=None).count(), "tree": view.tree, "may_check": user.may(Right.KEEP) or user.may(Right.DECIDE), "is_second": user.pk != one.computed_by_id,
    }  # fmt: skip
    return render(request, "assessment/round.html", context)


def _row(user: User, one: Round, standing: Any) -> Mapping[str, Any]:
    return {
        "standing": standing,
        "moved": queries.moved(standing),
        "may_look": may_look(user, one, standing.unit_id),
    }


def may_look(user: User, one: Round, unit: int) -> bool:
    """Who sees everything, and a unit its own once it is publicised."""
    return user.may(Right.SEE_ALL) or (one.is_shown and unit in user.unit_ids)


def _objections(user: User, one: Round, view: queries.View) -> list[Mapping[str, Any]]:
    names = {item.code: item.name for item in view.tree.items}
    rows = one.objections.select_related("unit", "raised_by", "answered_by")
    if not user.may(Right.SEE_ALL):
        rows = rows.filter(unit__in=user.unit_ids)
    return [{"objection": row, "item": names.get(row.item, row.item)} for row in rows]


@office_only
def readings(request: HttpRequest, key: int) -> HttpResponse:
    one = round_of(request, key)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            file = form.cleaned_data["file"]
            words = form.cleaned_data["words"]
            cells = (
                sheets.from_file(one, file.read(), name=file.name) if file else sheets.from_words(one, words)
            )
            changed = operations.enter(
                person(request), one, cells, source=file.name if file else say("assess.from.paste")
            )
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("assess.entered", n=changed))
            return redirect("readings", key=key)
    items, rows = queries.sheet(queries.View(one))
    context = {
        "one": one,
        "form": form,
        "columns": sheets.columns(items),
        "rows": [(row, sheets.words_of(row, items)) for row in rows],
    }
    return render(request, "assessment/readings.html", context, status=400 if form.errors else 200)


@working
@require_POST
def round_step(request: HttpRequest, key: int) -> HttpResponse:
    """The one-button steps of a round."""
    user, one = person(request), round_of(request, key)
    steps: dict[str, Callable[[], object]] = {
        "fetch": lambda: operations.fetch(user, one), "compute": lambda: operations.compute_round(user, one), "check": lambda: operations.check(user, one),
        "publicise": lambda: operations.publicise(user, one), "reopen": lambda: operations.reopen(user, one, reason=request.POST.get("reason", "")),
        "finish": lambda: operations.finish(user, one), "release": lambda: operations.release(user, one), "withdraw": lambda: operations.withdraw(user, one),
    }  # fmt: skip
    step = steps.get(request.POST.get("step", ""))
    if step is None:
        raise Refused("round-no-step")
    n = step()
    messages.success(request, say("assess.fetched", n=n) if isinstance(n, int) else say("saved"))
    return redirect(one)


@working
def unit_score(request: HttpRequest, key: int, unit: int) -> HttpResponse:
    return unit_page(request, round_of(request, key), unit, None)


def unit_page(request: HttpRequest, one: Round, unit: int, form: ObjectionForm | None) -> HttpResponse:
    """Why a unit has the points it has; what would move it; what it may object to."""
    user = person(request)
    if not may_look(user, one, unit):
        raise NotYours("not-your-unit")
    standing = get_object_or_404(queries.standings(one), unit=unit)
    view = queries.View(one)
    lines = view.lines(unit)
    items = [(line.item.code, line.item.name) for line in lines if line.item.method]
    tried, total = _tried(request, view, unit)
    context = {
        "one": one, "standing": standing, "moved": queries.moved(standing), "lines": [(line, line.sentence(language())) for line in lines], "rest": view.rest(unit),
        "ways": _ways(view, unit), "tried": tried, "then": total, "vetoes": [i.name for i in view.tree.items if i.code in standing.vetoes],
        "form": form or ObjectionForm(items=items), "may_object": queries.may_object(user, one, unit), "scheme": view.tree,
        "count": sum(s.group == standing.group for s in view.result.scores), "sources": dict(one.readings.filter(unit=unit).values_list("item", "source")),
    }  # fmt: skip
    return render(request, "assessment/unit.html", context, status=400 if form and form.errors else 200)


MOST_WAYS = 5


def _ways(view: queries.View, unit: int) -> list[Way]:
    return ways_up(view.tree, view.result, view.readings, str(unit))[:MOST_WAYS]


def _tried(request: HttpRequest, view: queries.View, unit: int) -> tuple[dict[str, Decimal], Any]:
    """What if: the values that were typed, and the score with them."""
    words = {
        name.removeprefix("try_"): request.GET.get(name, "")
        for name in request.GET
        if name.startswith("try_")
    }
    asked = {code: sheets.number_of(said) for code, said in words.items() if said.strip()}
    known = {item.code for item in view.tree.items if item.method}
    tried = {code: value for code, value in asked.items() if value is not None and code in known}
    if not tried:
        return {}, None
    try:
        return tried, what_if(view.tree, view.result, view.readings, str(unit), tried)
    except RoundError as problem:
        first = problem.troubles[0]
        messages.warning(request, say(first.code, **dict(first.fields)))
        return tried, None


@working
@require_POST
def objection_new(request: HttpRequest, key: int, unit: int) -> HttpResponse:
    one = round_of(request, key)
    items = [(item.code, item.name) for item in queries.View(one).tree.items if item.method]
    form = ObjectionForm(request.POST, items=items)
    if form.is_valid():
        try:
            objecting.object_to(person(request), one, unit=unit, **form.cleaned_data)
        except Refused as problem:
            if isinstance(problem, NotYours):
                raise
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect(one)
    return unit_page(request, one, unit, form)


@office_only
def objection(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(
        Objection.objects.select_related("round__version", "round__scheme", "unit"), pk=key
    )
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        cells = [
            operations.Cell(one.item, one.unit_id, f, data[f])
            for f in operations.FIELDS
            if data[f] is not None
        ]
        try:
            objecting.answer(
                person(request), one, is_upheld=data["upheld"], words=data["answer"], cells=cells
            )
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect(one.round)
    name = next((i.name for i in queries.View(one.round).tree.items if i.code == one.item), one.item)
    title = say("assess.objection_title", unit=one.unit, item=name)
    context = {"title": title, "form": form, "intro": one.words, "back_to": one.round.get_absolute_url()}
    return form_page(request, context)


@office_only
@require_POST
def follow(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(Follow, pk=key)
    asked = request.POST
    operations.follow_up(
        person(request), one, what=asked.get("what", ""), note=asked.get("note", ""), is_done="done" in asked
    )
    messages.success(request, say("saved"))
    return redirect("round", key=one.round_id)
