from django.urls import path

from duban_web.indicators import comparing_pages, entry_pages, figure_pages, pages

urlpatterns = [
    path("figures/", pages.observations, name="observations"),
    path("figures/new/", entry_pages.figure_new, name="figure_new"),
    path("figures/compare/", comparing_pages.compare, name="compare"),
    path("figures/compare.svg", comparing_pages.compare_chart, name="compare_chart"),
    path("figures/dictionary/", comparing_pages.dictionary, name="dictionary"),
    path("figures/heat/", comparing_pages.heat, name="heat"),
    path("figures/small.svg", comparing_pages.small_multiples, name="small_multiples"),
    path("figures/map/", comparing_pages.region_map, name="region_map"),
    path("figures/map.svg", comparing_pages.region_map_chart, name="region_map_chart"),
    path("figures/weak/new/", entry_pages.weak_point_new, name="weak_point_new"),
    path("figures/weak/<int:key>/done/", entry_pages.weak_point_done, name="weak_point_done"),
    path("figures/doubts/", figure_pages.figure_review, name="figure_review"),
    path("figures/<int:key>/explain/", figure_pages.figure_explain, name="figure_explain"),
    path("figures/<int:key>/correct/", figure_pages.figure_correct, name="figure_correct"),
    path("figures/indicator/", figure_pages.indicator, name="indicator"),
    path("figures/indicator/<str:kind>.svg", figure_pages.indicator_chart, name="indicator_chart"),
    path("figures/region/", figure_pages.region, name="region"),
    path("figures/targets/", figure_pages.target_list, name="targets"),
    path("figures/words/<int:key>/forget/", pages.alias_forget, name="alias_forget"),
]
