from __future__ import annotations

from django.contrib.sitemaps import views as sitemap_views
from django.urls import path

from . import country, entry, estimator, feeds, pages, search, sessions, vacancy, verifying
from .sitemaps import SITEMAPS

SECTION = {"sitemaps": SITEMAPS, "sitemap_url_name": "web:sitemap_section"}

urlpatterns = [
    path("", pages.home, name="home"),
    path("viec-lam/", search.search, name="search"),
    path("viec-lam/ban-do/", country.country, name="map"),
    path("viec-lam/rss/", feeds.VacancyFeed(), name="feed"),
    path("viec-lam/<uuid:vacancy_id>/", vacancy.vacancy, name="vacancy"),
    path("viec-lam/<uuid:vacancy_id>/ung-tuyen/", vacancy.apply, name="apply"),
    path("phien/", sessions.calendar, name="sessions"),
    path("phien/rss/", sessions.SessionFeed(), name="session_feed"),
    path("phien/atom/", sessions.SessionAtomFeed(), name="session_atom"),
    path("phien/lich.ics", sessions.calendar_file, name="session_calendar_file"),
    path("phien/cua-toi/<str:token>.ics", sessions.own_calendar, name="own_calendar"),
    path("phien/<uuid:session_id>/", sessions.session, name="session"),
    path("phien/<uuid:session_id>/so-do/", sessions.session_sketch, name="session_sketch"),
    path("phien/<uuid:session_id>/lich.ics", sessions.session_file, name="session_file"),
    path("tro-cap-that-nghiep/uoc-tinh/", estimator.estimator, name="estimator"),
    path("kiem-tra/", verifying.enter, name="verify_enter"),
    path("kiem-tra/<str:code>/", verifying.verify, name="verify"),
    path("tro-giup/", pages.help_page, name="help"),
    path("du-lieu-ca-nhan/", pages.privacy, name="privacy"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", sitemap_views.index, SECTION, name="sitemap"),
    path(
        "sitemap-<str:section>.xml",
        sitemap_views.sitemap,
        {"sitemaps": SITEMAPS},
        name="sitemap_section",
    ),
    path("vao/", entry.after_login, name="after_login"),
    path("chon-vai/", entry.choose_membership, name="choose_membership"),
    path("ngon-ngu/", entry.set_language, name="set_language"),
    path("song/", entry.alive, name="alive"),
]
