"""Boards, the heat map, the wall chart, and what-if."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duban.lights import RuleError, parse_rules, shipped_sources
from duban_web.boards import charts, queries
from duban_web.boards.forms import TrialForm
from duban_web.campaigns.models import Campaign
from duban_web.campaigns.queries import current, groups, shown
from duban_web.common.access import chosen_campaign, office_only, person, working
from duban_web.common.errors import Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.supervision.answers import file_answer

KINDS = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


def _campaign(request: HttpRequest) -> Campaign:
    campaign = current(chosen_campaign(request))
    if campaign is None:
        raise Refused("no-campaign")
    return campaign


@working
def board(request: HttpRequest) -> HttpResponse:
    user, campaign = person(request), _campaign(request)
    asked = request.GET.get("by", "unit")
    dimension = asked if asked in queries.DIMENSIONS else "unit"
    lines = queries.board(user, campaign, dimension, today())
    context = {
        "campaign": campaign, "by": dimension, "dimensions": queries.DIMENSIONS, "lines": lines, "colours": queries.COLOURS,
        "weeks": queries.weeks(user, campaign, today()), "groups": groups(campaign),
    }  # fmt: skip
    return render(request, "boards/board.html", context)


@working
def trend(request: HttpRequest) -> HttpResponse:
    weeks = queries.weeks(person(request), _campaign(request), today())
    return HttpResponse(charts.trend(weeks), content_type=KINDS["svg"])


@working
def heat(request: HttpRequest) -> HttpResponse:
    campaign, colour, group = _campaign(request), request.GET.get("light", ""), request.GET.get("group", "")
    filters = (shown(colour) if colour in queries.COLOURS else Q()) & (Q(group=group) if group else Q())
    rows = queries.spans_by_week(person(request), campaign, today(), filters=filters)
    return HttpResponse(charts.heat(rows), content_type=KINDS["svg"])


@working
def wall(request: HttpRequest) -> HttpResponse:
    campaign = _campaign(request)
    context = {
        "campaign": campaign,
        "group": request.GET.get("group", ""),
        "groups": groups(campaign),
        "kinds": list(KINDS),
    }
    return render(request, "boards/wall.html", context)


@working
def wall_chart(request: HttpRequest, kind: str) -> HttpResponse:
    campaign = _campaign(request)
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
    campaign = _campaign(request)
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
            seen = queries.trial(campaign, today(), rules=rules, on=data["on"])
    context: dict[str, object] = {
        "campaign": campaign,
        "form": form,
        "seen": seen,
        "colours": queries.COLOURS,
    }
    return render(request, "boards/trial.html", context, status=400 if form.errors else 200)
