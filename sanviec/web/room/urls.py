from __future__ import annotations

from django.urls import path

from . import admitting, pages, stands, watching

app_name = "room"

urlpatterns = [
    path("", pages.mine, name="mine"),
    path("thu-may/", pages.test, name="test"),
    path("phien/<uuid:session_id>/", watching.session, name="session"),
    path("phien/<uuid:session_id>/bao/", watching.tell, name="tell"),
    path("gian/<uuid:stand_id>/", stands.own_link, name="own_link"),
    path("vao/<str:token>/", pages.link, name="link"),
    path("vao/<str:token>/the/", admitting.link_admit, name="link_admit"),
    path("<uuid:interview_id>/", pages.room, name="room"),
    path("<uuid:interview_id>/the/", admitting.admit, name="admit"),
]
