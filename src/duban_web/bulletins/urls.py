from django.urls import path

from duban_web.bulletins import contribution_pages, pages

urlpatterns = [
    path("bulletins/", pages.bulletin_list, name="bulletins"),
    path("contributions/", contribution_pages.contributions, name="contributions"),
    path("contributions/<int:key>/", contribution_pages.contribution, name="contribution"),
    path("bulletins/<int:key>/", pages.bulletin, name="bulletin"),
    path("bulletins/<int:key>/step/", pages.bulletin_step, name="bulletin_step"),
    path("bulletins/<int:key>.<str:kind>", pages.bulletin_file, name="bulletin_file"),
]
