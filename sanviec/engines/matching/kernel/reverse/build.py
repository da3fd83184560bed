"""Jobseekers as columns of codes → the one array that the compiled functions read."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.geography import COMMUNE
from sanviec.engines.matching.kernel.layout import Flags, Ints, Longs, Masks
from sanviec.engines.matching.kernel.lists import put, reordered, turned
from sanviec.engines.matching.kernel.place_rows import Anchors

from . import layout as at
from .columns import PeopleColumns, Wished
from .entries import (
    Standing,
    block_starts,
    fill_anchors,
    fill_entries,
    fill_holders,
    most_by_trade,
)
from .layout import People

_MOST = (1 << 31) - 1
# Years beyond this are no years; the greatest that fit beside the other codes.
_FAR = 1_000_000
_WORD_BITS = 32
_Part = tuple[Longs, Ints]


def people_of(columns: PeopleColumns) -> People:
    """Give jobseekers as an array.

    Raises:
        OverflowError: more numbers than one array holds.

    Cost: O(m × trades × places + words).
    """
    order = _along_the_map(columns.wished.anchors)
    groups = _groups(columns.wished.anchors.kind[order])
    standing, parts = _standing(columns, order, groups)
    blocks = block_starts(standing, columns.n_trades + at.NO_CODE)
    by_place = np.argsort(standing.records, kind="stable").astype(np.int64)
    wishers = _by_word(columns, by_place)
    words = _trades_by_word(columns, standing, wishers, by_place)
    counts, holders = _holders(columns, standing)
    holder_first = np.concatenate([[0], np.cumsum(holders)]).astype(np.int64)
    sections: dict[int, NDArray[np.integer] | int] = {
        at.LACKS: columns.lacks.view(np.int32).reshape(-1),
        at.GROUP_FIRST: groups,
        at.FIRST_ENTRY: blocks,
        at.ENTRIES: int(blocks[-1]) * at.ENTRY_SIZE,
        at.WORD_FIRST: words[0],
        at.WORD_TRADES: words[1],
        at.WISHER_FIRST: wishers[0] * 2,
        at.WISHERS: np.stack(wishers[1:], axis=1).reshape(-1),
        at.ENTRY_OF: len(columns.place),
        at.ANCHORS_OF: len(columns.place) * at.N_ANCHORS_OF,
        at.TRADE_MOST: _most_of_titles(columns, standing),
        at.HOLDERS: counts,
        at.HOLDER_FIRST: holder_first,
        at.HOLDER_ENTRIES: int(holder_first[-1]),
        at.PEOPLE: int(_ends(parts).sum()),
    }
    header, data = _laid_out(_counts(columns, groups), sections)
    standing = standing._replace(records=standing.records + header[at.PEOPLE])
    held = header[at.LACKS] + columns.held * columns.lacks.shape[1]
    standing.small[:] = np.stack([columns.wage, columns.time, columns.study, held], axis=1)
    fill_entries(standing, by_place, blocks, section(data, at.ENTRIES))
    fill_anchors(standing, by_place, section(data, at.ANCHORS_OF))
    _fill_entry_of(data)
    fill_holders(
        columns.held.astype(np.int64),
        ~columns.lacks & _as_masks(holders > 0),
        holder_first,
        section(data, at.ENTRIES),
        header[at.ENTRIES],
        section(data, at.HOLDER_ENTRIES),
    )
    _fill_people(columns, parts, standing.records, data)
    return People(data, _with_order(columns.wished.anchors, order))


def _standing(columns: PeopleColumns, order: Longs, groups: Longs) -> tuple[Standing, list[_Part]]:
    """Give where everybody stands, records by trade and place from 0, and everybody's lists."""
    n_groups = len(groups) - 1
    group_of = np.repeat(np.arange(n_groups), np.diff(groups)).astype(np.int32)
    places, trades = _places(columns, order), _trades(columns)
    parts = _parts(columns, places, trades)
    near = trades[1][trades[0][:-1]].astype(np.int64) * n_groups
    by_place = np.argsort(near + group_of[places[1][places[0][:-1]]], kind="stable")
    sizes = _ends(parts)
    records = np.empty(len(sizes), dtype=np.int64)
    records[by_place] = np.cumsum(sizes[by_place]) - sizes[by_place]
    small = np.zeros((len(sizes), 4), dtype=np.int32)
    stands = (*trades, *places, group_of)
    return Standing(*stands, n_groups, records, small), parts


def _ends(parts: list[_Part]) -> Longs:
    """Give how long each record is with its lists."""
    sizes = np.stack([np.diff(starts) for starts, _ in parts])
    ends: Longs = at.TITLE + sizes.sum(axis=0, dtype=np.int64)
    return ends


def _along_the_map(anchors: Anchors) -> Longs:
    """Give the anchors so that neighbouring communes have neighbouring numbers."""
    is_apart = anchors.kind != COMMUNE
    tiles = _tiles(anchors.xyz[:, 1], anchors.xyz[:, 2])
    return np.lexsort((tiles, is_apart)).astype(np.int64)


