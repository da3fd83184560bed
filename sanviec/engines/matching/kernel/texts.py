"""Wished words by vacancy, compiled: looked up one by one, or summed for an occupation."""

from __future__ import annotations

import numpy as np

from . import layout as at
from .compiled import compiled, inlined
from .layout import Desk, Ints, Number


@inlined
def first_from(rows: Ints, low: Number, high: Number, wanted: Number) -> Number:
    """Give the first position in rows[low:high], which ascend, whose row is not below `wanted`."""
    while low < high:
        middle = (low + high) >> 1
        if rows[np.uint64(middle)] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@inlined
def is_seen(desk: Desk, key: Number, occupation: Number) -> bool:
    """True when some vacancy of an occupation holds a key."""
    word = desk.offers[at.SEEN] + key * desk.offers[at.SEEN_WIDTH] + (occupation >> 5)
    return bool(desk.offers[word] & (1 << (occupation & 31)))


@inlined
def find_posted(desk: Desk, key: Number, occupation: Number, to: Number) -> Number:
    """Note where a key is posted in an occupation as state[to : to + 2], and give how often."""
    offers, state = desk.offers, desk.state
    state[to] = state[to + 1] = 0
    if not is_seen(desk, key, occupation):
        return 0
    block, first = offers[at.TRADE_FIRST] + occupation, offers[at.POSTING_FIRST] + key
    low = np.int64(offers[at.POSTINGS]) + offers[first]
    high = np.int64(offers[at.POSTINGS]) + offers[first + 1]
    state[to] = first_from(offers, low, high, offers[block])
    state[to + 1] = first_from(offers, state[to], high, offers[block + 1])
    return np.int64(state[to + 1] - state[to])


@compiled
def find_all_texts(desk: Desk) -> None:
    """Note where each wished phrase is posted, among all vacancies; nothing is summed."""
    offers, state, to = desk.offers, desk.state, desk.state[at.POSTED_AT]
    for wished in range(state[at.MY_TEXT], state[at.MY_END]):
        first = offers[at.POSTING_FIRST] + desk.wishes[wished]
        state[to] = np.int64(offers[at.POSTINGS]) + offers[first]
        state[to + 1] = np.int64(offers[at.POSTINGS]) + offers[first + 1]
        to += 2
    state[at.IS_SUMMED] = state[at.IS_TITLE_SUMMED] = state[at.SUM_MOST] = 0


@compiled
def sum_texts(desk: Desk, occupation: Number) -> None:
    """Sum the points of descriptions in an occupation, unless looking them up costs less."""
    offers, state, points = desk.offers, desk.state, desk.points
    first, size = state[at.POSTED_AT], state[at.MY_END] - state[at.MY_TEXT]
    total = np.int64(0)
    for wished in range(size):
        key = desk.wishes[state[at.MY_TEXT] + wished]
        total += find_posted(desk, key, occupation, first + 2 * wished)
    state[at.IS_SUMMED] = total <= state[at.LIMIT_SUMMED]
    state[at.IS_TITLE_SUMMED] = state[at.N_SUMMED] = state[at.SUM_MOST] = 0
    sums = state[at.SUMS_AT] - offers[offers[at.TRADE_FIRST] + occupation]
    state[at.SUMS_FROM] = sums
    if state[at.IS_SUMMED]:
        each, cap = state[at.RULE_TEXT], state[at.RULE_TEXTS]
        for posted in range(first, first + 2 * size, 2):
            for place in range(state[posted], state[posted + 1]):
                number = np.uint64(sums + offers[np.uint64(place)])
                one = min(points[number] + each, cap)
                points[number] = one
                state[at.SUM_MOST] = max(state[at.SUM_MOST], one)
        state[at.N_SUMMED] = size
    state[at.TEXT_SUM_MOST] = state[at.SUM_MOST]


@compiled
def sum_titles(desk: Desk, occupation: Number) -> None:
    """Add the points of titles to the sums, where no cap binds and there are not too many."""
    offers, wishes, state = desk.offers, desk.wishes, desk.state
    if not state[at.IS_SUMMED]:
        return
    total, most, to = np.int64(0), np.int64(0), state[at.POSTED_AT] + 2 * state[at.N_SUMMED]
    for pair in range(state[at.MY_TITLE], state[at.MY_SKILL], 2):
        most += wishes[pair + 1] * state[at.TITLE_TIMES]
        total += find_posted(desk, wishes[pair], occupation, to)
        to += 2
    if most > state[at.TITLE_CAP] or total > state[at.LIMIT_SUMMED]:
        return
    to = state[at.POSTED_AT] + 2 * state[at.N_SUMMED]
    for pair in range(state[at.MY_TITLE], state[at.MY_SKILL], 2):
        each = wishes[pair + 1] * state[at.TITLE_TIMES]
        for place in range(state[to], state[to + 1]):
            number = np.uint64(state[at.SUMS_FROM] + offers[np.uint64(place)])
            desk.points[number] += each
        to += 2
    state[at.N_SUMMED] += (state[at.MY_SKILL] - state[at.MY_TITLE]) >> 1
    state[at.IS_TITLE_SUMMED] = 1
    state[at.SUM_MOST] += state[at.TITLE_MOST]
    state[at.TITLE_MOST] = 0


@compiled
def clear_sums(desk: Desk) -> None:
    """Set the sums of an occupation back to nothing."""
    state, sums = desk.state, desk.state[at.SUMS_FROM]
    first = state[at.POSTED_AT]
    for posted in range(first, first + 2 * state[at.N_SUMMED], 2):
        for place in range(state[posted], state[posted + 1]):
            desk.points[np.uint64(sums + desk.offers[np.uint64(place)])] = 0
    state[at.IS_SUMMED] = state[at.IS_TITLE_SUMMED] = state[at.SUM_MOST] = 0


@inlined
def text_points(desk: Desk, number: Number) -> Number:
    """Give the points of wished phrases in the description of the vacancy of this number."""
    offers, state = desk.offers, desk.state
    total = np.int64(0)
    end = state[at.POSTED_AT] + 2 * (state[at.MY_END] - state[at.MY_TEXT])
    for posted in range(state[at.POSTED_AT], end, 2):
        if total >= state[at.RULE_TEXTS]:
            break
        place = first_from(offers, state[posted], state[posted + 1], number)
        if place < state[posted + 1] and offers[place] == number:
            total += state[at.RULE_TEXT]
    return np.int64(min(total, state[at.RULE_TEXTS]))
