"""Vacancies as columns of codes → the arrays that the compiled functions read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.geography import COMMUNE, Spots

from . import layout as at
from .layout import GROUP, Flags, Ints, Longs, Masks, Offers, PlaceSpots
from .lists import by_vacancy, joined, marked_bits, reordered, turned

_MOST = (1 << 31) - 1


@dataclass(frozen=True, slots=True)
class Lists:
    """For each vacancy a list of keys.

    Args:
        starts: int64[n + 1].
        keys: int32, ascending within a vacancy.
        n_keys: keys are below this.
    """

    starts: Longs
    keys: Ints
    n_keys: int


@dataclass(frozen=True, slots=True)
class OfferColumns:
    """n vacancies in the order of their ids, each distinct value as a code.

    Args:
        occupation, place, wage, time, study, demand: int[n], codes from 0.
        n_occupations: distinct occupations.
        unclassified: code of "no occupation", -1 when no vacancy has it.
        spots, spot_start, has_place: of the distinct places, as `OfferedPlaces` has them.
        asked: uint32[demands, words].
        age_low, age_high: int64[demands].
        marked, plain: keys of titles as written and without marks.
        skills, text: numbers of skill phrases, keys of descriptions.
    """

    occupation: NDArray[np.integer]
    n_occupations: int
    unclassified: int
    place: NDArray[np.integer]
    spots: Spots
    spot_start: Longs
    has_place: Flags
    wage: NDArray[np.integer]
    time: NDArray[np.integer]
    study: NDArray[np.integer]
    demand: NDArray[np.integer]
    asked: Masks
    age_low: Longs
    age_high: Longs
    marked: Lists
    plain: Lists
    skills: Lists
    text: Lists


def offers_of(columns: OfferColumns) -> tuple[Offers, Longs]:
    """Give the arrays, and for each place code of the columns its code in them.

    Raises:
        OverflowError: more words than one array holds.

    Cost: O(n + words).
    """
    place_order = _along_the_map(columns)
    new_code = np.empty_like(place_order)
    new_code[place_order] = np.arange(len(place_order))
    place = new_code[columns.place]
    order = _in_cells(columns.occupation, place, len(place_order))
    occupation = columns.occupation[order].astype(np.int32)
    n_groups = -(-len(place_order) // GROUP)
    records = _vacancies(columns, order, place[order])
    words = _words(columns, order, occupation)
    trade_first = np.searchsorted(occupation, np.arange(columns.n_occupations + 1))
    sections: dict[int, NDArray[np.integer]] = {
        at.VACANCIES: records,
        at.TRADE_FIRST: trade_first,
        **_groups(occupation, place[order], columns.n_occupations, n_groups),
        at.BY_PLACE: _by_place(records, occupation),
        **words.sections,
        at.ASKED: columns.asked.view(np.int32),
        at.AGES: np.clip(np.stack([columns.age_low, columns.age_high], axis=1), -1, _MOST),
    }
    header = np.zeros(at.N_HEADER, dtype=np.int32)
    header[: at.VACANCIES] = (
        len(order),
        columns.n_occupations,
        len(place_order),
        n_groups,
        columns.marked.n_keys,
        words.n_titles,
        words.n_titles + columns.text.n_keys,
        words.sections[at.SEEN].shape[1],
        columns.asked.shape[1],
        np.diff(trade_first).max(initial=0),
        columns.unclassified,
    )
    return Offers(_in_one(header, sections), _spots(columns, place_order)), new_code


def _in_one(header: Ints, sections: dict[int, NDArray[np.integer]]) -> Ints:
    """Give all sections end to end behind the header, which tells where each begins."""
    end = at.N_HEADER
    for section, values in sections.items():
        header[section] = end
        end += values.size
        if end > _MOST:
            raise OverflowError(f"{end} numbers do not fit in one array")
    header[at.OFFERS_END] = end
    return np.concatenate([header, *(values.reshape(-1) for values in sections.values())]).astype(
        np.int32, copy=False
    )


def _vacancies(columns: OfferColumns, order: Longs, place: Longs) -> Ints:
    """Give the records of sorted vacancies: int32[n, 4]."""
    time, study = columns.time[order], columns.study[order]
    if max(time.max(initial=0), study.max(initial=0)) >> (at.STUDY_BITS - 1):
        raise OverflowError("more distinct working times or studies than half a number holds")
    records = np.empty((len(order), at.VACANCY_SIZE), dtype=np.int32)
    records[:, at.PLACE] = place
    records[:, at.WAGE] = columns.wage[order]
    records[:, at.TIME_AND_STUDY] = time << at.STUDY_BITS | study
    records[:, at.ROW] = order
    return records


@dataclass(frozen=True, slots=True)
class _Words:
    """What is kept of words: the number of title keys, and the sections."""

    n_titles: int
    sections: dict[int, NDArray[np.integer]]


def _words(columns: OfferColumns, order: Longs, occupation: Ints) -> _Words:
    """Give the words of sorted vacancies, by vacancy and by key."""
    titles = _titles(columns, order)
    skills = reordered(columns.skills.starts, columns.skills.keys, order)
    texts = reordered(columns.text.starts, columns.text.keys, order)
    n_marked = np.diff(columns.marked.starts)[order]
    heads = np.stack([columns.demand[order], n_marked, np.diff(titles.starts)], axis=1)
    starts, keys = by_vacancy(heads.astype(np.int32), *_flat(titles), *skills)
    posted = turned(*_flat(titles), titles.n_keys), turned(*texts, columns.text.n_keys)
    held = turned(*skills, columns.skills.n_keys)
    bits = [marked_bits(*found, occupation, columns.n_occupations) for found in (*posted, held)]
    (title_first, title_rows), (text_first, text_rows) = posted
    sections: dict[int, NDArray[np.integer]] = {
        at.WORDS_AT: starts,
        at.WORDS: keys,
        at.POSTING_FIRST: np.concatenate([title_first, text_first[1:] + title_first[-1]]),
        at.POSTINGS: np.concatenate([title_rows, text_rows]),
        at.SEEN: np.concatenate(bits).view(np.int32),
    }
    return _Words(titles.n_keys, sections)


def _flat(lists: Lists) -> tuple[Longs, Ints]:
    return lists.starts, lists.keys


def _along_the_map(columns: OfferColumns) -> Longs:
    """Give place codes so that neighbours on the map have neighbouring numbers.

    Only speed hangs on it. Places that are no single commune come after the others.
    """
    first = columns.spot_start[:-1]
    kind, xyz = columns.spots.kind[first], columns.spots.xyz[first]
    size = np.diff(columns.spot_start)
    is_apart = (kind != COMMUNE) | (size != 1) | ~columns.has_place
    tiles = _interleaved(xyz[:, 1], xyz[:, 2])
    area = np.where(is_apart, columns.spots.area[first], 0)
    return np.lexsort((tiles, area, is_apart)).astype(np.int64)


def _interleaved(one: Longs, other: Longs) -> Longs:
    """Give numbers whose bits are those of two coordinates in turn (Z-order)."""
    total = np.zeros(len(one), dtype=np.int64)
    for step in range(14):
        for shift, axis in ((0, one), (1, other)):
            bit = (axis + (1 << 24)) >> (11 + step) & 1
            total |= bit << (2 * step + shift)
    return total


def _in_cells(occupation: NDArray[np.integer], place: Longs, n_places: int) -> Longs:
    cell = occupation.astype(np.int64) * n_places + place
    return np.argsort(cell, kind="stable").astype(np.int64)


def _groups(
    occupation: Ints, place: Longs, n_occupations: int, n_groups: int
) -> dict[int, NDArray[np.integer]]:
    """Give where groups of places begin among the vacancies by occupation, and by place."""
    group = place // GROUP
    cells = np.bincount(
        occupation.astype(np.int64) * n_groups + group, minlength=n_occupations * n_groups
    )
    return {
        at.GROUP_FIRST: np.concatenate([[0], np.cumsum(cells)]),
        at.FIRST_IN_GROUP: np.concatenate([[0], np.cumsum(np.bincount(group, minlength=n_groups))]),
    }


def _by_place(records: Ints, occupation: Ints) -> Ints:
    """Give the records by place, occupation and id: int32[n, 5]."""
    found = np.empty((len(records), at.BY_PLACE_SIZE), dtype=np.int32)
    order = np.argsort(records[:, at.PLACE], kind="stable")
    found[:, : at.NUMBER] = records[order, : at.NUMBER]
    found[:, at.NUMBER] = order
    found[:, at.TRADE] = occupation[order]
    return found


def _titles(columns: OfferColumns, order: Longs) -> Lists:
    """Give the keys with marks, then those without, in the new order."""
    marked = reordered(columns.marked.starts, columns.marked.keys, order)
    plain = reordered(columns.plain.starts, columns.plain.keys, order)
    n_marked = columns.marked.n_keys
    both = joined(*marked, plain[0], plain[1] + np.int32(n_marked))
    return Lists(*both, n_marked + columns.plain.n_keys)


def _spots(columns: OfferColumns, order: Longs) -> PlaceSpots:
    sizes = np.diff(columns.spot_start)[order]
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    within = np.arange(starts[-1]) - np.repeat(starts[:-1], sizes)
    spots = np.repeat(columns.spot_start[order], sizes) + within
    found = columns.spots
    return PlaceSpots(
        found.kind[spots],
        found.area[spots],
        np.ascontiguousarray(found.xyz[spots]),
        starts,
        columns.has_place[order],
    )
