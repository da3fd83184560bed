"""Ways through the vacancies, compiled: the best bounds first, none that cannot win."""

from __future__ import annotations

import numpy as np

from . import layout as at
from .compiled import compiled, inlined
from .layout import Desk, Number
from .pairs import finish, look_at_run, small_points
from .texts import find_all_texts, first_from, is_seen


@inlined
def set_title(desk: Desk, occupation: Number) -> None:
    """Say how title points count in an occupation, and the most of them."""
    state = desk.state
    state[at.TITLE_TIMES] = 1
    if not state[at.IS_CLASSIFIED]:
        state[at.TITLE_CAP] = state[at.RULE_WHOLE]
    elif occupation == desk.offers[at.UNCLASSIFIED]:
        state[at.TITLE_TIMES] = state[at.RULE_TIMES]
        state[at.TITLE_CAP] = state[at.RULE_UNCODED]
    else:
        state[at.TITLE_CAP] = state[at.MY_TITLE_MOST]
    state[at.TITLE_MOST] = desk.points[state[at.TITLES_AT] + occupation]
    if not state[at.TITLE_MOST]:
        state[at.TITLE_CAP] = 0


@inlined
def rest_most(desk: Desk) -> Number:
    """Give the most that all parts but occupation and place give in what is looked at."""
    state = desk.state
    words = state[at.TITLE_MOST] + state[at.REST_MOST] + state[at.SUM_MOST]
    return np.int64(state[at.SMALL_MOST] + words)


@inlined
def can_win(desk: Desk, score: Number) -> bool:
    """True when some row with this score would be kept."""
    return bool((score << 32 | at.LAST_ROW) > desk.best[0])


@inlined
def place_most(desk: Desk) -> Number:
    """Give the most that any place gives."""
    return np.int64(desk.points[desk.state[at.GROUPS_AT] + desk.state[at.GROUP_ORDER]])


@inlined
def is_small(desk: Desk, occupation: Number) -> bool:
    """True when an occupation is looked through as it stands: it has few vacancies."""
    first = desk.offers[at.TRADE_FIRST] + occupation
    limit = desk.offers[at.N_GROUPS] * desk.state[at.LIMIT_SMALL]
    return bool(desk.offers[first + 1] - desk.offers[first] <= limit)


@compiled
def walk_small(desk: Desk, occupation: Number, points: Number) -> None:
    """Look at the vacancies of an occupation with few of them."""
    first = desk.offers[at.TRADE_FIRST] + occupation
    look_at_run(desk, desk.offers[first], desk.offers[first + 1], points)


@compiled
def walk_groups(desk: Desk, occupation: Number, points: Number, n_groups: Number) -> None:
    """Look at the vacancies of one occupation in the best groups of places."""
    offers, state = desk.offers, desk.state
    rest = points + rest_most(desk)
    first = offers[at.GROUP_FIRST] + occupation * np.int64(offers[at.N_GROUPS])
    for position in range(n_groups):
        group = state[at.GROUP_ORDER + position]
        if not can_win(desk, rest + desk.points[state[at.GROUPS_AT] + group]):
            return
        look_at_run(desk, offers[first + group], offers[first + group + 1], points)


@compiled
def walk_places(desk: Desk) -> None:
    """Look at the vacancies of all occupations that are not done, the best groups first."""
    offers, points, state = desk.offers, desk.points, desk.state
    most = np.int64(at.DONE)
    for occupation in range(offers[at.N_OCCUPATIONS]):
        most = max(most, points[np.uint64(state[at.UPPERS_AT] + occupation)])
    find_all_texts(desk)
    for position in range(offers[at.N_GROUPS]):
        group = state[at.GROUP_ORDER + position]
        here = points[state[at.GROUPS_AT] + group]
        if not can_win(desk, most + here + state[at.SMALL_MOST]):
            return
        first = offers[at.FIRST_IN_GROUP] + group
        _walk_group(desk, offers[first], offers[first + 1])


