"""All addresses."""

from django.urls import include, path

from duban_web import api

urlpatterns = [
    path("", include("duban_web.today.urls")),
    path("", include("duban_web.people.urls")),
    path("", include("duban_web.campaigns.urls")),
    path("", include("duban_web.supervision.urls")),
    path("", include("duban_web.inbox.urls")),
    path("", include("duban_web.problems.urls")),
    path("", include("duban_web.inspections.urls")),
    path("", include("duban_web.meetings.urls")),
    path("", include("duban_web.matters.urls")),
    path("", include("duban_web.boards.urls")),
    path("", include("duban_web.papers.urls")),
    path("", include("duban_web.indicators.urls")),
    path("", include("duban_web.projects.urls")),
    path("", include("duban_web.registers.urls")),
    path("", include("duban_web.assessment.urls")),
    path("", include("duban_web.bulletins.urls")),
    path("", include("duban_web.audit.urls")),
    path("api/v1/", include((api.urlpatterns, api.app_name), namespace=api.namespace)),
]
