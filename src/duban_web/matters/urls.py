from django.urls import path

from duban_web.matters import pages

urlpatterns = [
    path("matters/", pages.matter_list, name="matters"),
    path("matters/new/", pages.matter_new, name="matter_new"),
    path("matters/<int:key>/", pages.matter, name="matter"),
    path("matters/<int:key>/file/", pages.matter_file, name="matter_file"),
]
