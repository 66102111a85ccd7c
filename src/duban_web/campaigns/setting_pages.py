"""Task forces, goals, back-scheduling."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from duban.calendar import WorkCalendar
from duban.plans.backwards import slack, templates
from duban_web.campaigns import queries, setting_up
from duban_web.campaigns.forms import ForceForm, GoalForm
from duban_web.campaigns.models import Goal, TaskForce
from duban_web.common.access import office_only, person
from duban_web.common.errors import Refused
from duban_web.common.form_page import form_page
from duban_web.common.language import language, say
from duban_web.common.office import today


@office_only
def force(request: HttpRequest, key: int, force: int | None = None) -> HttpResponse:
    campaign = get_object_or_404(queries.all_campaigns(), pk=key)
    one = get_object_or_404(TaskForce, pk=force, campaign=campaign) if force else TaskForce()
    form = ForceForm(request.POST or None, instance=one if force else None, fronts=queries.groups(campaign))
    if request.method == "POST" and form.is_valid():
        try:
            setting_up.save_force(person(request), campaign, one, form.cleaned_data)
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("campaign", key=key)
    return _form(request, form, say("force.one"), f"/campaigns/{key}/")


@office_only
def goal(request: HttpRequest, key: int, goal: int | None = None) -> HttpResponse:
    campaign = get_object_or_404(queries.all_campaigns(), pk=key)
    one = get_object_or_404(Goal, pk=goal, campaign=campaign) if goal else Goal()
    form = GoalForm(request.POST or None, instance=one if goal else None)
    if request.method == "POST" and form.is_valid():
        try:
            setting_up.save_goal(person(request), campaign, one, form.cleaned_data)
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("campaign", key=key)
    return _form(request, form, say("goal.one"), f"/campaigns/{key}/")


def _form(request: HttpRequest, form: BaseForm, title: str, back: str) -> HttpResponse:
    return form_page(request, {"form": form, "title": title, "back_to": back})


@office_only
def schedule(request: HttpRequest, key: int) -> HttpResponse:
    task = get_object_or_404(queries.all_tasks(), pk=key)
    asked = request.POST if request.method == "POST" else request.GET
    code, calendar = asked.get("template", ""), WorkCalendar(queries.holidays(today()))
    if request.method == "POST":
        setting_up.apply_schedule(person(request), task, code, calendar=calendar)
        messages.success(request, say("saved"))
        return redirect("task", key=key)
    steps = setting_up.scheduled(task, code, calendar=calendar) if code else []
    left = slack(steps, today(), calendar=calendar)
    context = {
        "task": task,
        "templates": templates(),
        "code": code,
        "steps": steps,
        "left": left,
        "short": -left,
    }
    return render(request, "campaigns/schedule.html", context)
