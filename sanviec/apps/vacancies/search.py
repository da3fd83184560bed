"""A question in words to one page of open vacancies, each with its reasons."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sanviec.apps.reference.selectors import gazetteer, occupations, parameter
from sanviec.engines.matching import (
    EMPLOYMENT_TYPES,
    Facet,
    Page,
    Relaxation,
    SearchResult,
    VacancyIndex,
    search,
)
from sanviec.engines.matching.understanding import Filter, Understood, understand, without
from sanviec.engines.matching.understanding.compose import compose
from sanviec.kernel.dong import format_wage
from sanviec.kernel.explanation import Reason

from .search_index import vacancy_index
from .search_reasons import best_reasons, unmet
from .search_rows import VacancyRow, vacancy_rows

PAGE_SIZE = 20
# Nobody reads further, and a page far out costs as much as all the pages before it.
MOST_PAGES = 50
_KEPT_PAGES = 512
_WAGE_BAND = re.compile(r"(\d{1,12})?-(\d{1,12})?")
_MAJOR_GROUPS = "0123456789"
# Kinds of typed filters that a choice beside the list takes the place of.
_REPLACED = {
    "place": ("place", "region"),
    "wage": ("wage",),
    "employment_type": ("employment_type",),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: words, what was removed from them, and what was chosen beside the list.

    Args:
        dropped: (kind, value) of understood filters that the reader took away.
        place: today's province code or a country code.
        group: first digit of the occupation code.
        wage: a band in đồng a month, "10000000-15000000", either end may be empty.
        home: place code that "near home" is measured from.
    """

    text: str = ""
    dropped: frozenset[tuple[str, str]] = frozenset()
    place: str = ""
    group: str = ""
    employment_type: str = ""
    wage: str = ""
    home: str = ""
    number: int = 1

    def checked(self) -> Question:
        """The question without choices that mean nothing, its page within bounds."""
        is_place = len(self.place) == 2 and self.place in gazetteer()
        return replace(
            self,
            place=self.place if is_place else "",
            group=self.group if len(self.group) == 1 and self.group in _MAJOR_GROUPS else "",
            employment_type=self.employment_type
            if self.employment_type in EMPLOYMENT_TYPES
            else "",
            wage=self.wage if _WAGE_BAND.fullmatch(self.wage) and len(self.wage) > 1 else "",
            number=min(max(self.number, 1), MOST_PAGES),
        )


@dataclass(frozen=True, slots=True)
class FoundVacancy:
    """One row of a page.

    Args:
        reasons: at most three, those that say most.
        unmet: what is not known or not as wished.
    """

    vacancy: VacancyRow
    reasons: tuple[Reason, ...]
    unmet: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class SearchPage:
    """One page of answers.

    Args:
        typed: filters understood in the words, in their order; each can be dropped.
        chosen: filters chosen beside the list.
        rows: of the first relaxation when nothing fits all filters (`is_relaxed`).
        total: vacancies that fit.
        needs_home: "near home" was asked for and nobody knows where that is.
    """

    question: Question
    understood: Understood
    typed: tuple[Filter, ...]
    chosen: tuple[Filter, ...]
    rows: tuple[FoundVacancy, ...]
    total: int
    number: int
    page_count: int
    facets: tuple[Facet, ...]
    relaxations: tuple[Relaxation, ...]
    is_relaxed: bool
    needs_home: bool


