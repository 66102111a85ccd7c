"""One record: its form, its page with the chain of what it refers to, its moves, its files, its pass."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban.registers import Type
from duban_web.audit import queries as audit
from duban_web.common.access import person, working
from duban_web.common.errors import NotYours, Refused
from duban_web.common.language import language, say
from duban_web.common.office import day_of
from duban_web.registers import gates, matching, operations, passes, queries
from duban_web.registers.codes import qr_picture
from duban_web.registers.forms import RecordForm
from duban_web.registers.keeping import keep
from duban_web.registers.models import Record, RecordFile
from duban_web.registers.operations import may_move, may_write
from duban_web.registers.pages import register_of
from duban_web.registers.writing import Mistakes

DEEPEST = 5


def record_of(request: HttpRequest, code: str, number: int) -> Record:
    """A record that the person may see, else 404."""
    return get_object_or_404(queries.visible(person(request), register_of(code)).select_related("register", "unit"), number=number)  # fmt: skip


@working
def record_new(request: HttpRequest, code: str) -> HttpResponse:
    user = person(request)
    if not may_write(user, user.unit):
        raise NotYours
    return _form(request, Record(register=register_of(code)))


@working
def record_edit(request: HttpRequest, code: str, number: int) -> HttpResponse:
    one = record_of(request, code, number)
    if not may_write(person(request), one.unit):
        raise NotYours
    return _form(request, one)


def _form(request: HttpRequest, one: Record) -> HttpResponse:
    definition = one.register.definition
    begin = {**queries.values_of(one), "version": one.version} if one.pk else {f.code: request.GET.get(f.code, "")[:100] for f in definition.fields}  # fmt: skip
    form = RecordForm(request.POST or None, request.FILES or None, definition=definition, initial=begin)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = _saved(request, one, form)
            messages.success(request, say("saved"))
            return redirect("record", code=made.register.code, number=made.number)
        except Mistakes as problem:
            form.mistaken(problem.by_field)
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
            status = problem.status
    title = (
        f"{one.register.name} #{one.number}" if one.pk else say("register.record_new", name=one.register.name)
    )
    context = {
        "form": form,
        "title": title,
        "intro": definition.purpose,
        "back_to": f"/registers/{one.register.code}/",
    }
    return render(request, "form.html", context, status=max(status, 400) if form.errors else 200)


@transaction.atomic
def _saved(request: HttpRequest, one: Record, form: RecordForm) -> Record:
    """The record with its files, or neither."""
    user, seen = person(request), form.cleaned_data["version"] or 0
    made = operations.save_record(user, one.register, form.typed(), one=one if one.pk else None, seen=seen)
    keep(user, made, form.uploaded())
    return made


@working
def record(request: HttpRequest, code: str, number: int) -> HttpResponse:
    one, user = record_of(request, code, number), person(request)
    definition = one.register.definition
    known = {f.code: f for f in definition.fields}
    with_personal = queries.may_see_personal(user, one)
    values = [(known[c].name, known[c].told(v)) for c, v in queries.shown(definition, one, with_personal=with_personal) if v]  # fmt: skip
    context = {
        "one": one, "definition": definition, "state": definition.state(one.state), "values": values, "is_masked": not with_personal and bool(one.secret),
        "moves": [m for m in definition.moves_from(one.state) if may_move(user, one, m)], "steps": [(s, definition.state(s.state).name) for s in one.steps.select_related("by")],
        "files": _files(one, with_personal=with_personal), "links": _chain(one), "referred_by": queries.names_of([link.record for link in one.referred_by.filter(record__removed_on=None).select_related("record__register")[:50]]),
        "referring": [link.record for link in one.referred_by.filter(record__removed_on=None).select_related("record__register")[:50]],
        "proposals": matching.for_record(one) if may_write(user, one.unit) else [], "may_write": may_write(user, one.unit), "pass": passes.is_valid(one), "entries": audit.of("record", one.pk)[:20],
        "codes": [f for f in definition.fields if f.type is Type.QR], "checks": gates.last_of(one) if definition.blocks.passes else None,
    }  # fmt: skip
    return render(request, "registers/record.html", context)


def _files(one: Record, *, with_personal: bool) -> QuerySet[RecordFile]:
    """The files of a record that a person may open."""
    personal = [f.code for f in one.register.definition.fields if f.is_personal]
    return one.files.all() if with_personal else one.files.exclude(field__in=personal)


def _chain(one: Record) -> list[tuple[int, str, Record, str]]:
    """What a record refers to, what that refers to, and so on (倒查): depth, field, record, its words."""
    found: list[tuple[int, str, Record, str]] = []
    seen = {one.pk}
    level, depth = [one], 1
    while level and depth <= DEEPEST:
        following = []
        for record_ in level:
            names = {f.code: f.name for f in record_.register.definition.fields}
            for link in record_.links.select_related("target__register"):
                if link.target_id not in seen:
                    seen.add(link.target_id)
                    words = queries.names_of([link.target])[link.target_id]
                    found.append((depth, names.get(link.field, link.field), link.target, words))
                    following.append(link.target)
        level, depth = following, depth + 1
    return found


@working
@require_POST
def record_step(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A move, a partner, or taken back."""
    one, user, asked = record_of(request, code, number), person(request), request.POST
    if asked.get("match", "").isdecimal():
        matching.take(user, one, int(asked["match"]))
        messages.success(request, say("saved"))
        return redirect("record", code=code, number=number)
    if "remove" in asked:
        operations.remove(user, one, reason=asked.get("note", ""))
        messages.success(request, say("saved"))
        return redirect("register", code=code)
    operations.move(
        user, one, asked.get("move", "")[:31], note=asked.get("note", ""), on=day_of(asked.get("on", ""))
    )
    messages.success(request, say("saved"))
    return redirect("record", code=code, number=number)


@working
def record_file(request: HttpRequest, code: str, number: int, key: int) -> FileResponse:
    found = record_of(request, code, number)
    shown = _files(found, with_personal=queries.may_see_personal(person(request), found))
    one = get_object_or_404(shown, pk=key)
    return FileResponse(one.file.open("rb"), filename=one.name)


@working
def record_code(request: HttpRequest, code: str, number: int, field: str) -> HttpResponse:
    """The QR code of a field, to print as a label: what it says, or the address of the record where nothing was written."""
    one = record_of(request, code, number)
    known = {f.code: f for f in one.register.definition.fields if f.type is Type.QR}
    if field not in known or (
        known[field].is_personal and not queries.may_see_personal(person(request), one)
    ):
        raise Http404
    words = queries.values_of(one).get(field) or request.build_absolute_uri(f"/registers/{code}/{number}/")
    return HttpResponse(qr_picture(words, scale=6), content_type="image/svg+xml")


@working
def record_pass(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The pass to print or to show on a phone: the QR code and what the gate compares."""
    one = record_of(request, code, number)
    if "svg" in request.GET:
        return HttpResponse(passes.pass_picture(one), content_type="image/svg+xml")
    rules = one.register.definition.blocks.passes
    if rules is None:
        raise Http404
    values = queries.values_of(one)
    shows = [(field.name, field.told(values.get(field.code, ""))) for field in map(one.register.definition.field, rules.shows)]  # fmt: skip
    last = values.get(rules.end, "")
    return render(request, "registers/pass.html", {"one": one, "shows": shows, "last": last, "text": passes.pass_text(one)})  # fmt: skip
