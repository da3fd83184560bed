"""Addresses by audience."""

from __future__ import annotations

from django.urls import include, path

from .day import hall

app_name = "web"

urlpatterns = [
    path("toi/", include("sanviec.web.jobseeker.urls")),
    path("nha-tuyen-dung/", include("sanviec.web.employer.urls")),
    path("quay/", include("sanviec.web.desk.urls")),
    path("ho-so-tro-cap/", include("sanviec.web.claims.urls")),
    path("ho-so-tro-cap/", include("sanviec.web.payments.urls")),
    path("xa/", include("sanviec.web.partner.urls")),
    path("quan-ly/", include("sanviec.web.manage.urls")),
    path("cua/", include("sanviec.web.day.urls")),
    # The signalling process answers it where the proxy passes /ws/ on.
    path("ws/man-hinh/<uuid:session_id>/", hall.events, name="hall_events"),
    path("phong/", include("sanviec.web.room.urls")),
    path("", include("sanviec.web.public.urls")),
]
