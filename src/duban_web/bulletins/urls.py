from django.urls import path

from duban_web.bulletins import pages

urlpatterns = [
    path("bulletins/", pages.bulletin_list, name="bulletins"),
    path("bulletins/<int:key>.docx", pages.bulletin_file, name="bulletin_file"),
]
