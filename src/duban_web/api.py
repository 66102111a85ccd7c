"""The open interface, /api/v1/: typed JSON for other systems, with the keys and the rights of people.

There is no page to try it on, since such pages load scripts of others; /api/v1/openapi.json describes it all.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from duban_web.campaigns.api import router as ledger
from duban_web.common.errors import Refused
from duban_web.common.language import language, say
from duban_web.indicators.api import router as figures
from duban_web.people.api import KeyAuth
from duban_web.people.api import router as people
from duban_web.problems.api import router as problems
from duban_web.projects.api import router as projects
from duban_web.registers.api import router as registers
from duban_web.supervision.api import router as reports

api = NinjaAPI(title="Duban 督办", version="1", auth=KeyAuth(), docs_url=None, urls_namespace="api")
for router in (people, ledger, reports, problems, figures, projects, registers):
    api.add_router("", router)


def _error(request: HttpRequest, code: str, sentence: str, status: int) -> HttpResponse:
    return api.create_response(request, {"code": code, "message": sentence}, status=status)


@api.exception_handler(Refused)
def refused(request: HttpRequest, problem: Refused) -> HttpResponse:
    """The same sentence as on the pages, with its code."""
    return _error(request, problem.code, problem.sentence(language()), problem.status)


@api.exception_handler(AuthenticationError)
def no_key(request: HttpRequest, problem: AuthenticationError) -> HttpResponse:
    """Without a key that holds."""
    del problem
    return _error(request, "no-key", say("refused.no-key"), 401)


@api.exception_handler(Http404)
def not_there(request: HttpRequest, problem: Http404) -> HttpResponse:
    """Not there, or not for this person."""
    del problem
    return _error(request, "not-there", say("refused.not-there"), 404)


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """What was sent does not fit: which field, and what it should be."""
    where = "；".join(
        f"{'.'.join(str(step) for step in one['loc'][1:])}：{one['msg']}" for one in problem.errors
    )
    return _error(request, "not-understood", say("refused.not-understood", where=where), 422)


urlpatterns, app_name, namespace = api.urls
for pattern in urlpatterns:
    if pattern.callback is not None:
        login_not_required(pattern.callback)  # a key instead of a session
