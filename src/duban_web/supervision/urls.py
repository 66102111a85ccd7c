from django.urls import path

from duban_web.supervision import import_pages, pages

urlpatterns = [
    path("tasks/<int:key>/", pages.task, name="task"),
    path("tasks/<int:key>/curve.svg", pages.curve, name="task_curve"),
    path("tasks/<int:key>/report/", pages.report, name="report"),
    path("tasks/<int:key>/close/", pages.close, name="task_close"),
    path("reports/<int:key>/accept/", pages.accept, name="report_accept"),
    path("reports/<int:key>/return/", pages.send_back, name="report_return"),
    path("evidence/<int:key>/", pages.evidence, name="evidence"),
    path("imports/", import_pages.import_list, name="imports"),
    path("imports/<int:key>/", import_pages.import_one, name="import"),
    path("imports/<int:key>/apply/", import_pages.import_apply, name="import_apply"),
    path("imports/<int:key>/undo/", import_pages.import_undo, name="import_undo"),
]
