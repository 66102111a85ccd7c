from django.urls import path

from duban_web.inspections import pages, site_pages

urlpatterns = [
    path("inspections/", pages.inspection_list, name="inspections"),
    path("inspections/new/", pages.inspection_new, name="inspection_new"),
    path("inspections/draw/", pages.draw_new, name="draw_new"),
    path("inspections/draws/<int:key>/", pages.draw, name="draw"),
    path("inspections/<int:key>/", pages.inspection, name="inspection"),
    path("inspections/<int:key>/visit/", pages.visit, name="inspection_visit"),
    path("inspections/<int:key>/step/", pages.inspection_step, name="inspection_step"),
    path("inspections/photos/<int:key>/", pages.photo, name="photo"),
    path("tasks/<int:key>/pictures/", pages.task_pictures, name="task_pictures"),
    path("inspections/sites/", site_pages.sites, name="sites"),
    path("inspections/sites/new/", site_pages.site_new, name="site_new"),
    path("inspections/sites/import/", site_pages.site_import, name="site_import"),
    path("inspections/sites/<int:key>/", site_pages.site, name="site"),
    path("inspections/worker.js", pages.worker, name="visit_worker"),
]
