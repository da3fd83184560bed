"""Vacancies for feed readers: the newest ones, or those that answer a question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanviec.apps.vacancies.search import find_vacancies
from sanviec.apps.vacancies.search_rows import VacancyRow, newest_rows
from sanviec.web.templatetags.sanviec import wage
from sanviec.web.texts import visible

from .addresses import SearchAddress
from .cards import places_line, vacancy_url

NEWEST_IN_FEED = 50


@dataclass(frozen=True, slots=True)
class Topic:
    """What a feed tells of: everything new, or one question."""

    address: SearchAddress
    on: date


class VacancyFeed(Feed):
    """RSS of new vacancies; with the parameters of a search, of its first page."""

    description = gettext_lazy("Việc làm đang tuyển tại các trung tâm dịch vụ việc làm")

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Topic:
        return Topic(SearchAddress(request.GET), timezone.localdate())

    def title(self, topic: Topic) -> str:
        if topic.address.words:
            return _("Sàn Việc: %(words)s") % {"words": topic.address.words}
        return _("Sàn Việc: việc mới")

    def link(self, topic: Topic) -> str:
        return reverse("web:search") + topic.address.feed

    def items(self, topic: Topic) -> list[VacancyRow]:
        if topic.address.is_empty():
            return newest_rows(on=topic.on, limit=NEWEST_IN_FEED)
        page = find_vacancies(topic.address.question(), on=topic.on)
        return [] if page.is_relaxed else [row.vacancy for row in page.rows]

    def item_title(self, vacancy: VacancyRow) -> str:
        return visible(f"{vacancy.title} – {vacancy.employer_name}")

    def item_description(self, vacancy: VacancyRow) -> str:
        return visible(f"{places_line(vacancy.place_codes)}. {wage(vacancy)}.")

    def item_link(self, vacancy: VacancyRow) -> str:
        return vacancy_url(vacancy.id)

    def item_guid(self, vacancy: VacancyRow) -> str:
        return str(vacancy.id)

    item_guid_is_permalink = False

    def item_pubdate(self, vacancy: VacancyRow) -> datetime | None:
        return vacancy.published_at
