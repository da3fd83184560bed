"""Vacancies as codes, words and tables for the reverse direction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.coding import points_of
from sanviec.engines.matching.facts import VacancyFacts
from sanviec.engines.matching.kernel.encode_offers import STUDY, TIME, bits_of
from sanviec.engines.matching.kernel.layout import Flags, Ints, Longs, Masks, PlaceSpots, Points
from sanviec.engines.matching.lexicon import Keys
from sanviec.engines.matching.occupation import (
    OfferedOccupations,
    WishedOccupations,
    shared_table,
)
from sanviec.engines.matching.place import OfferedPlaces
from sanviec.engines.matching.requirements import Demands
from sanviec.engines.matching.sides import Side, offer_side
from sanviec.engines.matching.terms import Terms
from sanviec.engines.matching.vacancy_words import VacancyWords, keys_of_vacancy

from . import layout as at
from .columns import NEVER_HELD, Known
from .layout import Offered

_MOST = (1 << 31) - 1
_NO_CODE = -1


@dataclass(frozen=True, slots=True)
class OfferColumns:
    """n vacancies, each distinct value as a code.

    Args:
        occupation, place, wage, time, study, demand: int[n], codes from 0.
        is_coded: bool[n], the vacancy has an occupation code.
        kinds, wage_points, time_points, study_points: int16[offers, wishes], digits shared with
            each wished code, and points.
        asked: uint32[demands, words].
        ages: int64[demands, 2], least and most, -1 for none.
        words: int32 and int64[n + 1], each vacancy's words in the jobseekers' numbers.
        spots: where the distinct places lie.
    """

    occupation: NDArray[np.integer]
    place: NDArray[np.integer]
    wage: NDArray[np.integer]
    time: NDArray[np.integer]
    study: NDArray[np.integer]
    demand: NDArray[np.integer]
    is_coded: Flags
    kinds: Points
    wage_points: Points
    time_points: Points
    study_points: Points
    asked: Masks
    ages: Longs
    words: Ints
    word_starts: Longs
    spots: PlaceSpots


def packed(columns: OfferColumns) -> Offered:
    """Give vacancies as the arrays that a search reads. Cost: O(n + words)."""
    size = len(columns.place)
    records = np.zeros((size + 1, at.OFFER_SIZE), dtype=np.int32)
    one, first = records[:-1], 0
    tables = (columns.kinds, columns.wage_points, columns.time_points, columns.study_points)
    codes = (columns.occupation, columns.wage, columns.time, columns.study)
    slots = (at.OCCUPATION, at.OF_WAGE, at.OF_TIME, at.OF_STUDY)
    for slot, code, table in zip(slots, codes, tables, strict=True):
        one[:, slot] = first + code * table.shape[1]
        first += table.size
    one[~columns.is_coded, at.OCCUPATION] = _NO_CODE
    one[:, at.PLACE] = columns.place
    asked = records.size
    one[:, at.ASKED] = asked + columns.demand * columns.asked.shape[1]
    ages = asked + columns.asked.size
    one[:, at.AGES] = ages + columns.demand * 2
    records[:, at.WORD] = ages + columns.ages.size + columns.word_starts
    parts = (records, columns.asked.view(np.int32), np.clip(columns.ages, -1, _MOST), columns.words)
    return Offered(
        np.concatenate([part.reshape(-1).astype(np.int32, copy=False) for part in parts]),
        np.concatenate([table.reshape(-1) for table in tables]).astype(np.int16, copy=False),
        columns.spots,
        size,
    )


class SharedDigits:
    """How many digits wished codes share with offered ones; each offered code is asked once.

    Args:
        wished: the jobseekers' codes.
    """

    def __init__(self, wished: WishedOccupations) -> None:
        self._wished = wished
        self._rows: dict[str, Points] = {}

    def rows(self, offered: OfferedOccupations) -> Points:
        """Give int16[offered, wished]."""
        if not self._rows.keys() >= set(offered.codes):
            table = shared_table(self._wished, offered).astype(np.int16).T
            self._rows |= dict(zip(offered.codes, table, strict=True))
        return np.array([self._rows[code] for code in offered.codes], dtype=np.int16)


class Asked(NamedTuple):
    """What the jobseekers bring to the encoding of vacancies.

    Args:
        wishes: their columns, gathered.
        known: what their words and papers are called.
        digits: of their codes.
    """

    wishes: Side
    known: Known
    digits: SharedDigits


def offered_of(
    facts: Sequence[VacancyFacts], asked: Asked, words: VacancyWords, terms: Terms
) -> Offered:
    """Give vacancies as arrays.

    Args:
        facts: vacancies that `words` has learned.
        asked: the jobseekers.
        words: the words in whose numbers the keys of `asked.known` are.
        terms: the terms of a score.
    """
    wishes, known, digits = asked
    side = offer_side(facts, terms, gathered=True)
    occupations = cast(OfferedOccupations, side.columns["occupation"].encoded)
    places = cast(OfferedPlaces, side.columns["place"].encoded)
    demands = cast(Demands, side.requirements.encoded)
    lists = [_words_of(vacancy, words, known) for vacancy in facts]
    small = {key: _points(key, wishes, side, terms) for key in ("wage", *TIME, *STUDY)}
    trades = side.columns["occupation"].rows.codes
    return packed(
        OfferColumns(
            occupation=trades,
            place=side.columns["place"].rows.codes,
            wage=side.columns["wage"].rows.codes,
            time=side.gathers[TIME].codes,
            study=side.gathers[STUDY].codes,
            demand=side.requirements.rows.codes,
            is_coded=occupations.is_known[trades],
            kinds=digits.rows(occupations),
            wage_points=small["wage"],
            time_points=_gathered(TIME, small, wishes, side),
            study_points=_gathered(STUDY, small, wishes, side),
            asked=_bits(demands.tokens, known.tokens),
            ages=np.stack([demands.min_age, demands.max_age], axis=1),
            words=np.concatenate([np.empty(0, dtype=np.int32), *lists]),
            word_starts=np.cumsum([0, *(len(found) for found in lists)], dtype=np.int64),
            spots=PlaceSpots(
                places.spots.kind,
                places.spots.area,
                places.spots.xyz,
                places.offsets.astype(np.int64),
                places.has_place,
            ),
        )
    )


def _points(key: str, wishes: Side, offers: Side, terms: Terms) -> Points:
    table = terms.by_key[key].table(wishes.columns[key].encoded, offers.columns[key].encoded)
    return points_of(table).T


def _gathered(
    group: tuple[str, ...], small: dict[str, Points], wishes: Side, offers: Side
) -> Points:
    """Give the sums of two terms over their distinct combinations."""
    wish, offer = wishes.gathers[group].members, offers.gathers[group].members
    return np.asarray(
        sum(small[key][offer[key][:, None], wish[key][None, :]] for key in group), dtype=np.int16
    )


def _bits(demands: Iterable[tuple[str, ...]], tokens: tuple[str, ...]) -> Masks:
    """Give demands as bits; what no jobseeker holds stands as one bit that all lack."""
    held = frozenset(tokens)
    groups = [tuple({t if t in held else NEVER_HELD for t in group}) for group in demands]
    return bits_of(tuple(groups), tokens)


def _words_of(vacancy: VacancyFacts, words: VacancyWords, known: Known) -> Ints:
    """Give the words of a vacancy that some jobseeker wishes, in the jobseekers' numbers."""
    keys = keys_of_vacancy(vacancy, words)
    found, first = [], 0
    for said, wished in (
        (keys.marked_title, known.marked),
        (keys.plain_title, known.plain),
        (keys.skills, known.skills),
        (keys.plain_text, known.texts),
    ):
        found.append(first + _numbers(np.array(said, dtype=np.int64), wished))
        first += len(wished)
    return np.concatenate(found).astype(np.int32)


def _numbers(keys: Keys, known: Keys) -> Longs:
    """Give the places of keys among the known ones, which ascend; others are left out."""
    if not len(known):
        return np.empty(0, dtype=np.int64)
    places = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    kept: Longs = places[known[places] == keys]
    return kept
