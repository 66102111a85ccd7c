"""Papers: list, upload, one with facts and findings."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from duban_web.common.access import office_only, person
from duban_web.common.errors import Refused
from duban_web.common.language import language, say
from duban_web.papers import operations, queries
from duban_web.papers.forms import PaperForm
from duban_web.papers.models import Paper


@office_only
def paper_list(request: HttpRequest) -> HttpResponse:
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, data = form.cleaned_data["file"], form.cleaned_data
        try:
            paper, is_new = operations.upload(
                person(request),
                file.read(),
                name=file.name,
                published=data["published"],
                region=data["region"],
            )
        except Refused as problem:
            form.add_error("file", problem.sentence(language()))
        else:
            if not is_new:
                messages.info(request, say("paper.known"))
            return redirect("paper", key=paper.pk)
    return render(
        request,
        "papers/papers.html",
        {"form": form, "papers": queries.papers()[:100]},
        status=400 if form.errors else 200,
    )


@office_only
def paper(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(Paper, pk=key, removed_on=None)
    if one.state == Paper.State.WAITING:
        return render(request, "papers/waiting.html", {"paper": one})
    if one.state == Paper.State.FAILED:
        problem = Refused(one.problem_code, **one.problem_fields)
        return render(request, "papers/failed.html", {"paper": one, "sentence": problem.sentence(language())})
    facts, findings = list(one.facts.all()), list(one.findings.all())
    kinds: dict[str, int] = {}
    for edit in one.edits:
        kinds[edit[0]] = kinds.get(edit[0], 0) + 1
    context = {
        "paper": one, "facts": facts, "paragraphs": list(queries.marked(one, facts, findings)), "repairs": [(say(f"repair.{k}"), n) for k, n in kinds.items()],
        "breaks": [(f, say(f"check.{f.code}.{f.verdict}", **f.fields)) for f in findings if f.verdict == "breaks"],
        "holds": [(f, say(f"check.{f.code}.{f.verdict}", **f.fields)) for f in findings if f.verdict == "holds"],
        "furniture": [edit for edit in one.edits if edit[0] in {"page furniture", "advertising"}],
    }  # fmt: skip
    return render(request, "papers/paper.html", context)


@office_only
def paper_file(request: HttpRequest, key: int) -> HttpResponse | FileResponse:
    del request
    one = get_object_or_404(Paper, pk=key, removed_on=None)
    return FileResponse(one.file.open("rb"), as_attachment=True, filename=one.name)
