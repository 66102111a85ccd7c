"""Boards, the heat map, the wall chart, and what-if."""

import hashlib

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from duban.lights import COLUMNS, RuleError, parse_rules, shipped_sources
from duban.lights.rules import default_source
from duban_web.boards import charts, queries, trials
from duban_web.boards.forms import TrialForm
from duban_web.campaigns.chosen import campaign_of
from duban_web.campaigns.forms import RulesForm
from duban_web.campaigns.operations import set_rules
from duban_web.campaigns.queries import all_campaigns, groups, rules_source, shown
from duban_web.common.access import office_only, person, working
from duban_web.common.errors import Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.supervision.answers import file_answer

TRIED = "tried_rules"
KINDS = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


@working
def board(request: HttpRequest) -> HttpResponse:
    user, campaign = person(request), campaign_of(request)
    asked = request.GET.get("by", "unit")
    dimension = asked if asked in queries.DIMENSIONS else "unit"
    lines = queries.board(user, campaign, dimension, today())
    context = {
        "campaign": campaign, "by": dimension, "dimensions": queries.DIMENSIONS, "lines": lines, "colours": queries.COLOURS,
        "weeks": queries.weeks(user, campaign, today()), "groups": groups(campaign),
        "pace": queries.pace(user, campaign, today()),
    }  # fmt: skip
    return render(request, "boards/board.html", context)


@working
def trend(request: HttpRequest) -> HttpResponse:
    weeks = queries.weeks(person(request), campaign_of(request), today())
    return HttpResponse(charts.trend(weeks), content_type=KINDS["svg"])


@working
def heat(request: HttpRequest) -> HttpResponse:
    campaign, colour, group = campaign_of(request), request.GET.get("light", ""), request.GET.get("group", "")
    filters = (shown(colour) if colour in queries.COLOURS else Q()) & (Q(group=group) if group else Q())
    rows = queries.spans_by_week(person(request), campaign, today(), filters=filters)
    return HttpResponse(charts.heat(rows), content_type=KINDS["svg"])


@working
def wall(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    context = {
        "campaign": campaign,
        "group": request.GET.get("group", ""),
        "groups": groups(campaign),
        "kinds": list(KINDS),
    }
    return render(request, "boards/wall.html", context)


@working
def wall_chart(request: HttpRequest, kind: str) -> HttpResponse:
    campaign = campaign_of(request)
    size = request.GET.get("size", "page")
    bars = queries.bars(person(request), campaign, group=request.GET.get("group", ""))
    title = say("wall.title", campaign=campaign.name, day=today())
    if kind not in KINDS or not bars:
        raise Refused("wall-empty")
    data = charts.wall(bars, today(), title=title, size=size if size in charts.WALL else "page", kind=kind)
    if "download" in request.GET:
        return file_answer(data, name=f"{title}.{kind}", kind=KINDS[kind])
    return HttpResponse(data, content_type=KINDS[kind])


@office_only
def trial(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    form = TrialForm(request.GET or None, initial={"on": today()})
    seen = None
    if request.GET and form.is_valid():
        data = form.cleaned_data
        source = data["source"] or shipped_sources().get(data["rules"], "")
        try:
            rules = parse_rules(source) if source else None
        except RuleError as problem:
            form.add_error("source", say(problem.code, **problem.fields))
        else:
            seen = trials.trial(campaign, today(), rules=rules, on=data["on"])
    context: dict[str, object] = {
        "campaign": campaign,
        "form": form,
        "seen": seen,
        "colours": queries.COLOURS,
    }
    return render(request, "boards/trial.html", context, status=400 if form.errors else 200)


@office_only
def rules(request: HttpRequest, key: int) -> HttpResponse:
    """A rule set is written, tried on the history, and then adopted: what was not tried is not saved."""
    campaign = get_object_or_404(all_campaigns(), pk=key)
    last = rules_source(campaign) or default_source()
    source = shipped_sources().get(request.GET.get("set", ""), last)
    form = RulesForm(request.POST or None, initial={"since": today(), "source": source})
    seen = gone = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        tried = hashlib.sha256(data["source"].encode()).hexdigest()
        try:
            if "adopt" in request.POST and request.session.get(TRIED) == f"{key}:{tried}":
                set_rules(person(request), campaign, since=data["since"], source=data["source"])
                messages.success(request, say("rules.adopted", since=data["since"]))
                return redirect("campaign", key=key)
            new = parse_rules(data["source"])
        except (RuleError, Refused) as problem:
            form.add_error(
                "since" if problem.code == "rules-past" else "source",
                say(_sentence(problem), **problem.fields),
            )
        else:
            seen, gone = (
                trials.trial(campaign, today(), rules=new, on=today()),
                trials.past(campaign, today(), rules=new),
            )
            request.session[TRIED] = f"{key}:{tried}"
    context = {
        "campaign": campaign, "form": form, "seen": seen, "gone": gone, "colours": queries.COLOURS, "columns": COLUMNS,
        "shipped": {name: parse_rules(s).name for name, s in shipped_sources().items()}, "must_try": "adopt" in request.POST,
    }  # fmt: skip
    return render(request, "boards/rules.html", context, status=400 if form.errors else 200)


def _sentence(problem: RuleError | Refused) -> str:
    return problem.code if "." in problem.code else f"refused.{problem.code}"
