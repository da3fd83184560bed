"""Vacancies as short cards: all words are put together here, so that templates only place them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanviec.apps.reference.selectors import gazetteer
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.search import FoundVacancy
from sanviec.kernel.explanation import Reason
from sanviec.web.templatetags.sanviec import months, place_full, reason_text, wage

NATIONWIDE = "VN"
MOST_PLACES = 2
_FRESH_DAYS = 7


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of one vacancy."""

    title: str
    url: str
    employer: str
    place: str
    wage: str
    when: str
    facts: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()

    @property
    def has_reasons(self) -> bool:
        """Whether there is anything to say about the fit."""
        return bool(self.reasons or self.unmet)


def card_of(vacancy: Vacancy, on: date, found: FoundVacancy | None = None) -> Card:
    """One vacancy as a card, with its reasons when it comes from a search."""
    return Card(
        title=vacancy.title,
        url=reverse("web:vacancy", args=[vacancy.pk]),
        employer=vacancy.employer.name,
        place=places_line(vacancy.place_codes),
        wage=wage(vacancy),
        when=when_line(vacancy, on),
        facts=tuple(_facts(vacancy)),
        reasons=_texts(found.reasons) if found else (),
        unmet=_texts(found.unmet) if found else (),
    )


def places_line(codes: list[str]) -> str:
    """Where the work is, in one line; many places are counted, not listed."""
    named = [place_line(code) for code in codes[:MOST_PLACES]]
    more = len(codes) - MOST_PLACES
    if more > 0:
        rest = ngettext("và %(n)s nơi khác", "và %(n)s nơi khác", more) % {"n": more}
        return f"{'; '.join(named)} {rest}"
    return "; ".join(named)


def place_line(code: str) -> str:
    """One workplace in words, in the language of the page."""
    return _place_in(code, get_language())


@lru_cache(maxsize=8_000)
def _place_in(code: str, language: str | None) -> str:
    if code == NATIONWIDE:
        return _("Toàn quốc")
    if language != "en" or code not in gazetteer():
        return place_full(code)
    place = gazetteer().get(code)
    around = gazetteer().get(place.parent).name_en if place.parent else ""
    return f"{place.name_en}, {around}" if around else place.name_en


def when_line(vacancy: Vacancy, on: date) -> str:
    """When it was published and until when one may apply."""
    parts = []
    if vacancy.published_at:
        day = timezone.localdate(vacancy.published_at)
        parts.append(_published(day, on, get_language()))
    if vacancy.closes_on:
        parts.append(_closes(vacancy.closes_on, get_language()))
    return ", ".join(parts)


@lru_cache(maxsize=1_000)
def _closes(day: date, language: str | None) -> str:
    return _("hạn nộp %(day)s") % {"day": date_format(day)}


@lru_cache(maxsize=1_000)
def _published(day: date, on: date, language: str | None) -> str:
    age = (on - day).days
    if age <= 0:
        return _("Đăng hôm nay")
    if age == 1:
        return _("Đăng hôm qua")
    if age <= _FRESH_DAYS:
        return ngettext("Đăng %(n)s ngày trước", "Đăng %(n)s ngày trước", age) % {"n": age}
    return _("Đăng ngày %(day)s") % {"day": date_format(day)}


def _facts(vacancy: Vacancy) -> list[str]:
    facts = []
    if vacancy.openings > 1:
        wanted = vacancy.openings - vacancy.hired_count
        facts.append(ngettext("Cần %(n)s người", "Cần %(n)s người", wanted) % {"n": wanted})
    if vacancy.experience_months == 0:
        facts.append(_("Không cần kinh nghiệm"))
    elif vacancy.experience_months:
        facts.append(_("Kinh nghiệm %(time)s") % {"time": months(vacancy.experience_months)})
    if vacancy.employment_type and vacancy.employment_type != "full_time":
        facts.append(str(vacancy.get_employment_type_display()))
    offers = (
        (vacancy.offers_meals, _("Có bữa ăn")),
        (vacancy.offers_housing, _("Có chỗ ở")),
        (vacancy.offers_transport, _("Có xe đưa đón")),
    )
    return facts + [text for is_offered, text in offers if is_offered]


def _texts(reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    return tuple(reason_text(one) for one in reasons)
