"""Registers: which there are, packs to switch on, a register's own page, its records, its words."""

from __future__ import annotations

import io
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban.registers import FILES, Definition, DefinitionError, Field, parse_definition
from duban.registers.definition import MOST_FIELDS
from duban.registers.drafting import drafted_source
from duban.registers.guessing import guessed_source
from duban_files.errors import FileError
from duban_files.table_file import read_table
from duban_web.campaigns.models import Task
from duban_web.common.access import Right, office_only, person, working
from duban_web.common.errors import Refused
from duban_web.common.form_page import form_page
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.people.models import Unit, User
from duban_web.people.queries import units_by_name
from duban_web.registers import importing, matching, operations, packs, progress, queries
from duban_web.registers.forms import Columns, DraftForm, FileForm, RegisterForm
from duban_web.registers.models import Record, Register, TaskFigure
from duban_web.registers.observing import observe_figures
from duban_web.registers.operations import may_write

PAGE, MOST_EXPORTED, COLUMNS = 50, 100_000, 6
START = 'name = ""\nabout = ""\nfields = [\n  {code = "name", name = "名称", type = "text", needed = true},\n]\nstates = [{code = "open", name = "在办"}, {code = "done", name = "办结", ended = true}]\nmoves = [{code = "finish", name = "办结", from = ["open"], to = "done"}]\nrollups = [{code = "all", name = "总数", of = "count"}]\n'


def register_of(code: str) -> Register:
    """A register in use, else 404."""
    return get_object_or_404(queries.registers(), code=code)


@working
def registers(request: HttpRequest) -> HttpResponse:
    """Those in use by pack, with their first figures; for the office also the packs that can be switched on."""
    user = person(request)
    used = list(queries.registers())
    rows = [(one, known[:3]) for one, known in zip(used, queries.all_rolled_up(used, user=user), strict=True)]
    groups = [(pack, [row for row in rows if row[0].pack == pack]) for pack in (*packs.PACKS, "")]
    known = {one.code for one in used}
    shelf = [(pack, [(d, d.code in known) for d in packs.of_pack(pack)]) for pack in packs.PACKS] if user.may(Right.KEEP) else []  # fmt: skip
    context = {"groups": [group for group in groups if group[1]], "shelf": shelf}
    return render(request, "registers/registers.html", context)


@office_only
@require_POST
def install(request: HttpRequest) -> HttpResponse:
    """A preset, or all of a pack that are not in use yet."""
    user, known = person(request), set(queries.registers().values_list("code", flat=True))
    wanted = [request.POST["code"]] if "code" in request.POST else [d.code for d in packs.of_pack(request.POST.get("pack", ""))]  # fmt: skip
    shipped = packs.presets()
    if not wanted or any(code not in shipped for code in wanted):
        raise Http404
    made = [operations.install(user, shipped[code]) for code in wanted if code not in known]
    messages.success(request, say("register.installed", n=len(made)))
    return redirect("registers")


@office_only
def register_new(request: HttpRequest) -> HttpResponse:
    """A register in the office's own words, begun from a preset's or from the office's own table."""
    begin = packs.presets().get(request.GET.get("from", ""))
    if isinstance(table := request.FILES.get("table"), UploadedFile):
        return _from_table(request, table)
    if "draft" in request.POST:
        return _from_columns(request)
    form = RegisterForm(request.POST or None, initial={"source": begin.source if begin else START})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = operations.install(
                person(request), parse_definition(data["source"], code=data["code"].replace("-", "_"))
            )
        except DefinitionError as problem:
            form.add_error("source", say(problem.code, **problem.fields))
        except Refused as problem:
            form.add_error("code", problem.sentence(language()))
        else:
            return redirect("register", code=made.code)
    return _new_page(request, form)


def _new_page(request: HttpRequest, form: RegisterForm, draft: DraftForm | None = None, columns: Any = None) -> HttpResponse:  # fmt: skip
    is_wrong = bool(form.errors) or draft is not None
    context = {
        "form": form,
        "draft": draft or DraftForm(),
        "columns": columns or Columns(),
        "is_open": draft is not None,
    }
    return render(request, "registers/new.html", context, status=400 if is_wrong else 200)


def _from_columns(request: HttpRequest) -> HttpResponse:
    """The words of a register as a clerk filled in its columns, to be looked over."""
    draft, columns = DraftForm(request.POST), Columns(request.POST)
    if not (draft.is_valid() and columns.is_valid()):
        return _new_page(request, RegisterForm(initial={"source": START}), draft, columns)
    filled = [one for form in columns if (one := form.column()) is not None]
    if not filled:
        draft.add_error(None, say("register.definition.no-fields", most=MOST_FIELDS))
        return _new_page(request, RegisterForm(initial={"source": START}), draft, columns)
    data = draft.cleaned_data
    source = drafted_source(data["name"], filled, states=draft.states_said(), purpose=data["purpose"])
    return _new_page(request, RegisterForm(initial={"source": source}))


def _from_table(request: HttpRequest, file: UploadedFile[bytes]) -> HttpResponse:
    """The words of a register as the office's own table suggests them, to be looked over."""
    name = PurePath(str(file.name)).stem
    try:
        grid = read_table(file.read(), name=str(file.name))
    except FileError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    source = guessed_source(grid, name=name, units=units_by_name().keys(), year=today().year)
    if source is None:
        raise Refused("register-no-table", name=name)
    return _new_page(request, RegisterForm(initial={"source": source}))


