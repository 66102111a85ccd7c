"""Ledger files: upload, preview with corrections, apply, take back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban.plans import LedgerError
from duban.plans.header import Header, find_header
from duban.plans.model import Grid
from duban_web.campaigns import importing
from duban_web.campaigns.forms import LedgerUploadForm
from duban_web.campaigns.models import LedgerImport
from duban_web.campaigns.queries import current, imports
from duban_web.common.access import chosen_campaign, office_only, person
from duban_web.common.errors import Refused
from duban_web.common.language import language, say
from duban_web.people.queries import units
from duban_web.supervision import importing as applying
from duban_web.supervision.import_words import problem_words

NAMES_OF_ERRORS = {
    "unknown-unit": ("units", "lead_units"), "empty-title": ("title",), "duplicate-no": ("no",), "progress-out-of-range": ("progress",),
    "unreadable-progress": ("progress",), "deadline-before-start": ("deadline",), "unreadable-date": ("deadline", "start"),
}  # fmt: skip
SHOWN = 2000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to correct: its name in the form, its words, what is wrong with it, what it probably should be."""

    name: str
    column: str
    value: str
    problem: str
    suggest: str


@office_only
def import_list(request: HttpRequest) -> HttpResponse:
    campaign = current(chosen_campaign(request))
    if campaign is None:
        raise Refused("no-campaign")
    form = LedgerUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            one = importing.upload(person(request), campaign, file.read(), name=file.name)
        except Refused as problem:
            form.add_error("file", problem.sentence(language()))
        else:
            return redirect("import", key=one.pk)
    context = {"form": form, "imports": imports()[:30], "campaign": campaign}
    return render(request, "campaigns/imports.html", context, status=400 if form.errors else 200)


@office_only
def import_one(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(LedgerImport.objects.select_related("campaign", "by"), pk=key)
    if request.method == "POST":
        importing.correct(person(request), one, _typed(request))
        messages.success(request, say("import.corrected"))
        return redirect("import", key=key)
    context: dict[str, object] = {"one": one, "unit_names": [u.name for u in units()]}
    if one.state == LedgerImport.State.PREVIEW:
        seen = importing.preview(one)
        header = find_header(Grid(one.sheet, one.rows))
        context |= {
            "seen": seen, "counts": seen.counts(), "more": len(seen.lines) - SHOWN,
            "refused": [(line, [_cell(one, header, error) for error in line.errors]) for line in seen.lines if line.action == "error"],
            "lines": [line for line in seen.lines if line.action != "error"][:SHOWN],
        }  # fmt: skip
    return render(request, "campaigns/import.html", context)


def _cell(one: LedgerImport, header: Header, error: LedgerError) -> Cell:
    """Where the clerk writes the right words: the cell as it stands, a wrong unit already replaced by what was probably meant."""
    field = next(
        (
            name
            for name in NAMES_OF_ERRORS[error.code]
            if name in header.fields and header.leaf(name) == error.column
        ),
        "title",
    )
    column = header.fields[field][0]
    line = one.rows[error.row - 1]
    value = (line[column] if column < len(line) else None) or ""
    suggested = value.replace(error.value, error.suggest) if error.value and error.suggest else ""
    return Cell(f"cell-{error.row}-{column + 1}", error.column, value, problem_words(error), suggested)


def _typed(request: HttpRequest) -> dict[tuple[int, int], str]:
    found = {}
    for name, words in request.POST.items():
        parts = name.split("-")
        if len(parts) == 3 and parts[0] == "cell" and parts[1].isdecimal() and parts[2].isdecimal():  # noqa: PLR2004 cell, row, column
            found[int(parts[1]), int(parts[2])] = str(words)
    return found


@office_only
@require_POST
def import_apply(request: HttpRequest, key: int) -> HttpResponse:
    counts = applying.apply_import(person(request), get_object_or_404(LedgerImport, pk=key))
    messages.success(request, say("import.applied", **counts))
    return redirect("import", key=key)


@office_only
@require_POST
def import_undo(request: HttpRequest, key: int) -> HttpResponse:
    undone = applying.undo(person(request), get_object_or_404(LedgerImport, pk=key))
    messages.success(request, say("import.undone", count=undone.reversed))
    if undone.conflicts:
        messages.warning(request, say("import.conflicts", names="、".join(undone.conflicts[:10])))
    return redirect("import", key=key)
