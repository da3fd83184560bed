"""Everybody in whose list a vacancy may stand, compiled: all scores that reach a last place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from sanviec.engines.matching.kernel.compiled import building, compiled, inlined
from sanviec.engines.matching.kernel.layout import Ints, Number, Points

from . import layout as at
from .layout import Desk, Offered, People
from .pairs import (
    anchor_points,
    is_feasible,
    place_points_of,
    skill_points,
    text_points,
    title_points,
    trade_points,
)
from .places import place_points
from .rules import Rules
from .search import desk_of, part_of
from .walk import (
    MANY,
    add_sums,
    leave_vacancy,
    rate_groups,
    rate_trades,
    small_points,
    take_vacancy,
    walk_sums,
)

_NOBODY = (1 << 31) - 1
# More than any score: nothing enters such a list.
_OUT_OF_REACH = 32_000


class Lasts(NamedTuple):
    """The points of the last place of each jobseeker's list.

    Args:
        least: int32[people], by row; -1 for a list with a free place.
        entries: int16[entries], the same by entry: read one after the other, not from all over.
        blocks: int32[trades × groups], the least in each block of entries.
        trades: int32[trades], the least in each trade.
        found: int32[people + 1], how many may hold the vacancy at hand, then their rows.
        seen: int32[people], by row, the last vacancy that was found for it.
    """

    least: Ints
    entries: Points
    blocks: Ints
    trades: Ints
    found: Ints
    seen: Ints


def entered_rows(people: People, offered: Offered, rules: Rules, least: Ints) -> Iterator[Ints]:
    """Give for each vacancy the rows of the feasible jobseekers with as many points as their last.

    Args:
        people, offered, rules: both sides and the weights.
        least: int32[people], by row.

    Returns:
        int32[·], ascending, by vacancy.
    """
    lasts, desk = lasts_of(people, least), desk_of(people, offered, rules.numbers, 1)
    for number in range(offered.size):
        place = int(offered.data[number * at.OFFER_SIZE + at.PLACE])
        points = place_points(
            people.anchors, part_of(offered.spots, place, place + 1), rules.weights
        )
        enter_one(desk._replace(places=points.reshape(-1)), lasts, number)
        yield np.sort(lasts.found[1 : lasts.found[0] + 1])


def lasts_of(people: People, least: Ints) -> Lasts:
    """Give last places with their least by block and by trade. Cost: O(entries)."""
    n_people, n_trades, n_groups = people.data[[at.N_PEOPLE, at.N_TRADES, at.N_GROUPS]].tolist()
    n_entries = int(people.data[people.data[at.FIRST_ENTRY] + n_trades * n_groups])
    lasts = Lasts(
        np.minimum(least, _OUT_OF_REACH).astype(np.int32),
        np.empty(n_entries, dtype=np.int16),
        np.full(n_trades * n_groups, _NOBODY, dtype=np.int32),
        np.full(n_trades, _NOBODY, dtype=np.int32),
        np.zeros(n_people + 1, dtype=np.int32),
        np.full(n_people, -1, dtype=np.int32),
    )
    _fill_least(people.data, lasts)
    return lasts


@building
def _fill_least(people: Ints, lasts: Lasts) -> None:
    n_groups = np.int64(people[at.N_GROUPS])
    for block in range(len(lasts.blocks)):
        first = np.int64(people[at.FIRST_ENTRY]) + block
        start = people[at.ENTRIES] + np.int64(people[first]) * at.ENTRY_SIZE
        end = people[at.ENTRIES] + np.int64(people[first + 1]) * at.ENTRY_SIZE
        least = lasts.blocks[block]
        number = np.int64(people[first])
        for entry in range(start, end, at.ENTRY_SIZE):
            own = lasts.least[people[entry + at.ROW]]
            lasts.entries[number] = own
            least = min(least, own)
            number += 1
        lasts.blocks[block] = least
        lasts.trades[block // n_groups] = min(lasts.trades[block // n_groups], least)


@inlined
def _weigh(desk: Desk, lasts: Lasts, entry: Number, known: Number, rest: Number) -> None:
    """Note a jobseeker whose whole score reaches the last place.

    Args:
        desk, lasts: all.
        entry: one of the jobseeker's.
        known: points of wage, time and study.
        rest: a bound of trade and words.
    """
    people, row = desk.people, desk.people[entry + at.ROW]
    least, person = np.int64(lasts.least[row]), np.int64(people[entry + at.PERSON])
    desk.state[at.N_LOOKED_AT] += 1
    if not is_feasible(desk, people[entry + at.HELD], person):
        return
    score = known + place_points_of(desk, person)
    if score + rest < least:
        return
    score += trade_points(desk, person) + title_points(desk, person)
    if score + desk.state[at.WORDS_MOST] < least:
        return
    if score + skill_points(desk, person) + text_points(desk, person) >= least:
        lasts.found[0] += 1
        lasts.found[lasts.found[0]] = row


@compiled
def _scan_lasts(
    desk: Desk, lasts: Lasts, block: Number, rest: Number, title: Number, number: Number
) -> None:
    """Look at the entries of a block; see `walk._scan`."""
    people, has_sums = desk.people, desk.state[at.HAS_SUMS]
    times = np.int64(1) if desk.state[at.IS_CODED] else max(1, desk.state[at.RULE_TIMES])
    first = np.int64(people[at.FIRST_ENTRY]) + block
    start = people[at.ENTRIES] + np.int64(people[first]) * at.ENTRY_SIZE
    end = people[at.ENTRIES] + np.int64(people[first + 1]) * at.ENTRY_SIZE
    counted = np.int64(people[first]) - 1
    for entry in range(start, end, at.ENTRY_SIZE):
        counted += 1
        least = np.int64(lasts.entries[np.uint64(counted)])
        small, most = small_points(desk, entry), rest
        place = anchor_points(desk, people[entry + at.ANCHOR], people[entry + at.LIMIT])
        if most + place + small < least:
            continue
        if has_sums:
            total = desk.sums[people[entry + at.NUMBER]] * times
            most = rest - title + min(title, np.int64(total))
        row = people[entry + at.ROW]
        if most + place + small >= least and lasts.seen[row] != number:
            before = lasts.found[0]
            _weigh(desk, lasts, entry, small, most)
            if lasts.found[0] > before:
                lasts.seen[row] = np.int32(number)


@compiled
def enter_one(desk: Desk, lasts: Lasts, number: Number) -> None:
    """Fill `lasts.found` for a vacancy whose place stands first on the desk.

    No list gets shorter on the way, so a block is either looked at or not, whatever came before;
    trades and groups go by their bounds only to know when none that follows can matter.
    """
    state, points, people = desk.state, desk.points, desk.people
    n_groups, n_trades = np.int64(people[at.N_GROUPS]), np.int64(people[at.N_TRADES])
    state[at.MY_PLACE], state[at.N_LOOKED_AT], lasts.found[0] = 0, 0, 0
    rate_groups(desk)
    take_vacancy(desk, number)
    rate_trades(desk, number)
    best_place = points[state[at.ORDERS]]
    for position in range(n_trades):
        trade = state[at.ORDERS + n_groups + position]
        title = np.int64(points[n_groups + n_trades + trade] - points[n_groups + trade])
        rest = points[n_groups + n_trades + trade] + state[at.WORDS_MOST]
        most = rest + state[at.SMALL_MOST]
        if most + best_place < lasts.trades[trade]:
            continue
        for place in range(n_groups):
            group = state[at.ORDERS + place]
            if most + points[group] < lasts.trades[trade]:
                break
            block = trade * n_groups + group
            if most + points[group] < lasts.blocks[block]:
                continue
            if state[at.N_LOOKED_AT] > MANY:
                add_sums(desk, number)
            _scan_lasts(desk, lasts, block, rest, title, number)
    if state[at.HAS_SUMS]:
        walk_sums(desk, number, -1)
    leave_vacancy(desk, number)
