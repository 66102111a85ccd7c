"""The page of one form, which most forms share."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_page(request: HttpRequest, context: Mapping[str, Any]) -> HttpResponse:
    """`form`, its `title`, where to go `back` (a route) or `back_to` (an address); a form with mistakes is a bad request."""
    return render(request, "form.html", dict(context), status=400 if context["form"].errors else 200)
