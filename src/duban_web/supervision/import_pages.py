"""Ledger files: upload, preview with corrections, apply, take back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban.plans import LedgerError
from duban.plans.header import FIELDS, Header
from duban_web.campaigns import importing
from duban_web.campaigns.chosen import campaign_of
from duban_web.campaigns.forms import LedgerUploadForm
from duban_web.campaigns.models import LedgerImport
from duban_web.campaigns.queries import imports
from duban_web.common.access import office_only, person
from duban_web.common.errors import Refused
from duban_web.common.language import language, say
from duban_web.people.queries import units
from duban_web.supervision import importing as applying
from duban_web.supervision.import_words import problem_words

NAMES_OF_ERRORS = {
    "unknown-unit": ("units", "lead_units"), "empty-title": ("title",), "duplicate-no": ("no",), "progress-out-of-range": ("progress",),
    "unreadable-progress": ("progress",), "deadline-before-start": ("deadline",), "unreadable-date": ("deadline", "start"), "invalid-date": ("deadline", "start"),
}  # fmt: skip
SHOWN = 2000
SAMPLED = 200
SHOWN_OF_A_COLUMN = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to correct: its name in the form, what probably should stand in it, what is wrong with it."""

    name: str
    column: str
    value: str
    problem: str


@office_only
def import_list(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
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
        if request.POST.get("form") == "columns":
            importing.map_columns(
                person(request), one, _mapped(request), with_hidden="with_hidden" in request.POST
            )
            messages.success(request, say("import.mapped"))
        else:
            importing.correct(person(request), one, _typed(request))
            messages.success(request, say("import.corrected"))
        return redirect("import", key=key)
    context: dict[str, object] = {"one": one, "unit_names": [u.name for u in units()]}
    if one.state == LedgerImport.State.PREVIEW:
        context |= {"columns": _columns(one), "fields": FIELDS}
    if one.state == LedgerImport.State.PREVIEW and one.is_mapped:
        seen, header = importing.preview(one), importing.header_of(one)
        context |= {
            "seen": seen, "counts": seen.counts(), "more": len(seen.lines) - SHOWN,
            "refused": [(line, _cells(one, header, line.errors)) for line in seen.lines if line.action == "error"],
            "lines": [line for line in seen.lines if line.action != "error"][:SHOWN],
        }  # fmt: skip
    return render(request, "campaigns/import.html", context)


def _cells(one: LedgerImport, header: Header, errors: Sequence[LedgerError]) -> list[Cell]:
    """Where the clerk writes the right words: each wrong cell once, as it stands.

    Wrong units are already replaced by what was probably meant.
    """
    found: dict[str, Cell] = {}
    for error in errors:
        column = _column(header, error)
        line = one.rows[error.row - 1]
        name = f"cell-{error.row}-{column + 1}"
        cell = found.get(name) or Cell(
            name, error.column, (line[column] if column < len(line) else None) or "", ""
        )
        value = (
            cell.value.replace(error.value, error.suggest) if error.value and error.suggest else cell.value
        )
        problem = "；".join(filter(None, (cell.problem, problem_words(error))))
        found[name] = Cell(name, error.column, value, problem)
    return list(found.values())


def _column(header: Header, error: LedgerError) -> int:
    """The column (from 0) that an error speaks of."""
    named = (
        name
        for name in NAMES_OF_ERRORS[error.code]
        if name in header.fields and header.leaf(name) == error.column
    )
    return header.fields[next(named, "title")][0]


def _columns(one: LedgerImport) -> list[tuple[int, str, str, list[str]]]:
    """Each column that has a name or holds something: its number, its words, the field that it is, and what stands in it."""
    meant = {column: name for name, columns in one.fields.items() for column in columns}
    body = one.rows[max(one.header_rows, default=1) :][:SAMPLED]
    width = max(len(one.columns), *(len(row) for row in body)) if body else len(one.columns)
    found = []
    for column in range(width):
        words = [row[column] for row in body if column < len(row) and row[column]]
        name = one.columns[column] if column < len(one.columns) else ""
        if name or words:
            found.append((column, name, meant.get(column, ""), words[:SHOWN_OF_A_COLUMN]))
    return found


def _mapped(request: HttpRequest) -> dict[str, list[int]]:
    """What the form says of each column."""
    found: dict[str, list[int]] = {}
    for name, field in request.POST.items():
        number = name.removeprefix("column-")
        if name.startswith("column-") and number.isdecimal() and field in FIELDS:
            found.setdefault(str(field), []).append(int(number))
    return found


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
