"""What each occupation can give one jobseeker at most, compiled, and the order that follows."""

from __future__ import annotations

import numpy as np

from . import layout as at
from .compiled import compiled, inlined
from .layout import Desk, Number


@compiled
def fill_trades(desk: Desk, person: Number) -> None:
    """Fill each occupation's own points: of the nearest of the jobseeker's codes."""
    offers, wishes, tables, points = desk.offers, desk.wishes, desk.tables, desk.points
    state, first = desk.state, desk.state[at.TRADES_AT]
    trades = points[first : first + offers[at.N_OCCUPATIONS]]
    if not state[at.IS_CLASSIFIED]:
        trades[:] = state[at.BY_KIND + at.UNKNOWN_KIND]
        return
    trades[:] = 0
    one = person * at.WISH_SIZE
    codes = wishes[one + at.WISH_TRADES]
    for code in range(codes, codes + wishes[one + at.WISH_N_TRADES]):
        row = tables[wishes[code] : wishes[code] + len(trades)]
        for number in range(len(trades)):
            # Without a sign an index needs no look whether it counts from the end.
            occupation = np.uint64(number)
            trades[occupation] = max(trades[occupation], row[occupation])
    for number in range(len(trades)):
        occupation = np.uint64(number)
        trades[occupation] = state[np.uint64(at.BY_KIND + trades[occupation])]
    if offers[at.UNCLASSIFIED] >= 0:
        trades[offers[at.UNCLASSIFIED]] = state[at.BY_KIND + at.UNKNOWN_KIND]


@inlined
def _add_seen(desk: Desk, key: Number, each: Number, section: Number) -> None:
    """Add a key's points to the occupations that hold it."""
    offers, points, width = desk.offers, desk.points, desk.offers[at.SEEN_WIDTH]
    first = offers[at.SEEN] + key * width
    for word in range(width):
        bits = offers[first + word]
        if not bits:
            continue
        place = section + at.WORD_BITS * word
        part = points[place : place + at.WORD_BITS]
        for bit in range(at.WORD_BITS):
            part[np.uint64(bit)] += -((bits >> bit) & 1) & each


@inlined
def _add_keys(desk: Desk, keys: tuple[Number, Number, Number], rule: Number, at_: Number) -> None:
    """Add what wishes[keys[0]:keys[1]], numbered from keys[2] on, give each occupation.

    `rule` is the place of the points of one key in `state`, with the cap behind it.
    """
    points, cap = desk.points, desk.state[rule + 1]
    each, size = min(desk.state[rule], cap), at.WORD_BITS * desk.offers[at.SEEN_WIDTH]
    section = points[at_ : at_ + size]
    if (keys[1] - keys[0]) * each > at.MOST_SUM:
        section[:] = cap
        return
    for wished in range(keys[0], keys[1]):
        _add_seen(desk, keys[2] + desk.wishes[wished], each, at_)
    if (keys[1] - keys[0]) * each > cap:
        for number in range(size):
            section[np.uint64(number)] = min(section[np.uint64(number)], cap)


@inlined
def _add_title(desk: Desk) -> None:
    """Add what the title words give each occupation."""
    offers, points, state = desk.offers, desk.points, desk.state
    titles = state[at.TITLES_AT]
    is_classified = state[at.IS_CLASSIFIED]
    for pair in range(state[at.MY_TITLE], state[at.MY_SKILL], 2):
        _add_seen(desk, desk.wishes[pair], desk.wishes[pair + 1], titles)
    lost = offers[at.UNCLASSIFIED]
    uncoded = np.int64(0)
    if lost >= 0:
        uncoded = min(points[titles + lost] * state[at.RULE_TIMES], state[at.RULE_UNCODED])
    cap = state[at.MY_TITLE_MOST] if is_classified else state[at.RULE_WHOLE]
    for number in range(titles, titles + offers[at.N_OCCUPATIONS]):
        points[np.uint64(number)] = min(points[np.uint64(number)], cap)
    if lost >= 0 and is_classified:
        points[titles + lost] = uncoded


@compiled
def fill_words(desk: Desk) -> None:
    """Fill what the words of each occupation's vacancies can give at most."""
    points, state = desk.points, desk.state
    skills, rests = state[at.SKILLS_AT], state[at.RESTS_AT]
    points[state[at.TITLES_AT] : state[at.UPPERS_AT]] = 0
    _add_title(desk)
    first = np.int64(desk.offers[at.N_POSTED_KEYS])
    _add_keys(desk, (state[at.MY_SKILL], state[at.MY_TEXT], first), at.RULE_SKILL, skills)
    _add_keys(desk, (state[at.MY_TEXT], state[at.MY_END], np.int64(0)), at.RULE_TEXT, rests)
    for step in range(state[at.UPPERS_AT] - rests):
        points[np.uint64(rests + step)] += points[np.uint64(skills + step)]


@compiled
def order_trades(desk: Desk) -> Number:
    """Order the occupations that are gone through one by one, and give their number.

    Those that stand out by what they give, the best first. There are none where the places tell
    more than the occupations; whoever is not among them is met place by place.
    """
    state, points, n_occupations = desk.state, desk.points, desk.offers[at.N_OCCUPATIONS]
    uppers = points[state[at.UPPERS_AT] : state[at.UPPERS_AT] + n_occupations]
    least, most = np.int64(at.MOST_SUM), np.int64(0)
    trades, titles, rests = state[at.TRADES_AT], state[at.TITLES_AT], state[at.RESTS_AT]
    for number in range(n_occupations):
        one = points[np.uint64(trades + number)] + points[np.uint64(titles + number)]
        one += points[np.uint64(rests + number)]
        uppers[np.uint64(number)] = one
        least, most = min(least, one), max(most, one)
    if 4 * (most - least) < _place_spread(desk):
        return 0
    n_ordered = 0
    for occupation in range(n_occupations):
        one = uppers[np.uint64(occupation)]
        if 2 * one > least + most:
            place = state[at.ORDER_AT] + n_ordered
            while place > state[at.ORDER_AT] and uppers[state[place - 1]] < one:
                state[place] = state[place - 1]
                place -= 1
            state[place] = occupation
            n_ordered += 1
    return n_ordered


@inlined
def _place_spread(desk: Desk) -> Number:
    """Give how much more the best places give than the last ones."""
    state, points, last = desk.state, desk.points, desk.offers[at.N_GROUPS] - 1
    best = np.int64(points[state[at.GROUPS_AT] + state[at.GROUP_ORDER]])
    return np.int64(best - points[state[at.GROUPS_AT] + state[at.GROUP_ORDER + last]])
