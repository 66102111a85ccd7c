from django.urls import path

from duban_web.campaigns import pages

urlpatterns = [
    path("tasks/", pages.ledger, name="ledger"),
    path("tasks/export/", pages.export, name="ledger_export"),
    path("tasks/new/", pages.task_new, name="task_new"),
    path("tasks/<int:key>/edit/", pages.task_edit, name="task_edit"),
    path("campaigns/", pages.campaigns, name="campaigns"),
    path("campaigns/new/", pages.campaign_new, name="campaign_new"),
    path("campaigns/<int:key>/", pages.campaign, name="campaign"),
]
