"""The jobseekers of an index as columns of codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.coding import coded
from sanviec.engines.matching.kernel.build import Lists
from sanviec.engines.matching.kernel.encode_offers import STUDY, TIME, bits_of
from sanviec.engines.matching.kernel.layout import Flags, Ints, Longs, Masks, Points
from sanviec.engines.matching.kernel.place_rows import Anchors
from sanviec.engines.matching.lexicon import Keys
from sanviec.engines.matching.occupation import WishedOccupations
from sanviec.engines.matching.place import WishedPlaces
from sanviec.engines.matching.wish_words import Weighted, WishWords

from .places import NO_COMMUNE

if TYPE_CHECKING:
    from sanviec.engines.matching.index import JobseekerIndex

# Nobody holds it: what a vacancy asks for and no jobseeker has.
NEVER_HELD = ""
_KINDS = ("marked", "plain", "skills", "text")


class Wished(NamedTuple):
    """Where work is wanted, by distinct wish.

    Args:
        anchors: distinct.
        starts: int64[wishes + 1].
        anchor, limit: int32, each wish's anchors, and how far away they count, -1 for no limit.
        can_relocate, accepts_overseas: bool[wishes].
    """

    anchors: Anchors
    starts: Longs
    anchor: Ints
    limit: Ints
    can_relocate: Flags
    accepts_overseas: Flags


@dataclass(frozen=True, slots=True)
class PeopleColumns:
    """m jobseekers in the order of their ids, each distinct value as a code.

    Args:
        place, wage, time, study: int[m], codes from 0.
        n_wages, n_times, n_studies: distinct values.
        held: int[m], rows of `lacks`.
        lacks: uint32[·, words], bits of what is not held.
        birth_year: int[m], -1 when not known.
        title_most: int[m], most of a title's points in a vacancy with a code.
        trade_starts, trades: each jobseeker's occupation codes, none where no code is known.
        n_trades: occupation codes are below this.
        titles, skills, texts: words by jobseeker, each kind numbered from 0.
        title_points: beside the words of `titles`.
        wished: points of places, by code of `place`.
    """

    place: NDArray[np.integer]
    wage: NDArray[np.integer]
    time: NDArray[np.integer]
    study: NDArray[np.integer]
    n_wages: int
    n_times: int
    n_studies: int
    held: NDArray[np.integer]
    lacks: Masks
    birth_year: NDArray[np.integer]
    title_most: NDArray[np.integer]
    trade_starts: Longs
    trades: NDArray[np.integer]
    n_trades: int
    titles: Lists
    title_points: Points
    skills: Lists
    texts: Lists
    wished: Wished


class Known(NamedTuple):
    """What the jobseekers' words and papers are called: keys ascending, tokens by their bit."""

    marked: Keys
    plain: Keys
    skills: Keys
    texts: Keys
    tokens: tuple[str, ...]


def columns_of(people: JobseekerIndex) -> tuple[PeopleColumns, Known]:
    """Give the jobseekers of an index as columns. Cost: O(m + words)."""
    side, words = people.wishes, people.wish_words
    columns = side.columns
    holdings = side.requirements.rows
    born = np.array([value.birth_year for value in holdings.values], dtype=np.int64)
    papers = coded(value.tokens for value in holdings.values)
    tokens = (NEVER_HELD, *sorted(frozenset().union(*papers.values)))
    wished = cast(WishedOccupations, columns["occupation"].encoded)
    trades = _rows_of(
        columns["occupation"].rows.codes, wished.offsets, wished.flat, wished.is_known
    )
    marked, plain, skills, texts = (_flat(words, kind) for kind in _KINDS)
    known = Known(marked.known, plain.known, skills.known, texts.known, tokens)
    titles, points = _titles(marked, plain)
    return (
        PeopleColumns(
            place=columns["place"].rows.codes,
            wage=columns["wage"].rows.codes,
            time=side.gathers[TIME].codes,
            study=side.gathers[STUDY].codes,
            n_wages=len(columns["wage"].rows.values),
            n_times=_n_distinct(side.gathers[TIME].members),
            n_studies=_n_distinct(side.gathers[STUDY].members),
            held=papers.codes[holdings.codes],
            lacks=~bits_of(tuple(tuple(value) for value in papers.values), tokens),
            birth_year=born[holdings.codes],
            title_most=np.array([wish.title_most for wish in words], dtype=np.int64),
            trade_starts=trades[0],
            trades=trades[1],
            n_trades=len(wished.codes),
            titles=titles,
            title_points=points,
            skills=skills.lists,
            texts=texts.lists,
            wished=_wished(cast(WishedPlaces, columns["place"].encoded)),
        ),
        known,
    )


