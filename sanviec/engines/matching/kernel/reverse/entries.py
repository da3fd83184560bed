"""Loops that make the arrays of the jobseekers, compiled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sanviec.engines.matching.kernel.compiled import building
from sanviec.engines.matching.kernel.layout import Ints, Longs, Masks, Number

from . import layout as at


class Standing(NamedTuple):
    """Where m jobseekers stand.

    Args:
        trade_starts, trades: each one's trades, at least one.
        place_starts, anchors, limits: each one's places, at least one.
        group_of: group of each anchor.
        n_groups: how many.
        records: int64[m], where each one's record begins.
        small: int32[m, 4], codes of wage, time and study, and where the lacks are.
    """

    trade_starts: Longs
    trades: Ints
    place_starts: Longs
    anchors: Ints
    limits: Ints
    group_of: Ints
    n_groups: Number
    records: Longs
    small: Ints


@building
def block_starts(standing: Standing, n_trades: Number) -> Longs:
    """Give where the entries of each trade in each group begin, with the total at the end."""
    starts = np.zeros(n_trades * standing.n_groups + 1, dtype=np.int64)
    for person in range(len(standing.records)):
        for trade in range(standing.trade_starts[person], standing.trade_starts[person + 1]):
            first = np.int64(standing.trades[trade]) * standing.n_groups + 1
            for place in range(standing.place_starts[person], standing.place_starts[person + 1]):
                starts[first + standing.group_of[standing.anchors[place]]] += 1
    for block in range(len(starts) - 1):
        starts[block + 1] += starts[block]
    return starts


@building
def fill_entries(standing: Standing, order: Longs, starts: Longs, entries: Ints) -> None:
    """Fill int32[entries × 8], the jobseekers of each block in the given order."""
    free = starts[:-1].copy()
    for position in range(len(order)):
        person = order[position]
        for trade in range(standing.trade_starts[person], standing.trade_starts[person + 1]):
            first = np.int64(standing.trades[trade]) * standing.n_groups
            for place in range(standing.place_starts[person], standing.place_starts[person + 1]):
                anchor = standing.anchors[place]
                block = first + standing.group_of[anchor]
                entry = free[block] * at.ENTRY_SIZE
                free[block] += 1
                entries[entry + at.PERSON] = standing.records[person]
                entries[entry + at.ROW] = person
                entries[entry + at.NUMBER] = position
                entries[entry + at.ANCHOR] = anchor
                entries[entry + at.LIMIT] = standing.limits[place]
                for slot in range(4):
                    entries[entry + at.WAGE + slot] = standing.small[person, slot]


@building
def fill_anchors(standing: Standing, order: Longs, found: Ints) -> None:
    """Fill int32[m × 4], each jobseeker's anchors in the given order; see `ANCHORS_OF`."""
    for position in range(len(order)):
        start = standing.place_starts[order[position]]
        size = standing.place_starts[order[position] + 1] - start
        for slot in range(at.N_ANCHORS_OF):
            anchor = standing.anchors[start + slot] if slot < size else at.NONE
            found[position * at.N_ANCHORS_OF + slot] = anchor
        if size > at.N_ANCHORS_OF:
            found[position * at.N_ANCHORS_OF] = at.MANY


@building
def most_by_trade(
    firsts: Longs, owners: Ints, points: Ints, trade_starts: Longs, trades: Ints, most: Ints
) -> tuple[Longs, Ints]:
    """Give for each word the trades of the jobseekers who wish it, with the most points in each.

    Args:
        firsts, owners, points: jobseekers by word, and what the word gives them.
        trade_starts, trades: each jobseeker's trades.
        most: int32[trades], all zero.
    """
    starts = np.zeros(len(firsts), dtype=np.int64)
    pairs = np.empty(2 * len(owners) + 2 * len(trades), dtype=np.int32)
    end = 0
    for word in range(len(firsts) - 1):
        first = end
        for place in range(firsts[word], firsts[word + 1]):
            person = owners[place]
            for at_trade in range(trade_starts[person], trade_starts[person + 1]):
                trade = trades[at_trade]
                if not most[trade]:
                    if end + 2 > len(pairs):
                        pairs = np.concatenate((pairs, np.empty_like(pairs)))
                    pairs[end] = trade
                    end += 2
                most[trade] = max(most[trade], points[place])
        for pair in range(first, end, 2):
            pairs[pair + 1] = most[pairs[pair]]
            most[pairs[pair]] = 0
        starts[word + 1] = end
    return starts, pairs[:end].copy()


@building
def fill_holders(
    held: Longs, bits: Masks, starts: Longs, entries: Ints, first: Number, holders: Ints
) -> None:
    """Fill where the entries of the people who hold a bit begin, by bit.

    Args:
        held: each jobseeker's row of `bits`.
        bits: uint32[·, words], what is held and rare.
        starts: int64[bits + 1], where each bit's entries begin.
        entries: all entries.
        first: where they begin in the array that holds them.
        holders: int32, filled.
    """
    free = starts[:-1].copy()
    for entry in range(0, len(entries), at.ENTRY_SIZE):
        row = held[entries[entry + at.ROW]]
        for word in range(bits.shape[1]):
            rest = bits[row, word]
            bit = 32 * word
            while rest:
                if rest & np.uint32(1):
                    holders[free[bit]] = first + entry
                    free[bit] += 1
                rest >>= np.uint32(1)
                bit += 1
