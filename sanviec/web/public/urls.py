from __future__ import annotations

from django.urls import path

from . import entry

urlpatterns = [
    path("vao/", entry.after_login, name="after_login"),
    path("chon-vai/", entry.choose_membership, name="choose_membership"),
    path("ngon-ngu/", entry.set_language, name="set_language"),
    path("song/", entry.alive, name="alive"),
]
