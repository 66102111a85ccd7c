"""What belongs to a project: phases, agreements, talks, photos."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from duban_web.common.access import person, working
from duban_web.common.errors import NotYours, Refused
from duban_web.common.form_page import form_page
from duban_web.common.language import language, say
from duban_web.projects import operations
from duban_web.projects.forms import AgreementForm, ContactForm, PhaseForm, PictureForm
from duban_web.projects.models import Agreement, Contact, Phase, Picture
from duban_web.projects.pages import project_of
from duban_web.projects.pictures import keep_picture

PARTS: dict[str, tuple[Any, Any]] = {
    "phase": (Phase, PhaseForm),
    "agreement": (Agreement, AgreementForm),
    "contact": (Contact, ContactForm),
}


@working
def part_new(request: HttpRequest, key: int, what: str) -> HttpResponse:
    model, _ = PARTS.get(what, (None, None))
    if model is None:
        raise Http404
    return _form(request, model(project=project_of(request, key)), what)


@working
def part(request: HttpRequest, what: str, key: int) -> HttpResponse:
    model, _ = PARTS.get(what, (None, None))
    if model is None:
        raise Http404
    one = get_object_or_404(model.objects.select_related("project"), pk=key)
    project_of(request, one.project_id)
    return _form(request, one, what)


def _form(request: HttpRequest, one: Any, what: str) -> HttpResponse:
    if not operations.may_report(person(request), one.project):
        raise NotYours
    form = PARTS[what][1](request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        try:
            operations.save_part(person(request), form.save(commit=False))
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("project", key=one.project_id)
    context = {"form": form, "title": say(f"project.parts.{what}"), "back_to": f"/projects/{one.project_id}/"}
    return form_page(request, context)


@working
@require_POST
def picture_add(request: HttpRequest, key: int) -> HttpResponse:
    one = project_of(request, key)
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data
        file = data.pop("file")
        keep_picture(person(request), one, file.read(), name=file.name, **data)
        messages.success(request, say("saved"))
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("project", key=key)


@working
def picture(request: HttpRequest, key: int) -> FileResponse:
    one = get_object_or_404(Picture, pk=key)
    project_of(request, one.project_id)
    return FileResponse(one.file.open("rb"), filename=f"{one.spot}-{one.on}")
