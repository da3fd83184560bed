from __future__ import annotations

from django.urls import path

from . import commune

app_name = "partner"

urlpatterns = [
    path("", commune.sessions, name="sessions"),
    path("<uuid:session_id>/", commune.session, name="session"),
    path("<uuid:session_id>/dang-ky/", commune.register_person, name="register_person"),
    path("ve/<uuid:entry_id>/", commune.ticket, name="ticket"),
    path("ve/<uuid:entry_id>/ve.pdf", commune.ticket_pdf, name="ticket_pdf"),
]
