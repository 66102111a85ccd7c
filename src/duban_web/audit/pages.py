"""The list of changes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duban_web.audit import queries
from duban_web.common.access import Right, needs


@needs(Right.LOG)
def changes(request: HttpRequest) -> HttpResponse:
    return render(request, "audit/changes.html", {"entries": queries.recent()})
