from django.urls import path

from duban_web.indicators import figure_pages, pages

urlpatterns = [
    path("figures/", pages.observations, name="observations"),
    path("figures/doubts/", figure_pages.figure_review, name="figure_review"),
    path("figures/<int:key>/explain/", figure_pages.figure_explain, name="figure_explain"),
    path("figures/<int:key>/correct/", figure_pages.figure_correct, name="figure_correct"),
    path("figures/indicator/", figure_pages.indicator, name="indicator"),
    path("figures/indicator/<str:kind>.svg", figure_pages.indicator_chart, name="indicator_chart"),
    path("figures/region/", figure_pages.region, name="region"),
    path("figures/targets/", figure_pages.target_list, name="targets"),
    path("figures/words/<int:key>/forget/", pages.alias_forget, name="alias_forget"),
]
