"""Jobseekers made ready by the plain path, as codes, words and tables for the compiled path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.coding import points_of
from sanviec.engines.matching.occupation import OfferedOccupations, WishedOccupations, shared_table
from sanviec.engines.matching.place import WishedPlaces
from sanviec.engines.matching.postings import Postings
from sanviec.engines.matching.requirements import Holding
from sanviec.engines.matching.sides import Side
from sanviec.engines.matching.terms import Terms
from sanviec.engines.matching.vacancy_words import TEXT, TITLE, VacancyWords
from sanviec.engines.matching.weights import Weights
from sanviec.engines.matching.wish_words import Weighted, WishWords, title_budget

from . import layout as at
from .build import Lists
from .encode_offers import STUDY, TIME, bits_of
from .layout import (
    Ints,
    Longs,
    Masks,
    Offers,
    PlaceSpots,
    PlaceTables,
    Points,
    Wishes,
)
from .lists import put
from .place_tables import LONGEST_KM, AnchorLists, anchors_of, place_tables

_Pairs = list[tuple[int, int]]
# Years beyond this are no years; the greatest that fit beside the other codes.
_FAR = 1_000_000


def rules_of(weights: Weights, on: date) -> Longs:
    """Give the numbers of the weights as they stand on the desk, from RULE_UNCODED on."""
    rules = np.zeros(at.OPEN_KIND, dtype=np.int64)
    rules[at.RULE_UNCODED] = weights.title_uncoded
    rules[at.RULE_WHOLE] = title_budget(weights, ())
    rules[at.RULE_TIMES] = weights.title_unclassified
    rules[at.RULE_SKILL] = weights.skill
    rules[at.RULE_SKILLS] = weights.skills_most
    rules[at.RULE_TEXT] = weights.text
    rules[at.RULE_TEXTS] = weights.text_most
    rules[at.RULE_NO_PLACE] = weights.place_unknown
    rules[at.RULE_YEAR] = on.year
    rules[at.BY_KIND :] = (*weights.occupation, weights.occupation_unknown)
    return rules


def mutual_rules_of(weights: Weights, on: date) -> Longs:
    """Give the same for lists that go by the mutual score (`balance.balanced`)."""
    rules = rules_of(weights, on)
    rules[at.RULE_WISH] = max(weights.wish_most, 1)
    rules[at.RULE_DEMAND] = max(weights.demand_most, 1)
    return rules


@dataclass(frozen=True, slots=True)
class WishColumns:
    """m jobseekers as codes, and the points of distinct wishes.

    Args:
        place, wage, time, study, holding: int[m], codes.
        birth_year: int[m], -1 when not known.
        title_most: int[m], most of a title's points where both sides have a code.
        trade_starts, trades: each jobseeker's occupation codes, rows of `kinds`.
        kinds: [codes, occupations], digits that a code shares with an occupation.
        wage_points, time_points, study_points: [wishes, offers].
        lacks: uint32[holdings, words], bits of what is not held.
        titles, skills, texts: keys by jobseeker, description keys behind the title keys.
        title_points: beside the keys of `titles`.
        places: points of places.
    """

    place: NDArray[np.integer]
    wage: NDArray[np.integer]
    time: NDArray[np.integer]
    study: NDArray[np.integer]
    holding: NDArray[np.integer]
    birth_year: NDArray[np.integer]
    title_most: NDArray[np.integer]
    trade_starts: Longs
    trades: NDArray[np.integer]
    kinds: Points
    wage_points: Points
    time_points: Points
    study_points: Points
    lacks: Masks
    titles: Lists
    title_points: NDArray[np.integer]
    skills: Lists
    texts: Lists
    places: PlaceTables


def packed(columns: WishColumns) -> Wishes:
    """Give jobseekers as the arrays that a search reads. Cost: O(m + words)."""
    size = len(columns.place)
    records = np.zeros((size + 1, at.WISH_SIZE), dtype=np.int32)
    one = records[:-1]
    one[:, at.WISH_PLACE] = columns.place
    first = 0
    for slot, codes, points in (
        (at.WISH_WAGE, columns.wage, columns.wage_points),
        (at.WISH_TIME, columns.time, columns.time_points),
        (at.WISH_STUDY, columns.study, columns.study_points),
    ):
        one[:, slot] = first + codes * points.shape[1]
        if points.size:
            one[:, at.WISH_SMALL] += points.max(axis=1)[codes]
        first += points.size
    one[:, at.WISH_TITLE_MOST] = columns.title_most
    one[:, at.WISH_BORN] = np.clip(columns.birth_year, -_FAR, _FAR)
    one[:, at.WISH_N_TRADES] = np.diff(columns.trade_starts)
    trades = first + columns.trades.astype(np.int64) * columns.kinds.shape[1]
    tables = (columns.wage_points, columns.time_points, columns.study_points, columns.kinds)
    return Wishes(
        _lists_behind(records, columns, trades),
        np.concatenate([table.reshape(-1) for table in tables]).astype(np.int16, copy=False),
        columns.places,
        size,
    )


def _lists_behind(records: Ints, columns: WishColumns, trades: Longs) -> Ints:
    """Give the records followed by lacks, trades and words, and fill where each list begins."""
    size = len(records) - 1
    lacks = records.size
    records[:-1, at.WISH_LACKS] = lacks + columns.holding * columns.lacks.shape[1]
    trades_at = lacks + columns.lacks.size
    records[:-1, at.WISH_TRADES] = trades_at + columns.trade_starts[:-1]
    words = trades_at + len(trades)
    parts = (columns.titles.starts * 2, columns.skills.starts, columns.texts.starts)
    starts = words + np.concatenate([[0], np.cumsum(np.stack([np.diff(p) for p in parts], axis=1))])
    if starts[-1] > at.LAST_ROW:
        raise OverflowError(f"{starts[-1]} numbers do not fit in one array")
    records[:, at.WISH_TITLE] = starts[::3]
    records[:-1, at.WISH_SKILL], records[:-1, at.WISH_TEXT] = starts[1::3], starts[2::3]
    data = np.empty(starts[-1], dtype=np.int32)
    data[:lacks] = records.reshape(-1)
    data[lacks:trades_at] = columns.lacks.view(np.int32).reshape(-1)
    data[trades_at:words] = trades
    pairs = np.stack([columns.titles.keys, columns.title_points], axis=1).astype(np.int32)
    for part, (values, offsets) in enumerate(
        (
            (pairs.reshape(-1), parts[0]),
            (columns.skills.keys, parts[1]),
            (columns.texts.keys, parts[2]),
        )
    ):
        put(data, starts[part : 3 * size : 3], offsets, values.astype(np.int32, copy=False))
    return data


def wishes_of(
    side: Side, words: Sequence[WishWords], known: VacancyWords, offered: Side, rest: Known
) -> Wishes:
    """Give jobseekers as arrays.

    Args:
        side: their columns, gathered.
        words: their words, in the same order.
        known: the words of the vacancies.
        offered: the vacancies, gathered.
        rest: what else is known of the vacancies.
    """
    terms = rest.terms
    small = {key: _points(key, side, offered, terms) for key in ("wage", *TIME, *STUDY)}
    wished = cast(WishedOccupations, side.columns["occupation"].encoded)
    occupations = cast(OfferedOccupations, offered.columns["occupation"].encoded)
    places = cast(WishedPlaces, side.columns["place"].encoded)
    holdings = side.requirements.rows
    born = np.array([value.birth_year for value in holdings.values], dtype=np.int64)
    n_titles = sum(len(found[TITLE].keys) for found in (known.marked, known.plain))
    titles = [_title_keys(wish, known) for wish in words]
    trades = _trades(side, wished)
    return packed(
        WishColumns(
            place=side.columns["place"].rows.codes,
            wage=side.columns["wage"].rows.codes,
            time=side.gathers[TIME].codes,
            study=side.gathers[STUDY].codes,
            holding=holdings.codes,
            birth_year=born[holdings.codes],
            title_most=np.array([wish.title_most for wish in words], dtype=np.int64),
            trade_starts=trades[0],
            trades=trades[1],
            kinds=shared_table(wished, occupations).astype(np.int16),
            wage_points=small["wage"],
            time_points=_gathered(TIME, small, side, offered),
            study_points=_gathered(STUDY, small, side, offered),
            lacks=_lacks(holdings.values, rest.tokens),
            titles=_lists(titles),
            title_points=np.array([points for group in titles for _, points in group], np.int16),
            skills=_lists([_positions(wish.skills, known.skill_phrases) for wish in words]),
            texts=_lists(
                [
                    [
                        (key + n_titles, points)
                        for key, points in _positions(wish.text, known.plain[TEXT])
                    ]
                    for wish in words
                ]
            ),
            places=_place_tables(places, rest.offers.spots, terms.weights),
        )
    )


class Known(NamedTuple):
    """What is known of the vacancies beside their columns and words."""

    terms: Terms
    offers: Offers
    tokens: tuple[str, ...]


def _trades(side: Side, wished: WishedOccupations) -> tuple[Longs, Longs]:
    """Give each jobseeker's codes, none where no code is known."""
    codes = side.columns["occupation"].rows.codes
    groups = [
        wished.flat[wished.offsets[code] : wished.offsets[code + 1]]
        if wished.is_known[code]
        else wished.flat[:0]
        for code in codes
    ]
    starts = np.cumsum([0, *(len(group) for group in groups)], dtype=np.int64)
    return starts, np.concatenate([np.empty(0, dtype=np.int64), *groups]).astype(np.int64)


def _lists(groups: Sequence[_Pairs]) -> Lists:
    starts = np.cumsum([0, *(len(group) for group in groups)], dtype=np.int64)
    keys = np.array([key for group in groups for key, _ in group], dtype=np.int32)
    return Lists(starts, keys, 0)


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


def _lacks(values: Sequence[Holding], tokens: tuple[str, ...]) -> Masks:
    wanted = frozenset(tokens)
    return ~bits_of(tuple(tuple(value.tokens & wanted) for value in values), tokens)


def _place_tables(wished: WishedPlaces, places: PlaceSpots, weights: Weights) -> PlaceTables:
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
        places,
        weights,
    )
