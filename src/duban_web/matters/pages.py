"""Matters: the list, intake from a paper or by hand, one slip with its answer upwards."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from duban_files.errors import FileError
from duban_web.campaigns.chosen import campaign_of
from duban_web.common.access import office_only, person, working
from duban_web.common.errors import Refused
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.matters import operations, queries
from duban_web.matters.forms import SlipForms, SourceForm, initial_of, slips_of
from duban_web.matters.models import Matter
from duban_web.matters.reading import read_matter

PAGE = 50
LARGEST = 20 * 1024 * 1024


@working
def matter_list(request: HttpRequest) -> HttpResponse:
    campaign, kind = campaign_of(request), request.GET.get("kind", "")
    owed_on = today() if request.GET.get("owed") else None
    found = queries.matters(person(request), campaign, kind=kind, owed_on=owed_on)
    surveys = queries.surveys(person(request), campaign) if kind == Matter.Kind.SURVEY else []
    totals = {
        "reports": sum(len(s.reports) for s in surveys), "sources": len(surveys), "suggestions": sum(s.suggestions for s in surveys),
        "adopted": sum(s.adopted for s in surveys),
    }  # fmt: skip
    context = {
        "surveys": surveys, "survey_words": say("matter.surveys", **totals), "campaign": campaign, "page": Paginator(found, PAGE).get_page(request.GET.get("page")), "kinds": Matter.Kind.values, "kind": kind,
        "asked": f"kind={kind}", "owed": bool(owed_on),
    }  # fmt: skip
    return render(request, "matters/matters.html", context)


@office_only
def matter_new(request: HttpRequest) -> HttpResponse:
    form = SourceForm(
        request.POST or None, request.FILES or None, initial={"received_on": today(), "kind": "instruction"}
    )
    slips: Any = SlipForms(request.POST if "save" in request.POST else None, prefix="slip")
    if request.method == "POST" and form.is_valid():
        try:
            if "save" not in request.POST:
                return _read(request, form)
            if slips.is_valid():
                return _save(request, form, slips)
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
    is_wrong = request.method == "POST" and (form.errors or ("save" in request.POST and not slips.is_valid()))
    return render(
        request, "matters/new.html", {"form": form, "slips": slips}, status=400 if is_wrong else 200
    )


def _read(request: HttpRequest, form: SourceForm) -> HttpResponse:
    """The paper is read, kept for the save, and shown as slips; nothing is written yet."""
    file = form.cleaned_data["file"]
    if file is None:
        raise Refused("matter-no-file")
    if file.size > LARGEST:
        raise Refused("file.too-large", name=file.name, size=file.size >> 20, limit=LARGEST >> 20)
    data = file.read()
    try:
        found = read_matter(data, name=file.name, published=form.cleaned_data["received_on"])
    except FileError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    kept = default_storage.save(f"matters/incoming/{file.name}", ContentFile(data))
    typed = request.POST.copy()
    typed["kept"] = signing.dumps(kept)
    typed["number"] = request.POST.get("number") or found.number
    slips = SlipForms(initial=initial_of(found.slips), prefix="slip")
    messages.info(request, say("matter.read", n=len(found.slips)))
    return render(
        request,
        "matters/new.html",
        {"form": SourceForm(initial=typed.dict()), "slips": slips, "is_read": True},
    )


def _save(request: HttpRequest, form: SourceForm, slips: Any) -> HttpResponse:
    data = form.cleaned_data
    name, content = _file(data)
    source = operations.Source(
        data["kind"], data["source"], data["number"], data["received_on"], data["feedback_due"], content, name
    )
    made = operations.take_in(person(request), campaign_of(request), source, slips_of(slips))
    if data["kept"]:
        default_storage.delete(data["kept"])
    messages.success(request, say("matter.added", n=len(made)))
    return redirect("matters")


def _file(data: dict[str, Any]) -> tuple[str, bytes]:
    if data["file"] is not None:
        return data["file"].name, data["file"].read()
    if data["kept"] and default_storage.exists(data["kept"]):
        with default_storage.open(data["kept"]) as kept:
            return data["kept"].rpartition("/")[2], kept.read()
    return "", b""


def _matter(request: HttpRequest, key: int) -> Matter:
    one = get_object_or_404(Matter.objects.select_related("task__campaign"), pk=key)
    return get_object_or_404(queries.matters(person(request), one.task.campaign), pk=key)


@working
def matter(request: HttpRequest, key: int) -> HttpResponse:
    one = _matter(request, key)
    if request.method == "POST":
        operations.feed_back(person(request), one, request.POST.get("feedback", ""))
        messages.success(request, say("saved"))
        return redirect("matter", key=key)
    return render(request, "matters/matter.html", {"matter": one})


@working
def matter_file(request: HttpRequest, key: int) -> FileResponse:
    one = _matter(request, key)
    if not one.file:
        raise Http404
    return FileResponse(one.file.open("rb"), as_attachment=True, filename=one.file_name)
