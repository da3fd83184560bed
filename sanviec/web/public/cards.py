"""Vacancies as short cards: all words are put together here, so that templates only place them.

Lines that many vacancies share are kept by their values and language, escaped already: a search
page is asked for more often than anything else.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple, TypedDict
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanviec.apps.reference.selectors import gazetteer
from sanviec.apps.vacancies.search import FoundVacancy
from sanviec.apps.vacancies.search_rows import VacancyRow
from sanviec.kernel.explanation import Reason
from sanviec.web.templatetags.sanviec import is_unknown, label_of, months, place_full, wage

NATIONWIDE = "VN"
MOST_PLACES = 2
_FRESH_DAYS = 7
_NOTHING = SafeString()


class Pay(NamedTuple):
    """A wage as the tag `wage` takes it."""

    wage_min_vnd_month: int | None
    wage_max_vnd_month: int | None


class Card(TypedDict):
    """What a list shows of one vacancy; a dictionary, because templates read that fastest."""

    title: str
    url: str
    employer: str
    place: str
    wage: str
    when: str
    facts: str
    why: SafeString


def cards_of(rows: Iterable[VacancyRow | FoundVacancy], on: date) -> list[Card]:
    """Vacancies as cards in the language of the request, with reasons if they were searched for."""
    # Asking for the language costs more than most lines below, so it is asked for once.
    language = get_language()
    return [
        _card(row.vacancy, on, language, row)
        if isinstance(row, FoundVacancy)
        else _card(row, on, language)
        for row in rows
    ]


def _card(
    vacancy: VacancyRow, on: date, language: str | None, found: FoundVacancy | None = None
) -> Card:
    return Card(
        title=vacancy.title,
        url=vacancy_url(vacancy.id),
        employer=vacancy.employer_name,
        place=_places_in(tuple(vacancy.place_codes), language),
        wage=_wage_in(vacancy.wage_min_vnd_month, vacancy.wage_max_vnd_month, language),
        when=_when_in(_day(vacancy.published_at), vacancy.closes_on, on, language),
        facts=_facts_in(
            vacancy.openings - vacancy.hired_count,
            vacancy.experience_months,
            vacancy.employment_type,
            (vacancy.offers_meals, vacancy.offers_housing, vacancy.offers_transport),
            language,
        ),
        why=_why(found, language) if found else _NOTHING,
    )


def vacancy_url(vacancy_id: UUID) -> str:
    """The public page of a vacancy; put together here, because `reverse` is slow in a list."""
    return f"{_list_url()}{vacancy_id}/"


@lru_cache(maxsize=1)
def _list_url() -> str:
    return reverse("web:search")


def places_line(codes: list[str]) -> str:
    """Where the work is, in one line; many places are counted, not listed."""
    return _places_in(tuple(codes), get_language())


@lru_cache(maxsize=16_000)
def _places_in(codes: tuple[str, ...], language: str | None) -> str:
    return escape(_named(codes, language))


def _named(codes: tuple[str, ...], language: str | None) -> str:
    named = [_place(code, language) for code in codes[:MOST_PLACES]]
    more = len(codes) - MOST_PLACES
    if more > 0:
        rest = ngettext("và %(n)s nơi khác", "và %(n)s nơi khác", more) % {"n": more}
        return f"{'; '.join(named)} {rest}"
    return "; ".join(named)


def _place(code: str, language: str | None) -> str:
    if code == NATIONWIDE:
        return _("Toàn quốc")
    if language != "en" or code not in gazetteer():
        return place_full(code)
    place = gazetteer().get(code)
    around = gazetteer().get(place.parent).name_en if place.parent else ""
    return f"{place.name_en}, {around}" if around else place.name_en


def when_line(published_at: datetime | None, closes_on: date | None, on: date) -> str:
    """When it was published and until when one may apply."""
    return _when_in(_day(published_at), closes_on, on, get_language())


def _day(instant: datetime | None) -> date | None:
    return timezone.localdate(instant) if instant else None


@lru_cache(maxsize=4_000)
def _when_in(day: date | None, closes_on: date | None, on: date, language: str | None) -> str:
    parts = [_published(day, on)] if day else []
    if closes_on:
        parts.append(_("hạn nộp %(day)s") % {"day": date_format(closes_on)})
    return escape(", ".join(parts))


def _published(day: date, on: date) -> str:
    age = (on - day).days
    if age <= 0:
        return _("Đăng hôm nay")
    if age == 1:
        return _("Đăng hôm qua")
    if age <= _FRESH_DAYS:
        return ngettext("Đăng %(n)s ngày trước", "Đăng %(n)s ngày trước", age) % {"n": age}
    return _("Đăng ngày %(day)s") % {"day": date_format(day)}


@lru_cache(maxsize=8_000)
def _wage_in(low: int | None, high: int | None, language: str | None) -> str:
    return escape(wage(Pay(low, high)))


@lru_cache(maxsize=8_000)
def _facts_in(
    wanted: int,
    experience_months: int | None,
    employment_type: str,
    offers: tuple[bool, bool, bool],
    language: str | None,
) -> SafeString:
    """Give small facts as rows of a list: putting them together in the template costs thrice."""
    facts = []
    if wanted > 1:
        facts.append(ngettext("Cần %(n)s người", "Cần %(n)s người", wanted) % {"n": wanted})
    if experience_months == 0:
        facts.append(_("Không cần kinh nghiệm"))
    elif experience_months:
        facts.append(_("Kinh nghiệm %(time)s") % {"time": months(experience_months)})
    if employment_type and employment_type != "full_time":
        facts.append(label_of(employment_type, "employment_type"))
    words = (_("Có bữa ăn"), _("Có chỗ ở"), _("Có xe đưa đón"))
    facts += [word for word, is_offered in zip(words, offers, strict=True) if is_offered]
    return format_html_join("", "<li>{}</li>", ((fact,) for fact in facts))


def _why(found: FoundVacancy, language: str | None) -> SafeString:
    """Give the reasons as rows of a list; in a template their two loops cost most of a card."""
    rows = _NOTHING
    for one in found.reasons:
        rows += _reason_in(_text(one, language), is_met=True)
    for one in found.unmet:
        rows += _reason_in(_text(one, language), is_met=False)
    return rows


def _text(reason: Reason, language: str | None) -> str:
    return reason.text_en if language == "en" else reason.text_vi


@lru_cache(maxsize=8_000)
def _reason_in(text: str, *, is_met: bool) -> SafeString:
    kind = "open" if is_unknown(text) else "yes"
    return format_html('<li class="sv-why__{}">{}</li>', kind if is_met else "no", text)
