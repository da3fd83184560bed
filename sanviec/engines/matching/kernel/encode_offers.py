"""The vacancies of an index as columns of codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from sanviec.engines.matching.occupation import OfferedOccupations
from sanviec.engines.matching.place import OfferedPlaces
from sanviec.engines.matching.postings import Postings
from sanviec.engines.matching.requirements import Demands
from sanviec.engines.matching.vacancy_words import TEXT, TITLE

from .build import Lists, OfferColumns
from .layout import Longs, Masks
from .lists import turned

if TYPE_CHECKING:
    from sanviec.engines.matching.index import VacancyIndex

_WORD_BITS = 32
TIME, STUDY = ("shift", "employment_type"), ("experience", "education")


def columns_of(index: VacancyIndex, tokens: tuple[str, ...]) -> OfferColumns:
    """Give an index as columns.

    Args:
        index: the vacancies.
        tokens: every demand of them, from `tokens_of`; a token's place is its bit.
    """
    side, words = index.offers, index.words
    occupations = cast(OfferedOccupations, side.columns["occupation"].encoded)
    places = cast(OfferedPlaces, side.columns["place"].encoded)
    demands = cast(Demands, side.requirements.encoded)
    return OfferColumns(
        occupation=side.columns["occupation"].rows.codes,
        n_occupations=len(occupations.codes),
        unclassified=occupations.codes.index("") if "" in occupations.codes else -1,
        place=side.columns["place"].rows.codes,
        spots=places.spots,
        spot_start=places.offsets.astype(np.int64),
        has_place=places.has_place,
        wage=side.columns["wage"].rows.codes,
        time=side.gathers[TIME].codes,
        study=side.gathers[STUDY].codes,
        demand=side.requirements.rows.codes,
        asked=bits_of(demands.tokens, tokens),
        age_low=demands.min_age,
        age_high=demands.max_age,
        marked=_lists(words.marked[TITLE], len(index)),
        plain=_lists(words.plain[TITLE], len(index)),
        skills=_lists(words.skill_phrases, len(index)),
        text=_lists(words.plain[TEXT], len(index)),
    )


def tokens_of(index: VacancyIndex) -> tuple[str, ...]:
    """Give everything that some vacancy demands, in order."""
    demands = cast(Demands, index.offers.requirements.encoded)
    return tuple(sorted({token for group in demands.tokens for token in group}))


def bits_of(groups: tuple[tuple[str, ...], ...], tokens: tuple[str, ...]) -> Masks:
    """Give groups of known tokens as bits: uint32[groups, words]."""
    place = {token: at for at, token in enumerate(tokens)}
    bits = np.zeros((len(groups), max(1, -(-len(tokens) // _WORD_BITS))), dtype=np.uint32)
    for row, group in enumerate(groups):
        for token in group:
            word, shift = divmod(place[token], _WORD_BITS)
            bits[row, word] |= np.uint32(1 << shift)
    return bits


def _lists(found: Postings, n_rows: int) -> Lists:
    starts: Longs = found.starts
    if not len(found.keys):
        starts = np.zeros(1, dtype=np.int64)
    return Lists(*turned(starts, found.rows, n_rows), len(found.keys))
