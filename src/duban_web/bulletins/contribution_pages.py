"""Units are asked to write for an issue, and do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from duban_web.bulletins import contributing, queries
from duban_web.bulletins.forms import AskForm, OwnWordsForm, WordsForm
from duban_web.bulletins.models import Contribution
from duban_web.campaigns.chosen import campaign_of
from duban_web.common.access import office_only, person, working
from duban_web.common.errors import NotYours, Refused
from duban_web.common.form_page import form_page
from duban_web.common.language import language, say

MOST_SHOWN = 100


@office_only
def contributions(request: HttpRequest) -> HttpResponse:
    """Ask units to write, write for the office itself, leave a text out."""
    user, campaign, asked = person(request), campaign_of(request), request.POST
    if "take_back" in asked:
        contributing.take_back(user, get_object_or_404(queries.written(campaign), pk=asked["take_back"]))
        messages.success(request, say("saved"))
        return redirect("contributions")
    form = AskForm(None if "own" in asked else asked or None)
    own_form = OwnWordsForm(asked if "own" in asked else None, prefix="own")
    try:
        if own_form.is_valid():
            contributing.write_own(user, campaign, **own_form.cleaned_data)
            messages.success(request, say("bulletin.own_kept"))
            return redirect("contributions")
        if form.is_valid():
            data = dict(form.cleaned_data)
            made = contributing.ask(user, campaign, list(data.pop("units")), **data)
            messages.success(request, say("bulletin.asked_n", n=len(made)))
            return redirect("contributions")
    except Refused as problem:
        (own_form if "own" in asked else form).add_error(None, problem.sentence(language()))
    wrong = form.errors or own_form.errors
    context = {"form": form, "own_form": own_form, "rows": queries.written(campaign)[:MOST_SHOWN]}
    return render(request, "bulletins/contributions.html", context, status=400 if wrong else 200)


@working
def contribution(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(Contribution.objects.select_related("unit", "used_in"), pk=key, removed_on=None)
    if not contributing.may_write(person(request), one):
        raise NotYours("not-your-unit")
    form = WordsForm(request.POST or None, initial={"words": one.words})
    if request.method == "POST" and form.is_valid():
        try:
            contributing.hand_in(person(request), one, words=form.cleaned_data["words"])
        except Refused as problem:
            form.add_error("words", problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("contribution", key=key)
    context = {
        "title": f"{one.topic} · {one.unit or say('bulletin.by_office')}",
        "intro": say("bulletin.write_by", due=one.due),
        "form": form,
        "back": "today",
    }
    return form_page(request, context)
