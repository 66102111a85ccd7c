from django.urls import path

from duban_web.campaigns import ledger_pages, pages, setting_pages

urlpatterns = [
    path("tasks/", ledger_pages.ledger, name="ledger"),
    path("tasks/export/", ledger_pages.export, name="ledger_export"),
    path("tasks/new/", pages.task_new, name="task_new"),
    path("tasks/<int:key>/edit/", pages.task_edit, name="task_edit"),
    path("tasks/<int:key>/schedule/", setting_pages.schedule, name="task_schedule"),
    path("tasks/<int:key>/cell/", ledger_pages.cell, name="task_cell"),
    path("tasks/views/", ledger_pages.view_save, name="view_save"),
    path("tasks/views/<int:key>/forget/", ledger_pages.view_forget, name="view_forget"),
    path("campaigns/<int:key>/forces/new/", setting_pages.force, name="force_new"),
    path("campaigns/<int:key>/forces/<int:force>/", setting_pages.force, name="force"),
    path("campaigns/<int:key>/goals/new/", setting_pages.goal, name="goal_new"),
    path("campaigns/<int:key>/goals/<int:goal>/", setting_pages.goal, name="goal"),
    path("campaigns/", pages.campaigns, name="campaigns"),
    path("campaigns/new/", pages.campaign_new, name="campaign_new"),
    path("campaigns/<int:key>/", pages.campaign, name="campaign"),
]
