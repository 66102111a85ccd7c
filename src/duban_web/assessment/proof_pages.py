"""What marks rest on: files beside the items that a person marks."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from duban_web.assessment import proving, queries
from duban_web.assessment.forms import ProofForm
from duban_web.assessment.models import Proof, Round
from duban_web.assessment.pages import may_look, round_of
from duban_web.common.access import person, working
from duban_web.common.errors import NotYours, Refused
from duban_web.common.language import language, say


def _may_look(request: HttpRequest, one: Round, unit: int) -> None:
    if not may_look(person(request), one, unit):
        raise NotYours("not-your-unit")


@working
def proofs(request: HttpRequest, key: int, unit: int) -> HttpResponse:
    """The files of a unit by item; the office adds some and leaves some out."""
    user, one = person(request), round_of(request, key)
    _may_look(request, one, unit)
    view = queries.View(one)
    entrant = get_object_or_404(one.entrants.select_related("unit"), unit=unit)
    items = queries.entered_items(view, unit)
    drop = request.POST.get("drop", "")
    if drop.isdecimal():
        proving.take_proof_back(user, get_object_or_404(queries.proofs(one, unit), pk=drop))
        return redirect("proofs", key=key, unit=unit)
    form = ProofForm(
        request.POST or None, request.FILES or None, items=[(item.code, item.name) for item in items]
    )
    if request.method == "POST" and form.is_valid():
        try:
            proving.add_proof(user, one, unit=unit, **form.cleaned_data)
        except Refused as problem:
            if isinstance(problem, NotYours):
                raise
            form.add_error("file", problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("proofs", key=key, unit=unit)
    found = list(queries.proofs(one, unit))
    rows = [(item, [proof for proof in found if proof.item == item.code]) for item in items]
    context = {"one": one, "unit": entrant.unit, "rows": rows, "form": form, "has_items": bool(items)}
    return render(request, "assessment/proofs.html", context, status=400 if form.errors else 200)


@working
def proof_file(request: HttpRequest, key: int) -> FileResponse:
    one = get_object_or_404(Proof.objects.filter(removed_on=None).select_related("round"), pk=key)
    _may_look(request, round_of(request, one.round_id), one.unit_id)
    return FileResponse(one.file.open("rb"), as_attachment=True, filename=one.name)
