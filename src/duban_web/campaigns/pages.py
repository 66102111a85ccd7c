"""Tasks by hand, campaigns."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.forms import BoundField, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from duban.flow.ladder import default_ladder_source
from duban.lights.rules import default_source
from duban_web.campaigns import operations, queries, setting_up
from duban_web.campaigns.chosen import campaign_of
from duban_web.campaigns.forms import (
    CampaignForm,
    HolidaysForm,
    LadderForm,
    NewCampaignForm,
    TaskForm,
)
from duban_web.common.access import office_only, person
from duban_web.common.errors import Changed, Refused
from duban_web.common.form_page import form_page
from duban_web.common.language import language, say
from duban_web.common.office import today

if TYPE_CHECKING:
    from duban_web.campaigns.models import Campaign
    from duban_web.people.models import User

SHOWN = 200


@office_only
def task_new(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    form = TaskForm(
        request.POST or None, initial={"start": campaign.start, "deadline": campaign.end, "state": "active"}
    )
    if request.method == "POST" and form.is_valid():
        try:
            task = operations.add_task(person(request), campaign, form.values())
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("task", key=task.pk)
    return form_page(request, {"form": form, "title": say("task.new"), "back": "ledger"})


@office_only
def task_edit(request: HttpRequest, key: int) -> HttpResponse:
    task = get_object_or_404(queries.all_tasks(), pk=key)  # of any campaign: the office sees all
    form = TaskForm(request.POST or None, instance=task)
    status = SHOWN
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_task(
                person(request), task, form.values(), version=form.cleaned_data["version"] or 0
            )
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
            status = problem.status
            if isinstance(problem, Changed):
                return _conflict(request, form, key)
        else:
            messages.success(request, say("saved"))
            return redirect("task", key=key)
    return render(
        request,
        "form.html",
        {"form": form, "title": say("task.edit"), "back_to": f"/tasks/{key}/"},
        status=status if status != SHOWN else (400 if form.errors else SHOWN),
    )


def _conflict(request: HttpRequest, form: TaskForm, key: int) -> HttpResponse:
    """What was typed stays in the form; the new version is shown beside it, and a second save goes over it knowingly."""
    theirs = TaskForm(instance=get_object_or_404(queries.all_tasks(), pk=key))
    typed = request.POST.copy()
    typed["version"] = str(theirs.initial["version"])
    again = TaskForm(typed, instance=form.instance)
    again.is_valid()
    again.add_error(None, say("refused.task-changed", title=form.instance.title))
    differing = [
        (
            field.label,
            _shown(theirs[field.name], theirs.initial.get(field.name)),
            _shown(field, field.value()),
        )
        for field in again
        if field.name != "version"
    ]
    differing = [row for row in differing if row[1] != row[2]]
    context = {"form": again, "title": say("task.edit"), "back_to": f"/tasks/{key}/", "theirs": differing}
    return render(request, "form.html", context, status=409)


def _shown(field: BoundField, value: object) -> str:
    """A value as the form shows it: the names of people and units, the words of choices."""
    chosen = (
        {str(one) for one in value}
        if isinstance(value, list | tuple)
        else {str("" if value is None else value)}
    )
    choices = getattr(field.field, "choices", None)
    if choices is None:
        return "".join(chosen)
    return "、".join(str(label) for key, label in choices if str(key) in chosen)


@office_only
def campaigns(request: HttpRequest) -> HttpResponse:
    return render(request, "campaigns/campaigns.html", {"campaigns": queries.all_campaigns()})


@office_only
def campaign_new(request: HttpRequest) -> HttpResponse:
    form = NewCampaignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        source, with_tasks = data.pop("copy_of"), data.pop("with_tasks")
        try:
            with transaction.atomic():
                campaign = operations.add_campaign(
                    person(request), **data, rules=queries.rules_source(source)
                )
                if source:
                    setting_up.copy_from(person(request), campaign, source, with_tasks=with_tasks)
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("campaign", key=campaign.pk)
    return form_page(request, {"form": form, "title": say("campaign.new"), "back": "campaigns"})


@office_only
def campaign(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(queries.all_campaigns(), pk=key)
    versions = list(one.rule_versions.all())
    which = request.POST.get("form", "")
    typed = {name: request.POST if which == name else None for name in ("plain", "holidays", "ladder")}
    plain = {
        name: getattr(one, name)
        for name in ("name", "office_name", "leading_group", "rhythm", "grace", "start", "end")
    }
    ladder = one.ladder_versions.last()
    forms: dict[str, Form] = {
        "plain": CampaignForm(typed["plain"], initial=plain),
        "holidays": HolidaysForm(typed["holidays"]),
        "ladder": LadderForm(
            typed["ladder"],
            initial={"since": today(), "source": ladder.source if ladder else default_ladder_source()},
        ),
    }
    if which in forms and forms[which].is_valid():
        try:
            _change_campaign(person(request), one, which, forms[which].cleaned_data)
        except Refused as problem:
            forms[which].add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("campaign", key=key)
    context = {
        "campaign": one, "versions": versions, "source": versions[-1].source if versions else default_source(), "forces": one.forces.filter(removed_on=None).select_related("head", "lead"),
        "goals": one.goals.all(), **forms,
    }  # fmt: skip
    is_wrong = any(form.errors for form in forms.values())
    return render(request, "campaigns/campaign.html", context, status=400 if is_wrong else 200)


def _change_campaign(user: "User", one: "Campaign", which: str, data: dict[str, Any]) -> None:
    if which == "plain":
        data.pop("name")
        operations.edit_campaign(user, one, **data)
    elif which == "ladder":
        setting_up.set_ladder(user, one, since=data["since"], source=data["source"])
    else:
        operations.set_holidays(user, data["days"])
