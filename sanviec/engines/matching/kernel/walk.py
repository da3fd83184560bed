"""Ways through the vacancies, compiled: the best bounds first, none that cannot win."""

from __future__ import annotations

import numpy as np

from . import layout as at
from .compiled import compiled, inlined
from .layout import Desk, Ints, Number
from .pairs import consider


@inlined
def set_title(desk: Desk, most: Number, times: Number, cap: Number) -> None:
    """Say how title points count in what is looked at next.

    Args:
        desk: all.
        most: most that a vacancy can get that was not looked at before.
        times: what the points are multiplied by.
        cap: most that counts; 0 when no title holds a wished word.
    """
    desk.state[at.TITLE_MOST] = most
    desk.state[at.TITLE_TIMES] = times
    desk.state[at.TITLE_CAP] = cap


@inlined
def rest_most(desk: Desk) -> Number:
    """Give the most that all parts but occupation and place give."""
    state = desk.state
    return np.int64(state[at.SMALL_MOST] + state[at.WORDS_MOST] + state[at.TITLE_MOST])


@inlined
def can_win(desk: Desk, score: Number) -> bool:
    """True when some row with this score would be kept."""
    return bool((score << 32 | at.LAST_ROW) > desk.best[0])


@inlined
def place_most(desk: Desk) -> Number:
    """Give the most that any place gives."""
    return np.int64(desk.points[desk.offers[at.N_PLACES] + desk.state[at.ORDERS]])


@inlined
def title_bound(desk: Desk, occupation: Number, most: Number) -> Number:
    """Give the sum of the wished title words that some title of an occupation holds, up to most."""
    word, bit = occupation >> 5, 1 << (occupation & 31)
    width, seen = desk.offers[at.SEEN_WIDTH], desk.offers[at.SEEN] + word
    total = np.int64(0)
    for pair in range(desk.state[at.MY_TITLE], desk.state[at.MY_SKILL], 2):
        if desk.offers[seen + desk.wishes[pair] * width] & bit:
            total += desk.wishes[pair + 1]
            if total >= most:
                return most
    return total


@inlined
def _walk_cells(desk: Desk, first: Number, end: Number, points: Number, rest: Number) -> None:
    """Look at the vacancies of some cells of one occupation, which gives `points`."""
    offers, cells = desk.offers, desk.offers[at.CELLS]
    for record in range(cells + first * at.CELL_SIZE, cells + end * at.CELL_SIZE, at.CELL_SIZE):
        place = desk.points[offers[record]]
        if can_win(desk, rest + place):
            start, after = offers[record + 1], offers[record + at.CELL_SIZE + 1]
            consider(desk, start, after, points + place)


@compiled
def walk_occupation(desk: Desk, occupation: Number, points: Number) -> None:
    """Look at the vacancies of one occupation, the best groups of places first."""
    offers, n_groups = desk.offers, np.int64(desk.offers[at.N_GROUPS])
    rest = points + rest_most(desk)
    first = offers[at.FIRST_CELL] + occupation * n_groups
    # In an occupation with few cells the groups are not worth asking.
    n_steps = n_groups if offers[first + n_groups] - offers[first] > n_groups else np.int64(1)
    width = n_groups // n_steps
    for position in range(n_steps):
        group = desk.state[at.ORDERS + position]
        if not can_win(desk, rest + desk.points[offers[at.N_PLACES] + group]):
            return
        cell = first if width > 1 else first + group
        _walk_cells(desk, offers[cell], offers[cell + width], points, rest)


@compiled
def walk_places(desk: Desk, points_most: Number) -> None:
    """Look at the vacancies of all occupations that are not done, the best groups first."""
    offers, points, state = desk.offers, desk.points, desk.state
    kinds = offers[at.N_PLACES] + offers[at.N_GROUPS] + offers[at.N_TITLE_KEYS]
    most = state[at.TITLE_MOST]
    rest = rest_most(desk)
    for position in range(offers[at.N_GROUPS]):
        group = state[at.ORDERS + position]
        if not can_win(desk, rest + points_most + points[offers[at.N_PLACES] + group]):
            break
        first = offers[at.FIRST_STALL] + group
        for stall in range(offers[first], offers[first + 1]):
            record = offers[at.STALLS] + stall * at.STALL_SIZE
            occupation = offers[record + 1]
            trade = state[at.OPEN_KIND + points[kinds + occupation]]
            score = trade + points[offers[record]]
            if trade < 0 or not can_win(desk, rest + score):
                continue
            if most:
                state[at.TITLE_MOST] = title_bound(desk, occupation, most)
            consider(desk, offers[record + 2], offers[record + 3], score)
    state[at.TITLE_MOST] = most


@inlined
def _first_from(rows: Ints, low: Number, high: Number, wanted: Number) -> Number:
    """Give the first position in rows[low:high] whose row is not below `wanted`."""
    while low < high:
        middle = (low + high) >> 1
        if rows[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def walk_words(desk: Desk, block_from: Number, block_to: Number, points: Number) -> None:
    """Look at the vacancies of a block through the words of their titles, the rarest first.

    Stops as soon as no vacancy without the words looked at so far can win, and leaves the most
    title points that a vacancy may have that was not looked at as `TITLE_MOST`.
    """
    offers, wishes, state = desk.offers, desk.wishes, desk.state
    left = np.int64(0)
    for pair in range(state[at.MY_TITLE], state[at.MY_SKILL], 2):
        left += wishes[pair + 1]
    points_most = points + place_most(desk)
    for pair in range(state[at.MY_TITLE], state[at.MY_SKILL], 2):
        state[at.TITLE_MOST] = min(left * state[at.TITLE_TIMES], state[at.TITLE_CAP])
        if not can_win(desk, points_most + rest_most(desk)):
            return
        first = offers[at.POSTING_FIRST] + wishes[pair]
        end = np.int64(offers[at.POSTINGS]) + offers[first + 1]
        start = np.int64(offers[at.POSTINGS]) + offers[first]
        for place in range(_first_from(offers, start, end, block_from), end):
            number = offers[place]
            if number >= block_to:
                break
            vacancy = offers[at.VACANCIES] + number * at.VACANCY_SIZE
            score = points + desk.points[offers[vacancy + at.PLACE]]
            if can_win(desk, score + rest_most(desk)):
                consider(desk, number, number + 1, score)
        left -= wishes[pair + 1]
    state[at.TITLE_MOST] = 0
