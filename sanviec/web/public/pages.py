"""The first page and the pages that explain: help and safety, personal data; robots.txt."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sanviec.apps.exchanges.selectors.listing import next_session
from sanviec.apps.vacancies.open_figures import open_figures
from sanviec.apps.vacancies.search_rows import newest_rows
from sanviec.web.requests import HouseRequest

from .cards import cards_of

NEWEST_SHOWN = 6
CLOSED_TO_ROBOTS = (
    "/tai-khoan/",
    "/toi/",
    "/nha-tuyen-dung/",
    "/quay/",
    "/xa/",
    "/phien/cua-toi/",
    "/quan-ly/",
    "/vao/",
)


@require_safe
def home(request: HouseRequest) -> HttpResponse:
    """One question, four quick doors, what is open and what is new."""
    today = timezone.localdate()
    newest = newest_rows(on=today, limit=NEWEST_SHOWN)
    context = {
        "figures": open_figures(today),
        "cards": cards_of(newest, today),
        "next_session": next_session(on=today),
    }
    return render(request, "public/home.html", context)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to use the site, and how to stay safe."""
    return render(request, "public/help.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about a person, who sees it and how to take it back."""
    return render(request, "public/privacy.html")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: everything public."""
    closed = [f"Disallow: {path}" for path in CLOSED_TO_ROBOTS]
    sitemap = settings.SANVIEC_PUBLIC_URL + reverse("web:sitemap")
    lines = ["User-agent: *", *closed, f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
