"""What a search looks up in an index beside its words; made at the first search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .change import Change
from .coding import Codes
from .facts import VacancyFacts
from .geography import AREA_MASK, NATIONWIDE, SOMEWHERE_ABROAD, Spots
from .lexicon import SYLLABLE_BITS
from .occupation import known_code
from .postings import Postings, rarity
from .sides import Side
from .spelling import Speller
from .vacancy_words import EMPLOYER, TITLE, VacancyWords
from .wage import WageOffer

NO_MAJOR = 10
# Lower ends of the bands in which wages are counted, million đồng a month.
WAGE_BANDS = (0, 5, 7, 10, 15, 20, 30, 50)
NO_BAND = len(WAGE_BANDS)
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class PlaceColumns:
    """Workplaces for filters and facets.

    Args:
        spots: workplaces of the distinct sets, end to end.
        codes: their codes.
        offsets: where each set begins.
        rows: intp[n], each vacancy's set.
        holders: by area (a province or country as a number), the vacancies with a workplace there.
    """

    spots: Spots
    codes: NDArray[np.str_]
    offsets: Codes
    rows: Codes
    holders: dict[int, Codes]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class SearchColumns:
    """Columns of a population of vacancies for search.

    Args:
        name_weights: by title and employer, int32[n], summed rarity of the words of each.
        major: int64[n], first digit of the occupation, `NO_MAJOR` without.
        wage_band: int64[n], place in `WAGE_BANDS` of what the wage reaches, `NO_BAND` without.
        published: int64[n], day of publication as an ordinal, 0 without.
        places: workplaces.
        speller: mends words that no vacancy holds.
    """

    name_weights: dict[str, NDArray[np.int32]]
    major: NDArray[np.int64]
    wage_band: NDArray[np.int64]
    published: NDArray[np.int64]
    places: PlaceColumns
    speller: Speller


def search_columns(
    facts: Sequence[VacancyFacts], offers: Side, words: VacancyWords
) -> SearchColumns:
    """Give the columns of vacancies in row order. Cost: O(n)."""
    speller = Speller(words)
    speller.prepare()
    return SearchColumns(
        {name: _weights(words.plain[name], len(facts)) for name in (TITLE, EMPLOYER)},
        _majors(facts),
        _bands(offers),
        _published(facts),
        _places(offers),
        speller,
    )


def restored_search_columns(
    kept: Mapping[str, NDArray[np.int64]],
    name_weights: dict[str, NDArray[np.int32]],
    offers: Side,
    words: VacancyWords,
) -> SearchColumns:
    """Give the columns of which the longest were kept.

    Args:
        kept: `major`, `wage_band` and `published`.
        name_weights, offers, words: of the vacancies.

    Cost: O(vocabulary), and O(n) for the places.
    """
    speller = Speller(words)
    speller.prepare()
    return SearchColumns(
        name_weights,
        kept["major"],
        kept["wage_band"],
        kept["published"],
        _places(offers),
        speller,
    )


def living_search_columns(
    old: SearchColumns, change: Change, offers: Side, words: VacancyWords
) -> SearchColumns:
    """Give the columns after vacancies left, moved and came. Cost: O(n), only what came is read."""
    return SearchColumns(
        {name: _weights(words.plain[name], change.size) for name in (TITLE, EMPLOYER)},
        change.taken(old.major, _majors(change.added)),
        _bands(offers),
        change.taken(old.published, _published(change.added)),
        _places(offers),
        Speller(words, old.speller),
    )


def _majors(facts: Sequence[VacancyFacts]) -> NDArray[np.int64]:
    codes = (known_code(vacancy.occupation) for vacancy in facts)
    return np.array([int(code[0]) if code else NO_MAJOR for code in codes], dtype=np.int64)


def _published(facts: Sequence[VacancyFacts]) -> NDArray[np.int64]:
    days = (v.published_on.toordinal() if v.published_on else 0 for v in facts)
    return np.array(list(days), dtype=np.int64)


def _bands(offers: Side) -> NDArray[np.int64]:
    wages = offers.columns["wage"].rows
    bands = np.array([_band(wage) for wage in wages.values], dtype=np.int64)
    return bands[wages.codes] if len(bands) else bands


def _weights(found: Postings, n_rows: int) -> NDArray[np.int32]:
    """Give the summed rarity of the single words of each row."""

    def rare(count: int) -> int:
        return rarity(count, n_rows)

    return found.sums(rare, n_rows, below=1 << SYLLABLE_BITS).astype(np.int32)


def _band(wage: WageOffer) -> int:
    if wage.reach is None:
        return NO_BAND
    return sum(wage.reach >= low * _MILLION for low in WAGE_BANDS) - 1


def _places(offers: Side) -> PlaceColumns:
    column = offers.columns["place"]
    spots, offsets = column.encoded.spots, column.encoded.offsets
    flat = [code for value in column.rows.values for code in value or (SOMEWHERE_ABROAD,)]
    owner = np.repeat(np.arange(len(column.rows.values)), np.diff(offsets))
    is_counted = (spots.kind != NATIONWIDE) & column.encoded.has_place[owner]
    holders = {}
    areas = spots.area & AREA_MASK
    for area in np.unique(areas[is_counted]).tolist():
        sets = owner[is_counted & (areas == area)]
        is_held = np.zeros(len(column.rows.values), dtype=np.bool_)
        is_held[sets] = True
        holders[area] = np.flatnonzero(is_held[column.rows.codes])
    return PlaceColumns(spots, np.array(flat, dtype=np.str_), offsets, column.rows.codes, holders)
