"""The list of changes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duban_web.audit import queries
from duban_web.common.access import office_only


@office_only
def changes(request: HttpRequest) -> HttpResponse:
    return render(request, "audit/changes.html", {"entries": queries.recent()})
