"""Papers: list, upload, the desk on which the figures of one are decided, piles, sources of accepted figures."""

from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from duban.text.decode import decode
from duban_files.page_images import page_picture
from duban_files.zips import Sent
from duban_web.common.access import office_only, person
from duban_web.common.errors import Refused
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.indicators.models import Observation
from duban_web.papers import decisions, operations, piles, queries
from duban_web.papers.desk import Desk, desk_of
from duban_web.papers.forms import FactForm, PaperForm
from duban_web.papers.models import Paper, PaperFact

NOTHING_RUNS = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"


@office_only
def paper_list(request: HttpRequest) -> HttpResponse:
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _taken(request, form)
        except Refused as problem:
            form.add_error("file", problem.sentence(language()))
    context = {
        "form": form, "papers": queries.papers()[:100], "piles": queries.piles()[:20], "inbox": settings.INBOX,
    }  # fmt: skip
    return render(request, "papers/papers.html", context, status=400 if form.errors else 200)


def _taken(request: HttpRequest, form: PaperForm) -> HttpResponse:
    """One file is a paper; several, or a zip, are a pile."""
    data = form.cleaned_data
    files = data["file"]
    said = {"published": data["published"], "region": data["region"]}
    if not files:
        files = [ContentFile(data["words"].encode(), say("paper.pasted_name", on=today()))]
    if len(files) > 1 or files[0].name.lower().endswith(".zip"):
        sent = [Sent(file.name, file.read()) for file in files]
        name = files[0].name if len(files) == 1 else say("pile.several", name=files[0].name, n=len(files))
        return redirect("pile", key=piles.take_in(person(request), sent, name=name, **said).pk)
    paper, is_new = operations.upload(person(request), files[0].read(), name=files[0].name, **said)
    if not is_new:
        messages.info(request, say("paper.known"))
    return redirect("paper", key=paper.pk)


@office_only
@require_POST
def inbox(request: HttpRequest) -> HttpResponse:
    sent = piles.inbox(Path(settings.INBOX or ""))
    return redirect("pile", key=piles.take_in(person(request), sent, name=say("pile.inbox")).pk)


@office_only
def pile(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(queries.piles(), pk=key)
    papers = {paper.pk: paper for paper in queries.papers().filter(pile=one)}
    rows = [(result, papers.get(result.get("paper", 0)), say_refusal(result)) for result in one.results]
    beside = [paper for paper in papers.values() if paper.part > 1]
    tally = {
        outcome: sum(r["outcome"] == outcome for r in one.results) for outcome in ("new", "known", "refused")
    }
    context = {"pile": one, "rows": rows, "beside": beside, "tally": tally, "first": queries.first_open(one)}
    return render(request, "papers/pile.html", context)


def say_refusal(result: dict[str, object]) -> str:
    """Why a file of a pile was not taken."""
    fields = result.get("fields")
    return (
        Refused(str(result["code"]), **(fields if isinstance(fields, dict) else {})).sentence(language())
        if result.get("code")
        else ""
    )


def _paper(key: int) -> Paper:
    return get_object_or_404(Paper.objects.select_related("pile"), pk=key, removed_on=None)


@office_only
def paper(request: HttpRequest, key: int) -> HttpResponse:
    one = _paper(key)
    if one.state == Paper.State.WAITING:
        return render(request, "papers/waiting.html", {"paper": one})
    if one.state == Paper.State.FAILED:
        problem = Refused(one.problem_code, **one.problem_fields)
        return render(request, "papers/failed.html", {"paper": one, "sentence": problem.sentence(language())})
    asked = request.GET.get("fact", "")
    return _desk(request, desk_of(one, int(asked) if asked.isdigit() else None))


def _desk(request: HttpRequest, desk: Desk, form: FactForm | None = None, status: int = 200) -> HttpResponse:
    fact = desk.fact
    context = {"desk": desk, "paper": desk.paper, "form": form or (FactForm(fact=fact) if fact else None)}
    return render(request, "papers/paper.html", context, status=status)


@office_only
@require_POST
def decide(request: HttpRequest, key: int, number: int) -> HttpResponse:
    fact = get_object_or_404(
        PaperFact.objects.select_related("paper__pile"), paper=key, number=number, paper__removed_on=None
    )
    user, action = person(request), request.POST.get("action", "accept")
    if action == "reopen":
        decisions.reopen(user, fact.pk)
        return redirect(_at(fact.paper, number))
    following = desk_of(fact.paper, number).following
    if action == "reject":
        decisions.reject(user, fact.pk)
    else:
        form = FactForm(request.POST, fact=fact)
        if not form.is_valid():
            return _desk(request, desk_of(fact.paper, number), form, status=400)
        try:
            decisions.accept(user, fact.pk, form.values(), replace=form.cleaned_data["replace"])
        except Refused as problem:
            form.add_error(
                "replace" if problem.code == "observation-differs" else None, problem.sentence(language())
            )
            return _desk(request, desk_of(fact.paper, number), form, status=problem.status)
    return redirect(_next(fact.paper, following))


@office_only
@require_POST
def accept_sure(request: HttpRequest, key: int) -> HttpResponse:
    one = _paper(key)
    accepted, left = decisions.accept_sure(person(request), one)
    messages.success(
        request, say("paper.sure_done", n=accepted) + (say("paper.sure_left", n=left) if left else "")
    )
    first = desk_of(one, None).fact
    return redirect(_next(one, first.number if first else None))


def _at(one: Paper, number: int | None) -> str:
    return reverse("paper", args=[one.pk]) + (f"?{urlencode({'fact': number})}" if number else "")


def _next(one: Paper, following: int | None) -> str:
    """The next figure of the paper, else the next paper of its pile, else the paper itself."""
    if following is not None:
        return _at(one, following)
    other = queries.next_paper(one)
    return _at(other, None) if other else _at(one, None)


@office_only
def paper_page(request: HttpRequest, key: int, number: int) -> HttpResponse:
    del request
    one = _paper(key)
    if not one.pages:
        raise Http404
    with one.pages.open("rb") as file:
        picture = page_picture(file.read(), number)
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = "private, max-age=86400"
    return response


@office_only
@xframe_options_sameorigin
def paper_original(request: HttpRequest, key: int) -> HttpResponse:
    """A web page as it came, in a frame in which nothing runs and nothing is loaded."""
    del request
    one = _paper(key)
    if not one.is_web_page:
        raise Http404
    with one.file.open("rb") as file:
        response = HttpResponse(decode(file.read()).text, content_type="text/html; charset=utf-8")
    response["Content-Security-Policy"] = NOTHING_RUNS
    return response


@office_only
def paper_file(request: HttpRequest, key: int) -> HttpResponse | FileResponse:
    del request
    one = _paper(key)
    return FileResponse(one.file.open("rb"), as_attachment=True, filename=one.name)


@office_only
def observation_sources(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(Observation, pk=key, removed_on=None)
    return render(
        request,
        "papers/sources.html",
        {"one": one, "facts": queries.sources(one), "history": queries.history(one)},
    )
