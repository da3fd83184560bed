"""Vacancies as columns of codes → the arrays that the compiled functions read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.geography import COMMUNE, Spots

from . import layout as at
from .layout import GROUP, Flags, Ints, Longs, Masks, Offers, PlaceSpots
from .lists import joined, marked_bits, reordered, turned

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
    titles = _titles(columns, order)
    skills = reordered(columns.skills.starts, columns.skills.keys, order)
    starts, keys = joined(titles.starts, titles.keys, *skills)
    postings = turned(titles.starts, titles.keys, titles.n_keys)
    texts = turned(*reordered(columns.text.starts, columns.text.keys, order), columns.text.n_keys)
    seen = marked_bits(*postings, occupation, columns.n_occupations)
    sections = {
        at.VACANCIES: _vacancies(columns, order, place[order], (starts, titles.starts)),
        **_cells(occupation, place[order].astype(np.int32), columns.n_occupations, n_groups),
        at.KEYS: keys,
        at.POSTING_FIRST: np.concatenate([postings[0], texts[0][1:] + postings[0][-1]]),
        at.POSTINGS: np.concatenate([postings[1], texts[1]]),
        at.SEEN: seen.view(np.int32),
        at.ASKED: columns.asked.view(np.int32),
        at.AGES: np.clip(np.stack([columns.age_low, columns.age_high], axis=1), -1, _MOST),
    }
    header = np.zeros(at.N_HEADER, dtype=np.int32)
    header[: at.UNCLASSIFIED] = (
        len(order),
        columns.n_occupations,
        len(place_order),
        n_groups,
        titles.n_keys,
        seen.shape[1],
        columns.asked.shape[1],
    )
    header[at.UNCLASSIFIED : at.UNCLASSIFIED_TO + 1] = _unclassified(
        columns.unclassified, occupation
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


def _vacancies(
    columns: OfferColumns, order: Longs, place: Longs, starts: tuple[Longs, Longs]
) -> Ints:
    """Give the records of sorted vacancies: int32[n + 1, 8]."""
    records = np.zeros((len(order) + 1, at.VACANCY_SIZE), dtype=np.int32)
    records[:-1, at.ROW] = order
    records[:-1, at.PLACE] = place
    records[:-1, at.WAGE] = columns.wage[order]
    records[:-1, at.TIME] = columns.time[order]
    records[:-1, at.STUDY] = columns.study[order]
    records[:-1, at.DEMAND] = columns.demand[order]
    records[:, at.TITLE] = starts[0]
    records[:-1, at.SKILL] = starts[0][:-1] + np.diff(starts[1])
    return records


def _unclassified(code: int, occupation: Ints) -> tuple[int, int, int]:
    if code < 0:
        return -1, 0, 0
    first, end = np.searchsorted(occupation, [code, code + 1]).tolist()
    return code, first, end


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


def _cells(
    occupation: Ints, place: Ints, n_occupations: int, n_groups: int
) -> dict[int, NDArray[np.integer]]:
    """Give the sections of cells and stalls of sorted vacancies."""
    key = occupation.astype(np.int64) * (n_groups * GROUP) + place
    firsts = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]])[: len(key)])
    starts = np.append(firsts, len(key)).astype(np.int32)
    where, trade = place[firsts], occupation[firsts]
    cells = np.stack([np.append(where, 0), starts], axis=1)
    group = trade.astype(np.int64) * n_groups + where // GROUP
    order = np.argsort(where, kind="stable")
    stalls = np.stack([where, trade, starts[:-1], starts[1:]], axis=1)[order]
    return {
        at.CELLS: cells,
        at.FIRST_CELL: np.searchsorted(group, np.arange(n_occupations * n_groups + 1)),
        at.STALLS: stalls,
        at.FIRST_STALL: np.searchsorted(where[order], np.arange(n_groups + 1) * GROUP),
    }


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
