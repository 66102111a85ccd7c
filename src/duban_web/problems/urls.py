from django.urls import path

from duban_web.problems import pages

urlpatterns = [
    path("problems/", pages.problem_list, name="problems"),
    path("problems/new/", pages.problem_new, name="problem_new"),
    path("problems/<int:key>/", pages.problem, name="problem"),
    path("problems/<int:key>/route/", pages.problem_route, name="problem_route"),
    path("problems/<int:key>/step/", pages.problem_step, name="problem_step"),
    path("tell-us/", pages.public, name="tell_us"),
]