def _tiles(one: Longs, other: Longs) -> Longs:
    """Give numbers whose bits are those of two coordinates in turn (Z-order)."""
    total = np.zeros(len(one), dtype=np.int64)
    for step in range(14):
        for shift, axis in ((0, one), (1, other)):
            total |= ((axis + (1 << 24)) >> (11 + step) & 1) << (2 * step + shift)
    return total


def _groups(kinds: Longs) -> Longs:
    """Give the first anchor of each group, and the number of all; what is no commune is alone."""
    n_communes = int((kinds == COMMUNE).sum())
    alone = np.arange(n_communes, len(kinds) + at.N_READY + 1)
    return np.concatenate([np.arange(0, n_communes, at.GROUP), alone]).astype(np.int64)


def _with_order(anchors: Anchors, order: Longs) -> Anchors:
    return Anchors(*(np.ascontiguousarray(column[order]) for column in anchors))


def _places(columns: PeopleColumns, order: Longs) -> tuple[Longs, Ints, Ints]:
    """Give each jobseeker's anchors in the new order, what is ready behind them, and limits."""
    starts, anchors, limits = _wished_places(columns.wished, order)
    codes = columns.place.astype(np.int64)
    return (*reordered(starts, anchors, codes), reordered(starts, limits, codes)[1])


def _wished_places(wished: Wished, order: Longs) -> tuple[Longs, Ints, Ints]:
    number = np.empty(len(order), dtype=np.int32)
    number[order] = np.arange(len(order))
    sizes = np.diff(wished.starts)
    owners, anchors = [np.repeat(np.arange(len(sizes)), sizes)], [number[wished.anchor]]
    limits = [wished.limit]
    flags: dict[int, Flags] = {
        at.MOVES: wished.can_relocate,
        at.LEAVES: wished.accepts_overseas,
        at.ANYWHERE: sizes == 0,
    }
    for kind, flag in flags.items():
        owners.append(np.flatnonzero(flag))
        anchors.append(np.full(len(owners[-1]), len(order) + kind, dtype=np.int32))
        limits.append(np.full(len(owners[-1]), -1, dtype=np.int32))
    owner = np.concatenate(owners)
    by_owner = np.argsort(owner, kind="stable")
    starts = np.searchsorted(owner[by_owner], np.arange(len(sizes) + 1))
    return (
        starts.astype(np.int64),
        np.concatenate(anchors)[by_owner].astype(np.int32),
        np.concatenate(limits)[by_owner].astype(np.int32),
    )


def _trades(columns: PeopleColumns) -> tuple[Longs, Ints]:
    """Give each jobseeker's trades, one of `NO_CODE` kinds where no code is known."""
    sizes = np.diff(columns.trade_starts)
    starts = np.concatenate([[0], np.cumsum(np.maximum(sizes, 1))]).astype(np.int64)
    trades = np.empty(starts[-1], dtype=np.int32)
    trades[starts[:-1]] = columns.n_trades + _kinds_by_title(columns)
    within = np.arange(len(columns.trades)) - np.repeat(columns.trade_starts[:-1], sizes)
    trades[np.repeat(starts[:-1], sizes) + within] = columns.trades
    return starts, trades


def _kinds_by_title(columns: PeopleColumns) -> Ints:
    """Give 0 for people without a title, and a number from the word that gives most for others."""
    titles, found = columns.titles, np.zeros(len(columns.place), dtype=np.int32)
    owners = np.repeat(np.arange(len(found)), np.diff(titles.starts))
    rising = np.argsort(columns.title_points, kind="stable")
    found[owners[rising]] = 1 + titles.keys[rising] % (at.NO_CODE - 1)
    return found


def _parts(
    columns: PeopleColumns, places: tuple[Longs, Ints, Ints], trades: tuple[Longs, Ints]
) -> list[_Part]:
    """Give the lists behind each record: titles, skills, texts, places and trades."""
    titles, skills, texts = columns.titles, columns.skills, columns.texts
    pairs = np.stack([titles.keys, columns.title_points], axis=1).astype(np.int32)
    where = np.stack([places[1], places[2]], axis=1)
    skills_end = titles.n_keys + skills.n_keys
    return [
        (titles.starts * 2, pairs.reshape(-1)),
        (skills.starts, skills.keys + np.int32(titles.n_keys)),
        (texts.starts, texts.keys + np.int32(skills_end)),
        (places[0] * 2, where.reshape(-1)),
        trades,
    ]


def _counts(columns: PeopleColumns, groups: Longs) -> dict[int, int]:
    n_titles, n_skills = columns.titles.n_keys, columns.skills.n_keys
    return {
        at.N_PEOPLE: len(columns.place),
        at.N_CODES: columns.n_trades,
        at.N_TRADES: columns.n_trades + at.NO_CODE,
        at.N_GROUPS: len(groups) - 1,
        at.N_ANCHORS: int(groups[-1]),
        at.N_WAGES: columns.n_wages,
        at.N_TIMES: columns.n_times,
        at.N_STUDIES: columns.n_studies,
        at.N_TITLES: n_titles,
        at.SKILLS_END: n_titles + n_skills,
        at.N_WORDS: n_titles + n_skills + columns.texts.n_keys,
        at.LACKS_WIDTH: columns.lacks.shape[1],
    }


