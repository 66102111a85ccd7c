"""Issues: list, make, read back, sign, send out, download as Word or PDF."""

import io
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban_files.errors import FileError
from duban_files.fonts import faces_of
from duban_files.old_formats import converted_by_libreoffice
from duban_web.bulletins import delivering, operations, queries
from duban_web.bulletins.brief import brief_of
from duban_web.bulletins.forms import BulletinForm, FileForm, IssueForm
from duban_web.bulletins.models import Bulletin
from duban_web.bulletins.releases import releases
from duban_web.campaigns.chosen import campaign_of
from duban_web.common.access import Right, needs, person
from duban_web.common.errors import NotYours, Refused
from duban_web.common.language import language, say
from duban_web.common.office import today

signing = needs(Right.KEEP, Right.DECIDE)
MOST_SHOWN = 100


@signing
def bulletin_list(request: HttpRequest) -> HttpResponse:
    user, campaign = person(request), campaign_of(request)
    following = queries.next_document_number(campaign, today().year)
    form = BulletinForm(request.POST or None, initial={"on": today()}, following=following)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            issue = operations.make(user, campaign, data.pop("on"), operations.Made(**data))
        except Refused as problem:
            if isinstance(problem, NotYours):
                raise
            form.add_error("on", problem.sentence(language()))
        else:
            messages.success(request, say("bulletin.made", number=issue.number))
            return redirect(issue)
    context = {"form": form, "campaign": campaign, "issues": queries.counted_issues()[:MOST_SHOWN]}
    return render(request, "bulletins/bulletins.html", context, status=400 if form.errors else 200)


@signing
def bulletin(request: HttpRequest, key: int) -> HttpResponse:
    """One issue: the editor's file, what the reader found in it, who signed, who got it."""
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
    return _shown(request, one, form, IssueForm())


def _shown(request: HttpRequest, one: Bulletin, form: FileForm, issue_form: IssueForm) -> HttpResponse:
    context: dict[str, Any] = {
        "one": one, "name": queries.name_of(one), "form": form, "issue_form": issue_form, "figures": [(loose, one.explained.get(loose["quote"])) for loose in one.loose],
        "may_sign": person(request).pk != one.made_by_id, "deliveries": one.deliveries.select_related("unit", "signed_by"),
    }  # fmt: skip
    wrong = form.errors or issue_form.errors
    return render(request, "bulletins/bulletin.html", context, status=400 if wrong else 200)


@signing
@require_POST
def bulletin_step(request: HttpRequest, key: int) -> HttpResponse:
    """The steps of an issue."""
    one, user = get_object_or_404(queries.issues(), pk=key), person(request)
    words, step = request.POST.get("words", ""), request.POST.get("step", "")
    if step == "issue":
        form = IssueForm(request.POST)
        if not form.is_valid():
            return _shown(request, one, FileForm(), form)
        delivering.issue_to(user, one, list(form.cleaned_data["units"]), due=form.cleaned_data["due"])
    else:
        steps: dict[str, Callable[[], None]] = {
            "explain": lambda: operations.explain(user, one, quote=request.POST.get("quote", ""), words=words), "check": lambda: operations.check(user, one),
            "sign": lambda: operations.sign(user, one, anyway=words), "archive": lambda: operations.archive(user, one), "back": lambda: operations.send_back(user, one, reason=words),
        }  # fmt: skip
        if step not in steps:
            raise Refused("bulletin-no-step")
        steps[step]()
    messages.success(request, say("saved"))
    return redirect(one)


@signing
def bulletin_file(request: HttpRequest, key: int, kind: str) -> HttpResponse | FileResponse:
    """The issue as Word or PDF; `?earlier=2` the second file that it had before."""
    one = get_object_or_404(queries.issues(), pk=key)
    name = queries.name_of(one)
    asked = request.GET.get("earlier", "")
    if kind == "docx" and asked:
        number = int(asked) if asked.isdecimal() else 0
        if not 0 < number <= len(one.earlier):
            raise Http404
        file = default_storage.open(one.earlier[number - 1], "rb")
        return FileResponse(file, as_attachment=True, filename=f"{name}-{number}.docx")
    if kind == "docx":
        return FileResponse(one.file.open("rb"), as_attachment=True, filename=f"{name}.docx")
    if kind != "pdf":
        raise Http404
    return FileResponse(io.BytesIO(_pdf(_word(one))), as_attachment=True, filename=f"{name}.pdf")


def _word(one: Bulletin) -> bytes:
    with one.file.open("rb") as file:
        return bytes(file.read())


def _pdf(word: bytes) -> bytes:
    try:
        return converted_by_libreoffice(word, name="docx", kind=".docx", to="pdf")
    except FileError as problem:
        raise Refused("bulletin-no-pdf") from problem


@signing
def bulletin_fonts(request: HttpRequest, key: int) -> HttpResponse:
    """Which type faces the PDF has in place of those that the issue asks for."""
    one = get_object_or_404(queries.issues(), pk=key)
    word = _word(one)
    context = {"one": one, "name": queries.name_of(one), "faces": faces_of(word, _pdf(word))}
    return render(request, "bulletins/fonts.html", context)


@needs(Right.SEE_ALL)
def bulletin_brief(request: HttpRequest, key: int) -> HttpResponse:
    """An issue on one page of a phone, once it is out; before that for those who make and sign it."""
    user, one = person(request), get_object_or_404(queries.issues(), pk=key)
    if not one.is_shown and not user.may(Right.KEEP) and not user.may(Right.DECIDE):
        raise NotYours
    return render(
        request,
        "bulletins/brief.html",
        {"one": one, "name": queries.name_of(one), "brief": brief_of(one.campaign, one.on)},
    )


@needs(Right.SEE_ALL)
def release_list(request: HttpRequest) -> HttpResponse:
    """What was published, where, and who stands behind it."""
    return render(request, "bulletins/releases.html", {"rows": releases()})
