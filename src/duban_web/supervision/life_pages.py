"""The buttons of a task: moves, sub-tasks, requests and their answers, overrides."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban_web.campaigns.models import Task
from duban_web.common.access import person, working
from duban_web.common.errors import NotYours, Refused
from duban_web.common.language import language, say
from duban_web.supervision import asking, letters, moves, queries
from duban_web.supervision.answers import word_file
from duban_web.supervision.forms import AskForm, OverrideForm, PartForm
from duban_web.supervision.models import Request
from duban_web.supervision.pages import task_of


def _sheet(
    request: HttpRequest,
    one: Task,
    kind: Callable[..., Form],
    title: str,
    act: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """A form of its own page. Valid and not refused: saved, back to the task; else the form with what is wrong with it."""
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as problem:
            if isinstance(problem, NotYours):
                raise
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("task", key=one.pk)
    words = {"title": f"{say(title)} · {one.title}", "button": say(title)}
    context = words | {"form": form, "back_to": one.get_absolute_url()}
    return render(request, "form.html", context, status=400 if form.is_bound else 200)


@working
@require_POST
def move(request: HttpRequest, key: int) -> HttpResponse:
    one = task_of(request, key)
    made = moves.move_task(
        person(request), one, request.POST.get("move", ""), reason=request.POST.get("reason", "")
    )
    messages.success(request, say("life.moved", move=say(f"life.moves.{made.code}")))
    return redirect("task", key=key)


@working
def split(request: HttpRequest, key: int) -> HttpResponse:
    one = task_of(request, key)
    if not queries.may_report(person(request), one):
        raise NotYours("not-your-task")
    return _sheet(
        request, one, PartForm, "task.split", lambda data: moves.split(person(request), one, [data])
    )


@working
def ask(request: HttpRequest, key: int) -> HttpResponse:
    one = task_of(request, key)
    if not queries.may_report(person(request), one):
        raise NotYours("not-your-task")
    return _sheet(request, one, AskForm, "ask.new", lambda d: asking.ask(person(request), one, **d))


@working
@require_POST
def decide(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(Request.objects.select_related("task__campaign"), pk=key)
    if not queries.may_see(person(request), one.task):
        raise NotYours("not-your-task")
    asked = request.POST
    asking.decide(
        person(request),
        one,
        grant="grant" in asked,
        answer=asked.get("answer", ""),
        by_paper="by_paper" in asked,
    )
    messages.success(request, say("saved"))
    return redirect("task", key=one.task_id)


@working
def override(request: HttpRequest, key: int) -> HttpResponse:
    one = task_of(request, key)
    if not asking.may_override(person(request), one):
        raise NotYours("not-yours-to-decide")
    if "lift" in request.POST:
        asking.lift(person(request), one)
        messages.success(request, say("saved"))
        return redirect("task", key=key)
    return _sheet(
        request, one, OverrideForm, "override.title", lambda d: asking.override(person(request), one, **d)
    )


@working
def letter(request: HttpRequest, key: int) -> HttpResponse:
    one = task_of(request, key)
    return word_file(letters.responsibility(one), say("letter.responsibility.file", title=one.title[:40]))
