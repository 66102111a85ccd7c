"""Approvals of all projects: rates with both their numbers, authorities, what runs out next; the steps of one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban_web.common.access import office_only, person, working
from duban_web.common.errors import Refused
from duban_web.common.form_page import form_page
from duban_web.common.language import language, say
from duban_web.common.office import day_of, today
from duban_web.projects import approving, queries
from duban_web.projects.forms import ProcedureForm
from duban_web.projects.models import Procedure
from duban_web.projects.pages import asked_of, choices, project_of
from duban_web.supervision.history import work_calendar

MOST = 100
"""So many of the running approvals are shown, those that run out first."""
GOAL = Decimal(90)
"""办结率达到 90% 以上: what a campaign usually sets itself."""


@working
def approvals(request: HttpRequest) -> HttpResponse:
    user, on, asked = person(request), today(), asked_of(request)
    found = queries.chosen(user, asked)
    authorities, calendar = queries.by_authority(found, on), work_calendar(on)
    stand = queries.approvals(found, on, authorities)
    goal = request.GET.get("goal", "")
    goal_percent = Decimal(goal) if goal.isdecimal() and 0 < int(goal) <= 100 else GOAL  # noqa: PLR2004 percent
    waiting = queries.waiting(user, on)[:MOST]
    context = {
        "stand": stand, "authorities": authorities, "goal": goal_percent, "needed": stand.projects.needed(goal_percent),
        "short": stand.projects.short_of(goal_percent), "rows": [(p, p.clock.state(on, calendar), p.clock.used(on, calendar)) for p in waiting], "chosen": asked, **choices(),
    }  # fmt: skip
    return render(request, "projects/approvals.html", context)


@working
@require_POST
def procedure_step(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(Procedure.objects.select_related("project"), pk=key)
    project_of(request, one.project_id)
    user, asked = person(request), request.POST
    on, words = day_of(asked.get("on", "")) or today(), asked.get("words", "")
    steps: dict[str, Callable[[], None]] = {
        "apply": lambda: approving.apply(user, one, on),
        "accept": lambda: approving.accept(
            user, one, on, lacking=words, lacking_due=day_of(asked.get("due", ""))
        ),
        "stop": lambda: approving.stop(user, one, on, words),
        "go-on": lambda: approving.go_on(user, one, on),
        "decide": lambda: approving.decide(user, one, on, number=words),
        "supply": lambda: approving.supply(user, one, on),
        "promise": lambda: approving.promise(user, one, on, words, day_of(asked.get("due", ""))),
    }
    if (step := steps.get(asked.get("step", ""))) is None:
        raise Refused("procedure-no-step")
    step()
    messages.success(request, say("saved"))
    return redirect(f"/projects/{one.project_id}/#p{one.pk}")


@office_only
def procedure(request: HttpRequest, key: int) -> HttpResponse:
    """What an approval needs, for this project."""
    one = get_object_or_404(Procedure.objects.select_related("project"), pk=key)
    project_of(request, one.project_id)
    form = ProcedureForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        try:
            approving.save_terms(person(request), form.save(commit=False))
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect(f"/projects/{one.project_id}/#p{one.pk}")
    context = {
        "form": form,
        "title": f"{one.project} · {one.name}",
        "back_to": f"/projects/{one.project_id}/",
    }
    return form_page(request, context)
