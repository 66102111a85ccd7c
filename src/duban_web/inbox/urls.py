from django.urls import path

from duban_web.inbox import pages

urlpatterns = [
    path("messages/", pages.inbox, name="messages"),
    path("messages/<int:key>/read/", pages.read, name="message_read"),
    path("messages/read/", pages.read_all, name="messages_read"),
    path("robots/", pages.robots, name="robots"),
    path("robots/<int:key>/", pages.robots, name="robot"),
]
