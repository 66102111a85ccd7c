"""Units are asked to write for an issue, and do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from duban_web.bulletins import contributing
from duban_web.bulletins.forms import AskForm, WordsForm
from duban_web.bulletins.models import Contribution
from duban_web.campaigns.chosen import campaign_of
from duban_web.common.access import office_only, person, working
from duban_web.common.errors import NotYours, Refused
from duban_web.common.language import language, say


@office_only
def contributions(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = contributing.ask(
                person(request), campaign, list(data["units_"]), topic=data["topic"], due=data["due"]
            )
        except Refused as problem:
            form.add_error("due", problem.sentence(language()))
        else:
            messages.success(request, say("bulletin.asked_n", n=len(made)))
            return redirect("contributions")
    rows = (
        Contribution.objects.filter(campaign=campaign, removed_on=None)
        .select_related("unit", "used_in")
        .order_by("-id")[:100]
    )
    return render(
        request,
        "bulletins/contributions.html",
        {"form": form, "rows": rows},
        status=400 if form.errors else 200,
    )


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
        "title": f"{one.topic} · {one.unit}",
        "intro": say("bulletin.write_by", due=one.due),
        "form": form,
        "back": "today",
    }
    return render(request, "form.html", context, status=400 if form.errors else 200)
