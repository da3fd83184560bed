"""Search: words rank, filters decide, and nothing found leads to the nearest way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.selection import best_rows, checked_count
from sanviec.engines.matching.understanding.joint_provinces import joint_province_of
from sanviec.engines.matching.understanding.model import Filter, Understood

from . import conditions as plain
from . import place_conditions as placed
from . import refusals as refused
from .conditions import Condition, Flags
from .facets import OWN_KINDS, facets
from .hits import hits
from .model import WHOLE, Hit, Page, SearchResult
from .own_words import with_own_words
from .points import FEW, POINTS
from .relaxing import Way, remaining, ways
from .relevance import Relevance, relevance

_Builder = Callable[[Understood, VacancyIndex, date], Condition | None]
# In the order in which filters are given up when nothing is found: what is most often unknown
# or negotiable first, the place late, and what the person refused last.
_BEFORE_HOME: tuple[_Builder, ...] = (
    plain.shift,
    plain.employment_type,
    plain.education,
    plain.experience,
    plain.wage,
)
_AFTER_HOME: tuple[_Builder, ...] = (
    plain.occupation_group,
    placed.place,
    placed.overseas,
    placed.refused_place,
    refused.refused_words,
    refused.refused_occupation,
    plain.refused_employment_type,
    plain.refused_shift,
    plain.age,
    plain.papers,
    plain.remote,
)


_COMMUNE_DIGITS = 5
# Percent of all that was typed.
_ALL = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """One search: the question, where it is asked of, and when.

    Args:
        home: today's commune or province code that "near home" is measured from.
        k: most hits.
        page: which of them.
    """

    understood: Understood
    index: VacancyIndex
    on: date
    home: str | None
    k: int
    page: Page


def search(
    index: VacancyIndex,
    understood: Understood,
    k: int,
    *,
    on: date,
    home: str | None = None,
    page: Page = WHOLE,
) -> SearchResult:
    """Give a page of vacancies that answer a question.

    Words only rank: a vacancy that holds some of them is found, and one that holds most of them
    or has the same trade is counted. Filters on place, wage, experience, type and shift shut out
    what is known not to fit; what is not known stays, below, and is named in `Hit.unknown`.

    Args:
        index: the vacancies.
        understood: the question; a filter of kind `occupation_group` added to it keeps only
            occupations that begin with its value.
        k: most hits on the page.
        on: the day of the search.
        home: today's commune or province code for "near home".
        page: which of the hits, and how much is said of each.

    Raises:
        InputError: k or a page's offset is negative, or a place code is unknown.

    Cost: O(vacancies) with a small factor, and O(rows that hold the words).
    """
    checked_count(page.offset)
    asked = Asked(understood, index, on, home, checked_count(k), page)
    found = relevance(understood, index, on)
    own = with_own_words(_conditions(asked), understood, index)
    conditions = _with_named(own, found, understood)
    left = remaining(conditions, found.answers)
    total = int(left.sum())
    counted = facets(index, _left_by_facet(conditions, found.answers))
    corrections = found.query.corrections
    if total < FEW and found.query.has_words:
        found = found.with_letters(index)
    if total:
        loose = remaining(conditions, found.touches) & ~left if total < FEW else ~left & left
        shown = _page(asked, found, conditions, (left, loose))
        return SearchResult(shown, total, counted, (), corrections)
    found_ways = ways(asked.understood, index, on, conditions, found.answers)
    if found_ways:
        shown = _relaxed(asked, found, found_ways[0])
    else:
        loose = remaining(conditions, found.touches)
        shown = _page(asked, found, conditions, (left, loose))
    told = tuple(way.relaxation for way in found_ways)
    return SearchResult(shown, 0, counted, told, corrections)


def _conditions(asked: Asked) -> tuple[Condition, ...]:
    wanted, index = asked.understood, asked.index
    made = [build(wanted, index, asked.on) for build in _BEFORE_HOME]
    if asked.home and (wanted.near_home or wanted.max_distance_km is not None):
        made.append(placed.near_home(asked.home, wanted.max_distance_km, index))
    made += [build(wanted, index, asked.on) for build in _AFTER_HOME]
    return tuple(condition for condition in made if condition is not None)


def _with_named(
    conditions: Sequence[Condition], found: Relevance, understood: Understood
) -> tuple[Condition, ...]:
    """Give filters that let through what was named: a title or a name may hold their words.

    Of two compared titles one may hold a place that the other does not lie in. Names of communes
    and of provinces long gone are names of firms as well, and so is what reads as a refusal
    ("Circle K"): title and employer that hold all that was typed are let through.
    """
    on_place = found.is_named if understood.intent == "compare" else found.has_employer
    holds_all = found.words.recalled == _ALL
    if all(map(_may_name_a_firm, understood.filters)):
        on_place = on_place | holds_all
    through = {"place": on_place, "refused_words": found.is_named | holds_all}
    return tuple(
        replace(one, passes=one.passes | through.get(one.kind, found.is_named))
        for one in conditions
    )


def _may_name_a_firm(one: Filter) -> bool:
    if one.kind == "region":
        return joint_province_of(one.value) is not None
    return one.kind != "place" or all(len(code) == _COMMUNE_DIGITS for code in one.terms)


def _left_by_facet(conditions: Sequence[Condition], answers: Flags) -> dict[str, Flags]:
    return {
        facet: remaining([one for one in conditions if one.kind not in own], answers)
        for facet, own in OWN_KINDS.items()
    }


def _relaxed(asked: Asked, found: Relevance, way: Way) -> tuple[Hit, ...]:
    return _page(asked, found, way.conditions, (way.left, way.left & ~way.left))


def _page(
    asked: Asked,
    found: Relevance,
    conditions: Sequence[Condition],
    shown: tuple[Flags, Flags],
) -> tuple[Hit, ...]:
    """Give the hits from the first to the last of a page, full ones and loose ones together."""
    (full, loose), page = shown, asked.page
    scores = _scores(found, conditions, full)
    rows = best_rows(scores, full | loose, page.offset + asked.k)[page.offset :].tolist()
    return hits(rows, asked.index, found, conditions, full, quotes_all=page.quotes_all)


def _scores(found: Relevance, conditions: Sequence[Condition], full: Flags) -> NDArray[np.int32]:
    scores = found.points()
    for condition in conditions:
        if condition.bonus is not None:
            scores += condition.bonus
        if condition.is_known is not None:
            scores[condition.is_known & full & found.is_direct] += POINTS.known
    return scores
