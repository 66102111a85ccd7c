"""The form of a register that anybody may fill in, by link or QR code, within limits."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from duban_web.common.access import office_only
from duban_web.common.errors import Refused
from duban_web.common.language import language
from duban_web.common.office import today
from duban_web.common.senders import sender_of
from duban_web.registers import operations, queries
from duban_web.registers.codes import qr_picture
from duban_web.registers.forms import RecordForm
from duban_web.registers.models import Record, Register
from duban_web.registers.pages import register_of
from duban_web.registers.writing import Mistakes

MOST_A_SENDER, MOST_A_DAY = 10, 2000


class Flooded(Refused):
    """Too much came from a sender today, or from all of them."""

    status = 429


def _demand_room(one: Register, sender: str) -> None:
    rows = one.records.filter(on=today(), by=None)
    if rows.filter(sender=sender).count() >= MOST_A_SENDER or rows.exclude(sender="").count() >= MOST_A_DAY:
        raise Flooded("register.flooded")


@login_not_required
def public(request: HttpRequest, token: str) -> HttpResponse:
    one = get_object_or_404(queries.registers().exclude(token=""), token=token)
    form = RecordForm(request.POST or None, definition=one.definition, is_public=True)
    if request.method == "POST":
        sender = sender_of(request)
        try:
            _demand_room(one, sender)
            if form.is_valid():
                made = _taken(one, form, sender)
                return render(request, "registers/public.html", {"one": one, "number": made.number})
        except Flooded as problem:
            return render(
                request, "registers/public.html", {"one": one, "is_flooded": True}, status=problem.status
            )
        except Mistakes as problem:
            form.mistaken(problem.by_field)
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
    context = {"one": one, "form": form, "definition": one.definition}
    return render(request, "registers/public.html", context, status=400 if form.errors else 200)


@transaction.atomic
def _taken(one: Register, form: RecordForm, sender: str) -> Record:
    """Written down with its sender, counted again with the register locked: two at once are not both the last that is let in."""
    Register.objects.select_for_update().get(pk=one.pk)
    _demand_room(one, sender)
    made = operations.save_record(None, one, form.typed())
    Record.objects.filter(pk=made.pk).update(sender=sender)
    return made


@office_only
def public_code(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code of the form without login, to print and hang up."""
    one = register_of(code)
    if not one.token:
        raise Refused("register-not-public", name=one.name)
    words = request.build_absolute_uri(f"/fill/{one.token}/")
    return HttpResponse(qr_picture(words, scale=6), content_type="image/svg+xml")