def _laid_out(
    counts: dict[int, int], sections: dict[int, NDArray[np.integer] | int]
) -> tuple[Longs, Ints]:
    """Give the header and the whole array; of a section that is a size nothing is filled yet."""
    header = np.zeros(at.N_HEADER, dtype=np.int64)
    for slot, count in counts.items():
        header[slot] = count
    end = at.N_HEADER
    for slot, values in sections.items():
        header[slot] = end
        end += values if isinstance(values, int) else values.size
    if end > _MOST:
        raise OverflowError(f"{end} numbers do not fit in one array")
    header[at.PEOPLE_END] = end
    data = np.zeros(end, dtype=np.int32)
    data[: at.N_HEADER] = header
    for slot, values in sections.items():
        if not isinstance(values, int):
            section(data, slot)[:] = values
    return header, data


def section(data: Ints, slot: int) -> Ints:
    """Give a section; where the next one begins stands behind its own beginning."""
    return data[data[slot] : data[slot + 1]]


def _by_word(columns: PeopleColumns, order: Longs) -> tuple[Longs, Ints, Ints]:
    """Give where the people of each title word begin, their places in the order, and the points."""
    titles, points = columns.titles, columns.title_points.astype(np.int32)
    keys = titles.keys.astype(np.int32, copy=False)
    starts, ordered = reordered(titles.starts, keys, order)
    firsts, places = turned(np.arange(len(keys) + 1), ordered, titles.n_keys)
    owners = np.repeat(np.arange(len(order)), np.diff(starts)).astype(np.int32)
    return firsts, owners[places], reordered(titles.starts, points, order)[1][places]


def _trades_by_word(
    columns: PeopleColumns, standing: Standing, wishers: tuple[Longs, Ints, Ints], order: Longs
) -> tuple[Longs, Ints]:
    firsts, numbers, points = wishers
    rows = order[numbers].astype(np.int32)
    most = np.zeros(columns.n_trades + at.NO_CODE, dtype=np.int32)
    return most_by_trade(firsts, rows, points, standing.trade_starts, standing.trades, most)


def _most_of_titles(columns: PeopleColumns, standing: Standing) -> Longs:
    most = np.zeros(columns.n_trades + at.NO_CODE, dtype=np.int64)
    owners = np.repeat(columns.title_most, np.diff(standing.trade_starts))
    np.maximum.at(most, standing.trades, owners)
    return most


def _holders(columns: PeopleColumns, standing: Standing) -> tuple[Longs, Longs]:
    """Give how many jobseekers hold each bit, and of how many entries if they are few, else 0."""
    entries = np.diff(standing.trade_starts) * np.diff(standing.place_starts)
    owners, weighed = (
        np.bincount(columns.held, weights, len(columns.lacks)).astype(np.int64)
        for weights in (None, entries)
    )
    counts = np.zeros((2, columns.lacks.shape[1] * _WORD_BITS), dtype=np.int64)
    for bit in range(counts.shape[1]):
        word, shift = divmod(bit, _WORD_BITS)
        is_held = (columns.lacks[:, word] >> np.uint32(shift) & 1) == 0
        counts[:, bit] = owners[is_held].sum(), weighed[is_held].sum()
    return counts[0], np.where(counts[0] * at.RARE <= len(columns.place), counts[1], 0)


def _as_masks(flags: Flags) -> Masks:
    """Give flags as bits: uint32[words]."""
    bits = flags.reshape(-1, _WORD_BITS).astype(np.uint32) << np.arange(_WORD_BITS, dtype=np.uint32)
    masks: Masks = bits.sum(axis=1, dtype=np.uint32)
    return masks


def _fill_entry_of(data: Ints) -> None:
    first, entries = int(data[at.ENTRIES]), section(data, at.ENTRIES).reshape(-1, at.ENTRY_SIZE)
    places = first + np.arange(len(entries)) * at.ENTRY_SIZE
    section(data, at.ENTRY_OF)[entries[:, at.NUMBER]] = places


def _fill_people(columns: PeopleColumns, parts: list[_Part], records: Longs, data: Ints) -> None:
    """Fill the records and the lists behind them."""
    data[records + at.BORN] = np.clip(columns.birth_year, -_FAR, _FAR)
    data[records + at.TITLE_MOST] = columns.title_most
    begin = records + at.TITLE
    for slot, (starts, values) in zip(
        (None, at.SKILL, at.TEXT, at.WHERE, at.TRADE), parts, strict=True
    ):
        if slot is not None:
            data[records + slot] = begin
        put(data, begin, starts, values.astype(np.int32, copy=False))
        begin = begin + np.diff(starts)
    data[records + at.END] = begin
