"""Vacancies as columns of codes → the arrays that the compiled functions read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.geography import COMMUNE, Spots

from .arrays import (
    DEMAND_BITS,
    GROUP,
    STUDY_BITS,
    TIME_BITS,
    WAGE_BITS,
    Cells,
    Demands,
    Flags,
    Ints,
    Longs,
    Masks,
    Offers,
    PlaceSpots,
    Skills,
    Texts,
    Titles,
)
from .lists import joined, marked_bits, reordered, turned


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
        asked: uint64[demands, words].
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
        OverflowError: more distinct wages, working times, studies or demands than their bits hold.

    Cost: O(n + words).
    """
    place_order = _along_the_map(columns)
    new_code = np.empty_like(place_order)
    new_code[place_order] = np.arange(len(place_order))
    place = new_code[columns.place]
    order = _in_cells(columns.occupation, place, len(place_order))
    occupation = columns.occupation[order].astype(np.int32)
    place = place[order].astype(np.int32)
    return Offers(
        row=order.astype(np.int32),
        small=_packed(columns)[order],
        place=place,
        cells=_cells(occupation, place, columns.n_occupations, len(place_order)),
        titles=_titles(columns, order, occupation),
        skills=_skills(columns.skills, order),
        texts=_texts(columns.text, order),
        demands=Demands(columns.asked, columns.age_low, columns.age_high),
        spots=_spots(columns, place_order),
        unclassified=np.array([columns.unclassified], dtype=np.int64),
    ), new_code


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


def _packed(columns: OfferColumns) -> Masks:
    parts = (
        (columns.wage, WAGE_BITS),
        (columns.time, TIME_BITS),
        (columns.study, STUDY_BITS),
        (columns.demand, DEMAND_BITS),
    )
    total = np.zeros(len(columns.wage), dtype=np.uint64)
    shift = 0
    for codes, bits in parts:
        if len(codes) and int(codes.max()) >= 1 << bits:
            raise OverflowError(f"{int(codes.max())} codes do not fit in {bits} bits")
        total |= codes.astype(np.uint64) << np.uint64(shift)
        shift += bits
    return total


def _cells(occupation: Ints, place: Ints, n_occupations: int, n_places: int) -> Cells:
    n_groups = -(-n_places // GROUP)
    key = occupation.astype(np.int64) * n_places + place
    firsts = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]])[: len(key)])
    group = occupation[firsts].astype(np.int64) * n_groups + place[firsts] // GROUP
    first_cell = np.searchsorted(group, np.arange(n_occupations * n_groups + 1))
    start = np.append(firsts, len(key)).astype(np.int32)
    return Cells(first_cell.astype(np.int32), place[firsts], start)


def _titles(columns: OfferColumns, order: Longs, occupation: Ints) -> Titles:
    marked = reordered(columns.marked.starts, columns.marked.keys, order)
    plain = reordered(columns.plain.starts, columns.plain.keys, order)
    starts, keys = joined(*marked, plain[0], plain[1] + np.int32(columns.marked.n_keys))
    firsts, rows = turned(starts, keys, columns.marked.n_keys + columns.plain.n_keys)
    seen = marked_bits(firsts, rows, occupation, columns.n_occupations)
    return Titles(starts.astype(np.int32), keys, firsts, rows, seen)


def _skills(skills: Lists, order: Longs) -> Skills:
    starts, keys = reordered(skills.starts, skills.keys, order)
    return Skills(starts.astype(np.int32), keys)


def _texts(text: Lists, order: Longs) -> Texts:
    return Texts(*turned(*reordered(text.starts, text.keys, order), text.n_keys))


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