@inlined
def _walk_group(desk: Desk, first: Number, end: Number) -> None:
    """Look at the vacancies of all occupations in a group of places."""
    offers, points, uppers = desk.offers, desk.points, desk.state[at.UPPERS_AT]
    least = desk.best[0] >> 32
    rough = least - desk.state[at.SMALL_MOST]
    record = np.int64(offers[at.BY_PLACE]) + first * at.BY_PLACE_SIZE
    for _ in range(first, end):
        occupation = offers[np.uint64(record + at.TRADE)]
        most = np.int64(points[np.uint64(uppers + occupation)])
        most += points[np.uint64(offers[np.uint64(record)])]
        if most >= rough:
            small = small_points(desk, record)
            if most + small >= least:
                _look_at_one(desk, record, small)
                least = desk.best[0] >> 32
                rough = least - desk.state[at.SMALL_MOST]
        record += at.BY_PLACE_SIZE


@inlined
def _look_at_one(desk: Desk, record: Number, small: Number) -> None:
    """Look at a vacancy from its record by place."""
    offers, points, state = desk.offers, desk.points, desk.state
    occupation = offers[record + at.TRADE]
    set_title(desk, occupation)
    state[at.REST_MOST] = points[state[at.RESTS_AT] + occupation]
    trade = np.int64(points[state[at.TRADES_AT] + occupation])
    finish(desk, offers[record + at.NUMBER], trade + points[offers[record]] + small)


@compiled
def walk_words(desk: Desk, occupation: Number, points: Number) -> None:
    """Look at the vacancies of an occupation through the words of their titles, the rarest first.

    Stops as soon as no vacancy without the words looked at so far can win, and leaves the most
    title points that a vacancy may have that was not looked at as `TITLE_MOST`, or in `SUM_MOST`
    where titles are summed.
    """
    wishes, state = desk.wishes, desk.state
    slot = at.SUM_MOST if state[at.IS_TITLE_SUMMED] else at.TITLE_MOST
    summed = state[at.TEXT_SUM_MOST] if state[at.IS_TITLE_SUMMED] else np.int64(0)
    left = np.int64(0)
    for pair in range(state[at.MY_TITLE], state[at.MY_SKILL], 2):
        if is_seen(desk, wishes[pair], occupation):
            left += wishes[pair + 1]
    points_most = points + place_most(desk)
    for pair in range(state[at.MY_TITLE], state[at.MY_SKILL], 2):
        state[slot] = summed + min(left * state[at.TITLE_TIMES], state[at.TITLE_CAP])
        if not can_win(desk, points_most + rest_most(desk)):
            return
        if is_seen(desk, wishes[pair], occupation):
            _look_at_posted(desk, wishes[pair], occupation, points)
            left -= wishes[pair + 1]
    state[slot] = summed


@inlined
def _look_at_posted(desk: Desk, key: Number, occupation: Number, points: Number) -> None:
    """Look at the vacancies of an occupation that hold a key, where their places can win."""
    offers, first = desk.offers, desk.offers[at.POSTING_FIRST] + key
    place = np.int64(offers[at.POSTINGS]) + offers[first]
    end = np.int64(offers[at.POSTINGS]) + offers[first + 1]
    n_groups = np.int64(offers[at.N_GROUPS])
    firsts = offers[at.GROUP_FIRST] + occupation * n_groups
    place = first_from(offers, place, end, offers[firsts])
    end = first_from(offers, place, end, offers[firsts + n_groups])
    group = np.int64(0)
    while place < end:
        while offers[np.uint64(firsts + group + 1)] <= offers[place]:
            group += 1
        after = place + 1
        while after < end and offers[np.uint64(after)] < offers[firsts + group + 1]:
            after += 1
        here = desk.points[desk.state[at.GROUPS_AT] + group]
        if can_win(desk, points + here + rest_most(desk)):
            _look_at_some(desk, (place, after), points, here)
        place = after


@inlined
def _look_at_some(desk: Desk, posted: tuple[Number, Number], points: Number, here: Number) -> None:
    """Look at the vacancies offers[posted[0]:posted[1]], whose places give at most `here`."""
    offers, state, sums = desk.offers, desk.state, desk.state[at.SUMS_FROM]
    known = points + here + state[at.SMALL_MOST] + state[at.REST_MOST] + state[at.TITLE_MOST]
    for place in range(posted[0], posted[1]):
        number = offers[np.uint64(place)]
        if known + desk.points[np.uint64(sums + number)] >= desk.best[0] >> 32:
            look_at_run(desk, number, number + 1, points)
