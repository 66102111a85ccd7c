"""Issues: list, make, read back, sign, download as Word or PDF."""

import io
from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban_files.errors import FileError
from duban_files.old_formats import converted_by_libreoffice
from duban_web.bulletins import operations, queries
from duban_web.bulletins.forms import BulletinForm, FileForm
from duban_web.bulletins.models import Bulletin
from duban_web.campaigns.chosen import campaign_of
from duban_web.common.access import Right, needs, office_only, person
from duban_web.common.errors import NotYours, Refused
from duban_web.common.language import language, say
from duban_web.common.office import today


@office_only
def bulletin_list(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    form = BulletinForm(request.POST or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            issue = operations.make(
                person(request),
                campaign,
                form.cleaned_data["on"],
                kind=form.cleaned_data["kind"] or Bulletin.Kind.REPORT,
            )
        except Refused as problem:
            form.add_error("on", problem.sentence(language()))
        else:
            messages.success(request, say("bulletin.made", number=issue.number))
            return redirect(issue)
    context = {"form": form, "campaign": campaign, "issues": queries.issues()[:100]}
    return render(request, "bulletins/bulletins.html", context, status=400 if form.errors else 200)


@needs(Right.KEEP, Right.DECIDE)
def bulletin(request: HttpRequest, key: int) -> HttpResponse:
    """One issue: the editor's file, what the reader found in it, who signed."""
    one, user = get_object_or_404(queries.issues(), pk=key), person(request)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            operations.replace_file(user, one, file.read(), name=file.name)
        except Refused as problem:
            if isinstance(problem, NotYours):
                raise
            form.add_error("file", problem.sentence(language()))
        else:
            messages.success(request, say("bulletin.read_anew"))
            return redirect(one)
    figures = [(loose, one.explained.get(loose["figure"])) for loose in one.loose]
    context = {"one": one, "form": form, "figures": figures, "may_sign": user.pk != one.made_by_id}
    return render(request, "bulletins/bulletin.html", context, status=400 if form.errors else 200)


@needs(Right.KEEP, Right.DECIDE)
@require_POST
def bulletin_step(request: HttpRequest, key: int) -> HttpResponse:
    """The steps of an issue."""
    one, user, words = (
        get_object_or_404(queries.issues(), pk=key),
        person(request),
        request.POST.get("words", ""),
    )
    steps: dict[str, Callable[[], None]] = {
        "explain": lambda: operations.explain(user, one, figure=request.POST.get("figure", ""), words=words), "check": lambda: operations.check(user, one),
        "sign": lambda: operations.sign(user, one, anyway=words), "next": lambda: operations.go_on(user, one), "back": lambda: operations.send_back(user, one, reason=words),
    }  # fmt: skip
    step = steps.get(request.POST.get("step", ""))
    if step is None:
        raise Refused("bulletin-no-step")
    step()
    messages.success(request, say("saved"))
    return redirect(one)


@needs(Right.KEEP, Right.DECIDE)
def bulletin_file(request: HttpRequest, key: int, kind: str) -> HttpResponse | FileResponse:
    del request
    one = get_object_or_404(queries.issues(), pk=key)
    name = say("bulletin.file_name", campaign=one.campaign.name, number=one.number)
    if kind == "docx":
        return FileResponse(one.file.open("rb"), as_attachment=True, filename=f"{name}.docx")
    if kind != "pdf":
        raise Http404
    with one.file.open("rb") as file:
        try:
            data = converted_by_libreoffice(file.read(), name=f"{name}.docx", kind=".docx", to="pdf")
        except FileError as problem:
            raise Refused("bulletin-no-pdf") from problem
    return FileResponse(io.BytesIO(data), as_attachment=True, filename=f"{name}.pdf")
