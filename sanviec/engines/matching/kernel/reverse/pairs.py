"""One vacancy and one jobseeker, compiled: the parts of a score, and whether it is kept.

A match is one number, as in the other direction: the score above, the row counted down below.
"""

from __future__ import annotations

import numpy as np

from sanviec.engines.matching.kernel.compiled import compiled, inlined
from sanviec.engines.matching.kernel.layout import LAST_ROW, Number
from sanviec.engines.matching.kernel.pairs import holds, push

from . import layout as at
from .layout import Desk

_UNKNOWN_YEAR = -1
_NO_AGE = -1
_NO_LIMIT = -1


@inlined
def is_feasible(desk: Desk, held: Number, person: Number) -> bool:
    """True when no demanded bit is missing and no age limit shuts the person out for certain."""
    asked = desk.state[at.MY_ASKED]
    for word in range(desk.people[at.LACKS_WIDTH]):
        if desk.offers[asked + word] & desk.people[held + word]:
            return False
    born = np.int64(desk.people[person + at.BORN])
    if born == _UNKNOWN_YEAR:
        return True
    oldest = desk.state[at.RULE_YEAR] - born
    low, high = desk.state[at.MY_LOW], desk.state[at.MY_HIGH]
    if low != _NO_AGE and oldest < low:
        return False
    return bool(high == _NO_AGE or oldest - 1 <= high)


@inlined
def anchor_points(desk: Desk, anchor: Number, limit: Number) -> Number:
    """Give what the vacancy's place gives to a home or wished place with this limit."""
    free, n = desk.state[at.MY_PLACE] + anchor, desk.people[at.N_ANCHORS]
    if limit == _NO_LIMIT or desk.places[free + 2 * n] <= limit:
        return np.int64(desk.places[free])
    return np.int64(desk.places[free + n])


@inlined
def place_points_of(desk: Desk, person: Number) -> Number:
    most = np.int64(0)
    for pair in range(desk.people[person + at.WHERE], desk.people[person + at.TRADE], 2):
        here = anchor_points(desk, desk.people[pair], desk.people[pair + 1])
        most = max(most, np.int64(here))
    return most


@inlined
def trade_points(desk: Desk, person: Number) -> Number:
    most, trades = np.int64(0), desk.people[at.N_GROUPS]
    for place in range(desk.people[person + at.TRADE], desk.people[person + at.END]):
        most = max(most, np.int64(desk.points[trades + desk.people[place]]))
    return most


@inlined
def title_points(desk: Desk, person: Number) -> Number:
    """Give the points of wished title words."""
    people, state = desk.people, desk.state
    words = people[at.N_GROUPS] + 2 * people[at.N_TRADES]
    total = np.int64(0)
    for pair in range(person + at.TITLE, people[person + at.SKILL], 2):
        if desk.points[words + people[pair]]:
            total += people[pair + 1]
    if people[people[person + at.TRADE]] >= people[at.N_CODES]:
        return np.int64(min(total, state[at.RULE_WHOLE]))
    if state[at.IS_CODED]:
        return np.int64(min(total, people[person + at.TITLE_MOST]))
    return np.int64(min(total * state[at.RULE_TIMES], state[at.RULE_UNCODED]))


@inlined
def _shared_words(desk: Desk, start: Number, end: Number, points: Number, most: Number) -> Number:
    """Give the points of the words of a list that the vacancy holds."""
    words = desk.people[at.N_GROUPS] + 2 * desk.people[at.N_TRADES]
    total = np.int64(0)
    for place in range(start, end):
        total += desk.points[words + desk.people[place]] * points
    return np.int64(min(total, most))


@inlined
def skill_points(desk: Desk, person: Number) -> Number:
    """Give the points of shared skills."""
    start, end = desk.people[person + at.SKILL], desk.people[person + at.TEXT]
    rules = desk.state
    return _shared_words(desk, start, end, rules[at.RULE_SKILL], rules[at.RULE_SKILLS])


@inlined
def text_points(desk: Desk, person: Number) -> Number:
    """Give the points of wished phrases in the description."""
    start, end = desk.people[person + at.TEXT], desk.people[person + at.WHERE]
    rules = desk.state
    return _shared_words(desk, start, end, rules[at.RULE_TEXT], rules[at.RULE_TEXTS])


@compiled
def consider(desk: Desk, entry: Number, small: Number, rest: Number) -> None:
    """Keep a jobseeker if the whole score is good enough.

    Args:
        desk: all.
        entry: one of the jobseeker's.
        small: points of wage, time and study.
        rest: a bound of trade and words.
    """
    people = desk.people
    desk.state[at.N_LOOKED_AT] += 1
    person = np.int64(people[entry + at.PERSON])
    if not is_feasible(desk, people[entry + at.HELD], person):
        return
    last = LAST_ROW - np.int64(people[entry + at.ROW])
    score = small + place_points_of(desk, person)
    if ((score + rest) << 32 | last) <= desk.best[0]:
        return
    score += trade_points(desk, person) + title_points(desk, person)
    if ((score + desk.state[at.WORDS_MOST]) << 32 | last) <= desk.best[0]:
        return
    score += skill_points(desk, person) + text_points(desk, person)
    match = score << 32 | last
    if match > desk.best[0] and not holds(desk.best, match):
        push(desk.best, match)
