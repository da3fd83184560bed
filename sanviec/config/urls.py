"""Addresses of the whole site; Vietnamese words without diacritics, each audience its prefix."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("tai-khoan/", include("allauth.urls")),
    path("", include("sanviec.web.urls")),
]
handler404 = "sanviec.web.public.errors.not_found"
handler500 = "sanviec.web.public.errors.server_error"
handler403 = "sanviec.web.public.errors.forbidden"
