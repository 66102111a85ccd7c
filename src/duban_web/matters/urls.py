from django.urls import path

from duban_web.matters import pages, plan_pages

urlpatterns = [
    path("matters/", pages.matter_list, name="matters"),
    path("matters/new/", pages.matter_new, name="matter_new"),
    path("matters/<int:key>/", pages.matter, name="matter"),
    path("plans/", plan_pages.plan_list, name="plans"),
    path("plans/<int:key>/", plan_pages.plan, name="plan"),
    path("plans/<int:key>/file/", plan_pages.plan_file, name="plan_file"),
    path("matters/<int:key>/file/", pages.matter_file, name="matter_file"),
]
