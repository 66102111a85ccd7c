"""The gate (卡口验码): its page on a phone, which works without a network, its keys, its worker; what it saw comes in here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from duban_web.common.access import Right, person, working
from duban_web.common.errors import NotYours
from duban_web.common.office import today
from duban_web.common.offline import offline_worker
from duban_web.people.models import User
from duban_web.registers import gates, passes


def may_send(user: User) -> bool:
    """Those who report or inspect; a leader or viewer verifies, and writes nothing down."""
    return user.may(Right.REPORT) or user.may(Right.INSPECT)


@working
def gate(request: HttpRequest) -> HttpResponse:
    """Verifies passes on a phone, also without a network once it was opened."""
    user = person(request)
    return render(request, "registers/gate.html", {"on": today(), "may_send": may_send(user), "name": user.unit or "", "longest": gates.LONGEST})  # fmt: skip


@working
def gate_keys(request: HttpRequest) -> JsonResponse:
    """What a gate needs without a network: the public key and the numbers that are revoked."""
    del request
    return JsonResponse({"key": passes.public_key(), "revoked": passes.revoked(), "on": today().isoformat()})


@working
@require_POST
def gate_checks(request: HttpRequest) -> JsonResponse:
    """What a phone saw, up to 200 lines of `check`; answered with what other gates saw of the same passes."""
    user = person(request)
    if not may_send(user):
        raise NotYours
    found = gates.take_in(user, request.POST.get("gate", ""), request.POST.getlist("check"))
    told = {name: {"words": one.words, "warning": one.is_warning} for name, one in found.told.items()}
    return JsonResponse({"refused": found.refused, "told": told})


@working
def gate_worker(request: HttpRequest) -> HttpResponse:
    """The service worker of the gate, served below /registers/gate/ so that it sees only these pages."""
    del request
    return offline_worker()
