"""The buttons of a task: moves, sub-tasks, requests and their answers, overrides."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from duban_web.common.access import person, working
from duban_web.common.errors import NotYours, Refused
from duban_web.common.language import language, say
from duban_web.supervision import asking, letters, moves, queries
from duban_web.supervision.answers import word_file
from duban_web.supervision.forms import AskForm, OverrideForm, PartForm
from duban_web.supervision.models import Request
from duban_web.supervision.pages import task_of, task_page


def _done(
    request: HttpRequest, key: int, form: Form, name: str, act: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Valid and not refused: saved, back to the task; else the task's page with the form and what is wrong with it."""
    one = task_of(request, key)
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as problem:
            if isinstance(problem, NotYours):
                raise
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("task", key=key)
    return task_page(request, one, status=400, **{name: form})


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
@require_POST
def split(request: HttpRequest, key: int) -> HttpResponse:
    one = task_of(request, key)
    form = PartForm(request.POST, prefix="part")
    return _done(request, key, form, "part_form", lambda data: moves.split(person(request), one, [data]))


@working
@require_POST
def ask(request: HttpRequest, key: int) -> HttpResponse:
    one = task_of(request, key)
    return _done(request, key, AskForm(request.POST), "ask_form", lambda d: asking.ask(person(request), one, **d))  # fmt: skip


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
@require_POST
def override(request: HttpRequest, key: int) -> HttpResponse:
    one = task_of(request, key)
    if "lift" in request.POST:
        asking.lift(person(request), one)
        messages.success(request, say("saved"))
        return redirect("task", key=key)
    form = OverrideForm(request.POST)
    return _done(request, key, form, "override_form", lambda d: asking.override(person(request), one, **d))


@working
def letter(request: HttpRequest, key: int) -> HttpResponse:
    one = task_of(request, key)
    return word_file(letters.responsibility(one), say("letter.responsibility.file", title=one.title[:40]))
