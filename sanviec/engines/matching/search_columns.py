"""What a search looks up in an index beside its words; made at the first search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
    codes = (known_code(vacancy.occupation) for vacancy in facts)
    majors = [int(code[0]) if code else NO_MAJOR for code in codes]
    published = [v.published_on.toordinal() if v.published_on else 0 for v in facts]
    wages = offers.columns["wage"].rows
    bands = np.array([_band(wage) for wage in wages.values], dtype=np.int64)
    speller = Speller(words)
    speller.prepare()
    return SearchColumns(
        {name: _weights(words.plain[name], len(facts)) for name in (TITLE, EMPLOYER)},
        np.array(majors, dtype=np.int64),
        bands[wages.codes] if len(bands) else bands,
        np.array(published, dtype=np.int64),
        _places(offers),
        speller,
    )


def _weights(found: Postings, n_rows: int) -> NDArray[np.int32]:
    """Give the summed rarity of the single words of each row."""
    n_singles = int(np.searchsorted(found.keys, 1 << SYLLABLE_BITS))
    counts = np.diff(found.starts[: n_singles + 1])
    rare = np.repeat([rarity(count, n_rows) for count in counts.tolist()], counts)
    rows = found.rows[: int(found.starts[n_singles])]
    return np.bincount(rows, weights=rare, minlength=n_rows).astype(np.int32)


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
