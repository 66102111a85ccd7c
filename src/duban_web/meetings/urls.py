from django.urls import path

from duban_web.meetings import pages

urlpatterns = [
    path("meetings/", pages.meeting_list, name="meetings"),
    path("meetings/new/", pages.meeting_new, name="meeting_new"),
    path("meetings/<int:key>/", pages.meeting, name="meeting"),
    path("meetings/<int:key>/items/", pages.meeting_item, name="meeting_item"),
    path("meetings/<int:key>/decide/", pages.meeting_decide, name="meeting_decide"),
    path("meetings/<int:key>/hold/", pages.meeting_hold, name="meeting_hold"),
    path("meetings/<int:key>.docx", pages.meeting_file, name="meeting_file"),
    path("meetings/items/<int:key>/", pages.item_note, name="item_note"),
]
