from django.contrib.auth.decorators import login_not_required
from django.urls import path

from duban_web.people import pages

urlpatterns = [
    path("login/", login_not_required(pages.sign_in), name="login"),
    path("logout/", pages.sign_out, name="logout"),
    path("people/", pages.book, name="book"),
    path("units/new/", pages.unit, name="unit_new"),
    path("units/<int:key>/", pages.unit, name="unit"),
    path("leaders/new/", pages.leader, name="leader_new"),
    path("leaders/<int:key>/", pages.leader, name="leader"),
    path("people/import/", pages.book_import, name="book_import"),
    path("people/passwords/", pages.passwords, name="passwords"),
    path("me/", pages.own, name="own"),
    path("users/new/", pages.user, name="user_new"),
    path("users/<int:key>/", pages.user, name="user"),
]
