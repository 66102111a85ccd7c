from django.urls import path

from duban_web.today import pages

urlpatterns = [
    path("", pages.today, name="today"),
    path("language/", pages.choose_language, name="language"),
    path("campaign/", pages.choose_campaign, name="choose_campaign"),
]
