"""What happens around every request."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation

from duban_web.common.errors import Refused
from duban_web.common.language import language as current

Handler = Callable[[HttpRequest], HttpResponse]
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
COOKIE = "duban_language"


def content_security_policy(get_response: Handler) -> Handler:
    """No inline script or style, nothing from other hosts."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return handle


def language(get_response: Handler) -> Handler:
    """Chinese, unless the person chose English."""

    def handle(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(COOKIE, "")
        with translation.override(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            return get_response(request)

    return handle


def first_password(get_response: Handler) -> Handler:
    """Who signed in with a one-time password sees only the page on which it is changed."""

    def handle(request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        is_free = request.path in {"/me/", "/logout/", "/language/"} or request.path.startswith("/static/")
        if user is not None and getattr(user, "must_change", False) and not is_free:
            return redirect("own")
        return get_response(request)

    return handle


class refusals:  # noqa: N801 Django names middleware by its path
    """Turns a refusal into a page (or a line, for htmx) that says what to do."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Only refusals; everything else is a mistake of the program and goes on to the log."""
        if not isinstance(problem, Refused):
            return None
        return render(
            request, "refused.html", {"sentence": problem.sentence(current())}, status=problem.status
        )