class _KeptPages:
    """The pages asked for lately, as long as the index is the same."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._index: VacancyIndex | None = None
        self._pages: OrderedDict[tuple[Question, date], SearchPage] = OrderedDict()

    def get(self, index: VacancyIndex, key: tuple[Question, date]) -> SearchPage | None:
        with self._lock:
            if self._index is not index:
                self._index = index
                self._pages.clear()
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def keep(self, index: VacancyIndex, key: tuple[Question, date], page: SearchPage) -> None:
        with self._lock:
            if self._index is index:
                self._pages[key] = page
                while len(self._pages) > _KEPT_PAGES:
                    self._pages.popitem(last=False)


_kept = _KeptPages()


def find_vacancies(question: Question, *, on: date) -> SearchPage:
    """Give one page of the vacancies open on a day that answer a question.

    The same question gives the same object until a vacancy changes, so that what is made from
    a page can be kept beside it.

    Cost: one query for the rows; none when the page was asked for lately.
    """
    question = question.checked()
    index = vacancy_index(on)
    page = _kept.get(index, (question, on))
    if page is None:
        page = _find(question, index, on)
        _kept.keep(index, (question, on), page)
    return page


def _find(question: Question, index: VacancyIndex, on: date) -> SearchPage:
    said = _understand(question, on)
    chosen = tuple(_chosen(question))
    asked = _with_choices(said, chosen, question.group)
    # Where the trade is right the page does not say which words stand where.
    part = Page((question.number - 1) * PAGE_SIZE, quotes_all=False)
    found = search(index, asked, PAGE_SIZE, on=on, home=question.home or None, page=part)
    shown = found.relaxations[0].total if found.is_relaxed else found.total
    wants_near = asked.near_home or asked.max_distance_km is not None
    return SearchPage(
        question=question,
        understood=_with_corrections(said, found),
        typed=tuple(one for one in asked.filters if one not in chosen),
        chosen=chosen,
        rows=tuple(_rows(found, asked, on)),
        total=found.total,
        number=question.number,
        page_count=min(-(-shown // PAGE_SIZE), MOST_PAGES),
        facets=found.facets,
        relaxations=found.relaxations,
        is_relaxed=found.is_relaxed,
        needs_home=wants_near and not question.home,
    )


def _understand(question: Question, on: date) -> Understood:
    said = understand(
        question.text,
        gazetteer=gazetteer(),
        occupations=occupations(),
        usd_vnd=parameter("usd_vnd", on),
    )
    for kind, value in sorted(question.dropped):
        said = without(said, kind, value)
    return said


def _chosen(question: Question) -> Iterator[Filter]:
    """Give the choices beside the list as filters; they have no words in the text."""
    if question.place:
        place = gazetteer().get(question.place)
        yield Filter("place", place.code, place.name, place.name_en, 0, 0, (place.code,))
    if question.wage:
        low, high = (int(end) if end else None for end in question.wage.split("-"))
        label = format_wage(low, high)
        yield Filter("wage", question.wage, label, _wage_en(low, high), 0, 0)
    if question.employment_type:
        code = question.employment_type
        yield Filter("employment_type", code, code, code, 0, 0)


def _wage_en(low: int | None, high: int | None) -> str:
    ends = [f"{end / 1_000_000:g}" if end else "" for end in (low, high)]
    return f"{'–'.join(filter(None, ends))} million VND"


def _with_choices(said: Understood, chosen: tuple[Filter, ...], group: str) -> Understood:
    """Give the question with the choices in place of typed filters of the same kind."""
    replaced = {kind for one in chosen for kind in _REPLACED[one.kind]}
    kept = [one for one in said.filters if one.kind not in replaced]
    asked = compose(said.text, said.intent, [*chosen, *kept], said.corrections)
    if not group:
        return asked
    # The engine ranks by occupation and never filters by it, except for refusals.
    others = tuple(digit for digit in _MAJOR_GROUPS if digit != group)
    return replace(asked, refused_occupation_codes=(*asked.refused_occupation_codes, *others))


def _with_corrections(said: Understood, found: SearchResult) -> Understood:
    proposed = [*said.corrections, *(one for one in found.corrections if one.start >= 0)]
    return replace(said, corrections=tuple(dict.fromkeys(proposed)))


def _rows(found: SearchResult, asked: Understood, on: date) -> Iterator[FoundVacancy]:
    shown = vacancy_rows([hit.vacancy_id for hit in found.hits], on=on)
    rows = {str(row.id): row for row in shown}
    for hit in found.hits:
        vacancy = rows.get(hit.vacancy_id)
        if vacancy is not None:
            yield FoundVacancy(vacancy, best_reasons(hit), unmet(hit, vacancy, asked))
