"""Commendations: lists, one list with its names, the paper."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban_web.assessment import commending, letters, queries
from duban_web.assessment.commending import Nomination
from duban_web.assessment.forms import CommendationForm, NomineeForm
from duban_web.assessment.models import Nominee
from duban_web.common.access import Right, office_only, person, working
from duban_web.common.errors import NotYours, Refused
from duban_web.common.language import language, say
from duban_web.supervision.answers import word_file


@working
def commendations(request: HttpRequest) -> HttpResponse:
    """All lists for the office, those that are publicised for everybody."""
    user = person(request)
    form = CommendationForm(request.POST or None)
    if request.method == "POST":
        if not user.may(Right.KEEP):
            raise NotYours("office-only")
        if form.is_valid():
            return redirect(commending.draw_up(user, **form.cleaned_data))
    context = {"form": form, "rows": queries.commendations(user)}
    return render(request, "assessment/commendations.html", context, status=400 if form.errors else 200)


@working
def commendation(request: HttpRequest, key: int) -> HttpResponse:
    user = person(request)
    one = get_object_or_404(queries.commendations(user), pk=key)
    form = NomineeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commending.nominate(user, one, Nomination(**form.cleaned_data))
        except Refused as problem:
            if isinstance(problem, NotYours):
                raise
            form.add_error("name", problem.sentence(language()))
        else:
            return redirect(one)
    context = {"one": one, "form": form, "nominees": one.nominees.select_related("unit")}
    return render(request, "assessment/commendation.html", context, status=400 if form.errors else 200)


@office_only
@require_POST
def commendation_step(request: HttpRequest, key: int) -> HttpResponse:
    user, asked = person(request), request.POST
    one = get_object_or_404(queries.commendations(user), pk=key)
    key_of = asked.get("nominee", "")
    nominee = one.nominees.filter(pk=int(key_of)).first() if key_of.isdecimal() else None
    steps: dict[str, Callable[[], None]] = {
        "publicise": lambda: commending.publicise(user, one), "award": lambda: commending.award(user, one)
    }  # fmt: skip
    if nominee is not None:
        steps |= {
            "object": lambda: commending.object_to(user, nominee, words=asked.get("words", ""), is_struck="struck" in asked),
            "pay": lambda: commending.pay(user, nominee),
        }  # fmt: skip
    if asked.get("step", "") not in steps:
        raise Refused("round-no-step")
    steps[asked["step"]]()
    messages.success(request, say("saved"))
    return redirect(one)


@working
def commendation_file(request: HttpRequest, key: int) -> HttpResponse:
    """The notice of publicity or of the award, as Word."""
    one = get_object_or_404(queries.commendations(person(request)), pk=key)
    nominees: list[Nominee] = list(one.nominees.filter(struck_on=None).select_related("unit"))
    return word_file(letters.commendation_word(one, nominees), one.name)