def _n_distinct(members: dict[str, NDArray[np.intp]]) -> int:
    return len(next(iter(members.values())))


def _rows_of(codes: Longs, offsets: Longs, flat: Longs, is_known: Flags) -> tuple[Longs, Longs]:
    """Give the list of each row's code, end to end; none where it is not known."""
    sizes = np.where(is_known, np.diff(offsets), 0)[codes]
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    within = np.arange(starts[-1]) - np.repeat(starts[:-1], sizes)
    return starts, flat[np.repeat(offsets[:-1][codes], sizes) + within].astype(np.int64)


class _Flat(NamedTuple):
    """Words of one kind by jobseeker, the points beside them, and the keys by number."""

    lists: Lists
    points: Points
    known: Keys


def _flat(words: Sequence[WishWords], kind: str) -> _Flat:
    read: Callable[[WishWords], Weighted] = attrgetter(kind)
    sizes = [len(read(wish)) for wish in words]
    pairs = [pair for wish in words for pair in read(wish)]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    known, numbers = np.unique(table[:, 0], return_inverse=True)
    starts = np.cumsum([0, *sizes], dtype=np.int64)
    lists = Lists(starts, numbers.astype(np.int32), len(known))
    return _Flat(lists, table[:, 1].astype(np.int16), known)


def _titles(marked: _Flat, plain: _Flat) -> tuple[Lists, Points]:
    """Give the words with marks, then those without; points go the same way."""
    sizes = np.stack([np.diff(marked.lists.starts), np.diff(plain.lists.starts)], axis=1)
    owner = np.concatenate([np.repeat(np.arange(len(sizes)), sizes[:, part]) for part in (0, 1)])
    order = np.argsort(owner, kind="stable")
    keys = np.concatenate([marked.lists.keys, plain.lists.keys + np.int32(marked.lists.n_keys)])
    starts = np.concatenate([[0], np.cumsum(sizes.sum(axis=1))]).astype(np.int64)
    lists = Lists(starts, keys[order], marked.lists.n_keys + plain.lists.n_keys)
    return lists, np.concatenate([marked.points, plain.points])[order]


def _wished(wished: WishedPlaces) -> Wished:
    """Give where work is wanted; the limit is no part of what is distinct."""
    found = wished.spots
    rows = np.column_stack([found.kind, found.area, found.xyz, wished.is_home.astype(np.int64)])
    distinct, number = np.unique(rows, axis=0, return_inverse=True)
    every = np.arange(len(wished.has_anchor))
    starts, flat = _rows_of(every, wished.offsets, wished.flat, wished.has_anchor)
    return Wished(
        Anchors(
            np.ascontiguousarray(distinct[:, 0]),
            np.ascontiguousarray(distinct[:, 1]),
            np.ascontiguousarray(distinct[:, 2:5]),
            np.ascontiguousarray(distinct[:, 5]),
        ),
        starts,
        number.reshape(-1)[flat].astype(np.int32),
        np.minimum(wished.limit_km[flat], NO_COMMUNE - 1).astype(np.int32),
        wished.can_relocate,
        wished.accepts_overseas,
    )
