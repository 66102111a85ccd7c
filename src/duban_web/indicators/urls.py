from django.urls import path

from duban_web.indicators import pages

urlpatterns = [
    path("figures/", pages.observations, name="observations"),
    path("figures/words/<int:key>/forget/", pages.alias_forget, name="alias_forget"),
]
