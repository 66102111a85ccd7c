"""Accepted figures and learned words."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from duban_web.common.access import office_only, person
from duban_web.indicators import operations, queries

ON_A_PAGE = 50


@office_only
def observations(request: HttpRequest) -> HttpResponse:
    chosen = {name: request.GET.get(name, "").strip() for name in ("words", "region", "period")}
    page = Paginator(queries.observations(**chosen), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "chosen": chosen, "regions": queries.choices("region"), "periods": queries.choices("period"),
        "aliases": queries.learned(), "asked": urlencode(chosen),
    }  # fmt: skip
    return render(request, "indicators/observations.html", context)


@office_only
@require_POST
def alias_forget(request: HttpRequest, key: int) -> HttpResponse:
    operations.forget(person(request), key)
    return redirect("observations")
