"""Which reasons of a hit are worth saying, and what it does not meet."""

from __future__ import annotations

from collections.abc import Iterator

from sanviec.apps.reference.selectors import gazetteer
from sanviec.engines.matching import Hit
from sanviec.engines.matching.understanding import Understood
from sanviec.kernel.dong import format_million
from sanviec.kernel.explanation import Reason

from .search_rows import VacancyRow

MOST_REASONS = 3
# What says most to a reader comes first; a term that is not named here comes before the words.
_ORDER = ("near_home", "occupation", "wage", "no_experience", "experience", "employment_type")
_LAST = ("words", "title", "recent")
_MILLION = 1_000_000


def best_reasons(hit: Hit) -> tuple[Reason, ...]:
    """At most three reasons for a hit, the most telling first."""
    good = sorted((one for one in hit.reasons if one.points > 0), key=_rank)
    terms = {one.term for one in good}
    # Which letters stand where says nothing to somebody who reads that the trade is right.
    dull = {"words", "title"} if "occupation" in terms else {"title"} if "words" in terms else set()
    told = [one for one in good if one.term not in dull]
    return tuple(told[:MOST_REASONS])


def unmet(hit: Hit, vacancy: VacancyRow, asked: Understood) -> tuple[Reason, ...]:
    """What a hit does not say, or says otherwise than it was wished."""
    silent = [one for one in hit.reasons if one.points == 0 and one.term in hit.unknown]
    partly = [Reason("words", 0, "Chỉ khớp một phần câu tìm", "Answers only a part of the words")]
    return (*silent, *_misses(vacancy, asked), *(partly if hit.is_loose else []))


def _rank(reason: Reason) -> int:
    if reason.term in _LAST:
        return 100 + _LAST.index(reason.term)
    return _ORDER.index(reason.term) if reason.term in _ORDER else len(_ORDER)


def _misses(vacancy: VacancyRow, asked: Understood) -> Iterator[Reason]:
    """Give wishes that a vacancy is known not to meet: it is here by a relaxation."""
    wage = vacancy.wage_max_vnd_month or vacancy.wage_min_vnd_month
    if wage and asked.wage_min_vnd_month and wage < asked.wage_min_vnd_month:
        yield _lower_wage(asked.wage_min_vnd_month - wage)
    if asked.places and vacancy.place_codes and not _is_there(vacancy.place_codes, asked.places):
        name = gazetteer().get(gazetteer().province_of(vacancy.place_codes[0]))
        yield Reason("place", 0, f"Ở nơi khác: {name.name}", f"In another place: {name.name_en}")
    has = 0 if asked.no_experience else asked.experience_months
    if has is not None and (vacancy.experience_months or 0) > has:
        yield Reason("experience", 0, "Cần nhiều kinh nghiệm hơn", "Asks for more experience")


def _lower_wage(difference: int) -> Reason:
    less = format_million(difference).removesuffix(" đồng")
    return Reason(
        "wage",
        0,
        f"Lương thấp hơn mong muốn {less}",
        f"The wage is {difference / _MILLION:g} million below the wish",
    )


def _is_there(codes: list[str], wanted: tuple[str, ...]) -> bool:
    """Whether a workplace lies in a wanted place, or covers it."""
    places = gazetteer()
    areas = {places.province_of(code) for code in wanted if len(code) == 2}
    return any(
        code in wanted or places.province_of(code) in areas or code in _areas_of(wanted)
        for code in codes
    )


def _areas_of(wanted: tuple[str, ...]) -> set[str]:
    return {gazetteer().province_of(code) for code in wanted}
