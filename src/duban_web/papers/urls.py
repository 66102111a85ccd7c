from django.urls import path

from duban_web.papers import pages

urlpatterns = [
    path("papers/", pages.paper_list, name="papers"),
    path("papers/<int:key>/", pages.paper, name="paper"),
    path("papers/<int:key>/file/", pages.paper_file, name="paper_file"),
]
