from django.urls import path

from duban_web.audit import pages

urlpatterns = [path("changes/", pages.changes, name="changes")]
