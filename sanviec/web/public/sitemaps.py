"""What search engines are told of: the standing pages and every open vacancy."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import timezone

from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.querysets import VacancyQuerySet


class PageSitemap(Sitemap):
    """Pages that are always there."""

    changefreq = "daily"

    def items(self) -> list[str]:
        pages = ["home", "search", "map", "sessions", "estimator", "help", "privacy"]
        return [f"web:{page}" for page in pages]

    def location(self, name: str) -> str:
        return reverse(name)


class VacancySitemap(Sitemap):
    """Open vacancies, in an order that new ones do not shift."""

    limit = 5_000

    def items(self) -> VacancyQuerySet:
        return Vacancy.objects.open_on(timezone.localdate()).only("id", "updated_at").order_by("id")

    def location(self, vacancy: Vacancy) -> str:
        return reverse("web:vacancy", args=[vacancy.pk])

    def lastmod(self, vacancy: Vacancy) -> datetime:
        return vacancy.updated_at


SITEMAPS = {"pages": PageSitemap, "vacancies": VacancySitemap}