@office_only
def register_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The words of a register; or out of use."""
    one = register_of(code)
    if request.method == "POST" and "take_out" in request.POST:
        operations.take_out(person(request), one)
        messages.success(request, say("register.taken_out", name=one.name))
        return redirect("registers")
    form = RegisterForm(request.POST or None, initial={"code": one.code, "source": one.source})
    form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            operations.redefine(person(request), one, form.cleaned_data["source"])
        except Refused as problem:
            form.add_error("source", problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("register", code=code)
    context = {"form": form, "title": one.name, "back_to": f"/registers/{code}/"}
    return form_page(request, context)


@working
def register(request: HttpRequest, code: str) -> HttpResponse:
    """The records, the figures above them."""
    one, user = register_of(code), person(request)
    definition = one.definition
    asked = {name: request.GET.get(name, "")[:40] for name in ("state", "light", "unit", "words")}
    page = Paginator(queries.chosen(user, one, **asked), PAGE).get_page(request.GET.get("page"))
    columns = [f for f in definition.fields if f.type not in FILES][:COLUMNS]
    rows = [(r, definition.state(r.state), _cells(user, definition, r, columns)) for r in page]  # fmt: skip
    context = {
        "one": one, "definition": definition, "page": page, "rows": rows, "columns": columns, "chosen": asked, "asked": "&".join(f"{k}={v}" for k, v in asked.items() if v),
        "states": queries.states(one, user), "figures": queries.rolled_up(one, user=user), "units": Unit.objects.filter(removed_on=None),
        "colours": list(dict.fromkeys(rule.colour for rule in definition.lights)), "may_add": may_write(user, user.unit), "is_matched": definition.blocks.match is not None,
    }  # fmt: skip
    return render(request, "registers/register.html", context)


def _cells(user: User, definition: Definition, record: Record, columns: list[Field]) -> list[str]:
    values = dict(queries.shown(definition, record, with_personal=queries.may_see_personal(user, record)))
    return [one.told(values[one.code]) for one in columns]


@working
def register_figures(request: HttpRequest, code: str) -> HttpResponse:
    """Every roll-up with both numbers of its rate, by month and by unit."""
    one, user = register_of(code), person(request)
    if request.method == "POST":
        messages.success(request, _used(user, one, request.POST))
        return redirect("register_figures", code=code)
    month = request.GET.get("month", "")[:7]
    context = {
        "one": one, "figures": queries.rolled_up(one, month=month, user=user), "months": queries.months_of(one), "month": month,
        "by_unit": queries.by_unit(one) if user.may(Right.SEE_ALL) else [], "tied": _tied(one), "tasks": progress.countable() if user.may(Right.KEEP) else [],
    }  # fmt: skip
    return render(request, "registers/figures.html", context)


def _tied(one: Register) -> list[tuple[TaskFigure, str]]:
    names = {rollup.code: rollup.name for rollup in one.definition.rollups}
    return [(t, names.get(t.rollup, t.rollup)) for t in one.task_figures.select_related("task")]


def _used(user: User, one: Register, asked: QueryDict) -> str:
    """Figures put to use: observed, or tied to a task as its progress. Returns what to say."""
    if "tie" in asked:
        key = asked.get("task", "")
        task = get_object_or_404(Task, pk=int(key) if key.isdecimal() else 0, removed_on=None)
        progress.tie(user, task, one, asked.get("rollup", ""), own_units="own" in asked)
        return say("saved")
    if (key := asked.get("untie", "")).isdecimal():
        progress.untie(user, get_object_or_404(one.task_figures, pk=int(key)))
        return say("saved")
    return say("register.observed", n=len(observe_figures(user, one)))


@working
def register_export(request: HttpRequest, code: str) -> FileResponse:
    """What the list shows, as Excel; personal values as the person may see them."""
    one, user = register_of(code), person(request)
    asked = {name: request.GET.get(name, "")[:40] for name in ("state", "light", "unit", "words")}
    rows = list(queries.chosen(user, one, **asked)[:MOST_EXPORTED])
    data = importing.exported(one, rows, with_personal=user.may(Right.KEEP))
    return FileResponse(io.BytesIO(data), as_attachment=True, filename=f"{one.name}.xlsx")


@office_only
def register_import(request: HttpRequest, code: str) -> HttpResponse | FileResponse:
    one = register_of(code)
    if "blank" in request.GET:
        data = importing.blank(one, today())
        return FileResponse(io.BytesIO(data), as_attachment=True, filename=f"{one.name}.xlsx")
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            n = importing.take_in(person(request), one, file.read(), name=file.name)
        except Refused as problem:
            form.add_error("file", problem.sentence(language()))
        else:
            messages.success(request, say("register.taken_in", n=n))
            return redirect("register", code=code)
    context = {"form": form, "title": say("register.import", name=one.name), "back_to": f"/registers/{code}/"}
    return form_page(request, context)


@office_only
def register_matching(request: HttpRequest, code: str) -> HttpResponse:
    """Who goes with whom, all at once; each pair is taken on its record's page."""
    one = register_of(code)
    return render(request, "registers/matching.html", {"one": one, "proposals": matching.for_all(one)})
