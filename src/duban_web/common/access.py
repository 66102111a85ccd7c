"""Who may do what: said once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from duban_web.common.errors import NotYours

if TYPE_CHECKING:
    from duban_web.people.models import User

P = ParamSpec("P")


def person(request: HttpRequest) -> User:
    """The signed-in person."""
    if isinstance(request.user, AnonymousUser):
        raise NotYours
    return request.user


def chosen_campaign(request: HttpRequest) -> int | None:
    """The campaign that the person chose to look at, if any."""
    chosen = request.session.get("campaign")
    return chosen if isinstance(chosen, int) else None


def office_only(
    page: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Only the office sees the page."""

    @wraps(page)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not person(request).is_office:
            raise NotYours("office-only")
        return page(request, *args, **kwargs)

    return guarded
