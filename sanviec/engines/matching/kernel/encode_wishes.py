"""Jobseekers made ready by the plain path, as codes, words and tables for the compiled path."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.coding import Coded, points_of
from sanviec.engines.matching.occupation import OfferedOccupations, WishedOccupations, shared_table
from sanviec.engines.matching.place import WishedPlaces
from sanviec.engines.matching.postings import Postings
from sanviec.engines.matching.requirements import Holding
from sanviec.engines.matching.sides import Side
from sanviec.engines.matching.terms import Terms
from sanviec.engines.matching.vacancy_words import TEXT, TITLE, VacancyWords
from sanviec.engines.matching.weights import Weights
from sanviec.engines.matching.wish_words import Weighted, WishWords, title_budget

from .arrays import Ints, Longs, Masks, Offers, PlaceTables, Points, Rules, Wishes, WishTables
from .encode_offers import STUDY, TIME, bits_of
from .place_tables import LONGEST_KM, AnchorLists, anchors_of, place_tables

_Pairs = Sequence[tuple[int, int]]


def rules_of(weights: Weights, on: date) -> Rules:
    """Give the numbers of the weights that the compiled functions need."""
    return Rules(
        np.array([*weights.occupation, weights.occupation_unknown], dtype=np.int64),
        weights.title,
        title_budget(weights, False),
        weights.title_unclassified,
        weights.skill,
        weights.skills_most,
        weights.text,
        weights.text_most,
        weights.place_unknown,
        on.year,
    )


def wishes_of(side: Side, words: Sequence[WishWords], known: VacancyWords) -> Wishes:
    """Give jobseekers as codes and words.

    Args:
        side: their columns, gathered.
        words: their words, in the same order.
        known: the words of the vacancies.
    """
    titles = [_title_keys(wish, known) for wish in words]
    skills = [_positions(wish.skills, known.skill_phrases) for wish in words]
    texts = [_positions(wish.text, known.plain[TEXT]) for wish in words]
    return Wishes(
        _codes(side.columns["occupation"].rows),
        _codes(side.columns["place"].rows),
        _codes(side.columns["wage"].rows),
        side.gathers[TIME].codes.astype(np.int32),
        side.gathers[STUDY].codes.astype(np.int32),
        _codes(side.requirements.rows),
        np.array([wish.is_classified for wish in words], dtype=np.bool_),
        _starts(titles),
        _flat(titles, 0, np.int32),
        _flat(titles, 1, np.int16),
        _starts(skills),
        _flat(skills, 0, np.int32),
        _starts(texts),
        _flat(texts, 0, np.int32),
    )


def _codes(rows: Coded[Any]) -> Ints:
    return rows.codes.astype(np.int32)


def _positions(weighted: Weighted, found: Postings) -> _Pairs:
    """Give the places of keys among those that some vacancy holds, with their points."""
    keys = np.array([key for key, _ in weighted], dtype=np.int64)
    places = np.searchsorted(found.keys, keys)
    is_held = [
        p < len(found.keys) and found.keys[p] == k for p, k in zip(places, keys, strict=True)
    ]
    return [
        (int(place), points)
        for place, (_, points), held in zip(places, weighted, is_held, strict=True)
        if held
    ]


def _title_keys(wish: WishWords, known: VacancyWords) -> _Pairs:
    """Give the keys of titles, those that give most first."""
    n_marked = len(known.marked[TITLE].keys)
    marked = _positions(wish.marked, known.marked[TITLE])
    plain = _positions(wish.plain, known.plain[TITLE])
    pairs = [*marked, *((key + n_marked, points) for key, points in plain)]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def _starts(groups: Sequence[_Pairs]) -> Longs:
    return np.cumsum([0, *(len(group) for group in groups)], dtype=np.int64)


def _flat(groups: Sequence[_Pairs], which: int, kind: type[np.integer[Any]]) -> NDArray[Any]:
    return np.array([pair[which] for group in groups for pair in group], dtype=kind)


def tables_of(
    side: Side, offered: Side, terms: Terms, offers: Offers, tokens: tuple[str, ...]
) -> WishTables:
    """Give the points of distinct wishes against distinct offers.

    Args:
        side: jobseekers, gathered.
        offered: vacancies, gathered.
        terms: the terms of the score.
        offers: the same vacancies as arrays.
        tokens: what a bit of a demand stands for.
    """
    small = {key: _points(key, side, offered, terms) for key in ("wage", *TIME, *STUDY)}
    wage = small["wage"]
    time = _gathered(TIME, small, side, offered)
    study = _gathered(STUDY, small, side, offered)
    wished = cast(WishedOccupations, side.columns["occupation"].encoded)
    return WishTables(
        shared_table(
            wished, cast(OfferedOccupations, offered.columns["occupation"].encoded)
        ).astype(np.uint8),
        wished.offsets.astype(np.int64),
        wished.flat.astype(np.int32),
        *_with_most(wage),
        *_with_most(time),
        *_with_most(study),
        *_holdings(side.requirements.rows.values, tokens),
        _place_tables(cast(WishedPlaces, side.columns["place"].encoded), offers, terms.weights),
    )


def _points(key: str, side: Side, offered: Side, terms: Terms) -> Points:
    term = terms.by_key[key]
    return points_of(term.table(side.columns[key].encoded, offered.columns[key].encoded))


def _gathered(
    group: tuple[str, ...], small: dict[str, Points], side: Side, offered: Side
) -> Points:
    """Give the sums of two terms over their distinct combinations."""
    wishes, offers = side.gathers[group].members, offered.gathers[group].members
    return np.asarray(
        sum(small[key][wishes[key][:, None], offers[key][None, :]] for key in group),
        dtype=np.int16,
    )


def _with_most(points: Points) -> tuple[Points, Points]:
    most = points.max(axis=1) if points.shape[1] else np.zeros(len(points), dtype=np.int16)
    return points, most


def _holdings(values: Sequence[Holding], tokens: tuple[str, ...]) -> tuple[Masks, Longs]:
    wanted = frozenset(tokens)
    held = bits_of(tuple(tuple(value.tokens & wanted) for value in values), tokens)
    return ~held, np.array([value.birth_year for value in values], dtype=np.int64)


def _place_tables(wished: WishedPlaces, offers: Offers, weights: Weights) -> PlaceTables:
    spots = wished.spots
    rows = np.column_stack([spots.kind, spots.area, spots.xyz, wished.is_home.astype(np.int64)])
    distinct, number = np.unique(rows, axis=0, return_inverse=True)
    has_anchor = np.repeat(wished.has_anchor, np.diff(wished.offsets))
    flat = wished.flat[has_anchor]
    sizes = np.where(wished.has_anchor, np.diff(wished.offsets), 0)
    return place_tables(
        anchors_of(distinct),
        AnchorLists(
            np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            number.reshape(-1)[flat].astype(np.int32),
            np.minimum(wished.limit_km[flat], LONGEST_KM).astype(np.int32),
        ),
        (wished.can_relocate, wished.accepts_overseas),
        offers,
        weights,
    )
