"""One jobseeker and one vacancy, compiled: the parts of a score, and whether it is kept.

A match is one number: the score in the upper half, and the row counted down from `LAST_ROW` in
the lower, so that among equal scores the smaller row is greater. What cannot exceed the worst of
the k kept numbers is never looked at; that is the whole argument why the lists are exact.
"""

from __future__ import annotations

import numpy as np

from . import layout as at
from .compiled import compiled, inlined
from .layout import Desk, Longs, Number
from .texts import text_points

_UNKNOWN_YEAR = -1
_NO_AGE = -1


@inlined
def push(best: Longs, match: Number) -> None:
    """Put a match that exceeds the worst kept one into the heap in its place."""
    size, place = len(best), 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and best[child + 1] < best[child]:
            child += 1
        if best[child] >= match:
            break
        best[place] = best[child]
        place = child
    best[place] = match


@compiled
def take_sorted(best: Longs, found: Longs) -> None:
    """Copy the kept matches, the best first."""
    for place in range(len(best)):
        match, to = best[place], place
        while to > 0 and found[to - 1] < match:
            found[to] = found[to - 1]
            to -= 1
        found[to] = match


@inlined
def holds(best: Longs, match: Number) -> bool:
    """True when the heap holds a match already."""
    is_held = False
    for kept in best:
        is_held |= kept == match
    return is_held


@inlined
def is_feasible(desk: Desk, demand: Number) -> bool:
    """True when no demanded bit is missing and no age limit shuts the person out for certain."""
    width = desk.offers[at.ASKED_WIDTH]
    asked = desk.offers[at.ASKED] + demand * width
    for word in range(width):
        if desk.offers[asked + word] & desk.wishes[desk.state[at.MY_LACKS] + word]:
            return False
    if desk.state[at.MY_BORN] == _UNKNOWN_YEAR:
        return True
    oldest = desk.state[at.RULE_YEAR] - desk.state[at.MY_BORN]
    ages = desk.offers[at.AGES] + 2 * demand
    low, high = desk.offers[ages], desk.offers[ages + 1]
    if low != _NO_AGE and oldest < low:
        return False
    return bool(high == _NO_AGE or oldest - 1 <= high)


@inlined
def title_points(desk: Desk, words: Number) -> Number:
    """Give the points of a title; `words` is where the words of the vacancy begin."""
    offers, state = desk.offers, desk.state
    first, keys = words + at.BEFORE_WORDS, state[at.KEYS_AT]
    # Keys with marks stand first; who wrote none of one kind need not look at that kind.
    start = first if state[at.IS_MARKED] else first + offers[words + 1]
    end = first + (offers[words + 2] if state[at.IS_PLAIN] else offers[words + 1])
    total = np.int64(0)
    for place in range(start, end):
        total += desk.points[np.uint64(keys + offers[np.uint64(place)])]
    return np.int64(min(total * state[at.TITLE_TIMES], state[at.TITLE_CAP]))


@inlined
def skill_points(desk: Desk, words: Number, end: Number) -> Number:
    """Give the points of shared skills; the words of the vacancy are offers[words:end]."""
    offers, state = desk.offers, desk.state
    start = words + at.BEFORE_WORDS + offers[words + 2]
    total = np.int64(0)
    for wished in range(state[at.MY_SKILL], state[at.MY_TEXT]):
        for place in range(start, end):
            if offers[place] == desk.wishes[wished]:
                total += state[at.RULE_SKILL]
                break
    return np.int64(min(total, state[at.RULE_SKILLS]))


@inlined
def words_of(desk: Desk, number: Number) -> tuple[Number, Number]:
    """Give where the words of the vacancy of this number begin and end."""
    offers, first = desk.offers, desk.offers[at.WORDS_AT] + number
    start = np.int64(offers[at.WORDS])
    return start + offers[first], start + offers[first + 1]


@inlined
def small_points(desk: Desk, record: Number) -> Number:
    """Give the points of wage, working time and study."""
    offers, tables, state = desk.offers, desk.tables, desk.state
    # Without a sign an index needs no look whether it counts from the end.
    both = offers[np.uint64(record + at.TIME_AND_STUDY)]
    wage = state[at.MY_WAGE] + offers[np.uint64(record + at.WAGE)]
    time = state[at.MY_TIME] + (both >> at.STUDY_BITS)
    study = state[at.MY_STUDY] + (both & at.STUDY_MASK)
    total = np.int64(tables[np.uint64(wage)]) + tables[np.uint64(time)]
    return np.int64(total + tables[np.uint64(study)])


@inlined
def _mutual_score(desk: Desk, number: Number, score: Number) -> Number:
    """Give a score less half the gap between how well both sides are served; never above it.

    Args:
        desk: all.
        number: the vacancy.
        score: the whole score.
    """
    offers, tables, state = desk.offers, desk.tables, desk.state
    record = offers[at.VACANCIES] + number * at.VACANCY_SIZE
    study = offers[record + at.TIME_AND_STUDY] & at.STUDY_MASK
    demand = np.int64(tables[state[at.MY_STUDY] + study])
    wish = small_points(desk, record) - demand + desk.points[offers[record + at.PLACE]]
    words, end = words_of(desk, number)
    demand += skill_points(desk, words, end) + text_points(desk, number)
    person = (score - demand) * 100 // state[at.RULE_WISH]
    employer = (score - wish) * 100 // state[at.RULE_DEMAND]
    return np.int64(max(score - abs(person - employer) // 2, 0))


@inlined
def finish(desk: Desk, number: Number, score: Number) -> None:
    """Keep a vacancy if its whole score is good enough; `score` lacks the words.

    Points that are summed are in the score already.
    """
    offers, state, best = desk.offers, desk.state, desk.best
    last = at.LAST_ROW - np.int64(offers[offers[at.VACANCIES] + number * at.VACANCY_SIZE + at.ROW])
    if ((score + state[at.TITLE_MOST] + state[at.REST_MOST]) << 32 | last) <= best[0]:
        return
    words, end = words_of(desk, number)
    if state[at.TITLE_CAP] and not state[at.IS_TITLE_SUMMED]:
        score += title_points(desk, words)
    if ((score + state[at.REST_MOST]) << 32 | last) <= best[0]:
        return
    if not is_feasible(desk, offers[words]):
        return
    if state[at.REST_MOST]:
        score += skill_points(desk, words, end)
        if not state[at.IS_SUMMED]:
            if ((score + state[at.TEXTS_MOST]) << 32 | last) <= best[0]:
                return
            score += text_points(desk, number)
    if state[at.RULE_WISH]:
        score = _mutual_score(desk, number, score)
    match = score << 32 | last
    if match > best[0] and not holds(best, match):
        push(best, match)


@inlined
def _least(desk: Desk, score: Number) -> Number:
    """Give the points below which a vacancy cannot win beside `score` and the most of its words."""
    state = desk.state
    return np.int64((desk.best[0] >> 32) - score - state[at.TITLE_MOST] - state[at.REST_MOST])


@inlined
def look_at_run(desk: Desk, start: Number, end: Number, points: Number) -> None:
    """Look at a run of vacancies of one occupation, which gives `points`.

    One loop without a look at places apart: what the processor cannot foresee costs more than a
    few vacancies too many.
    """
    offers, least, sums = desk.offers, _least(desk, points), desk.state[at.SUMS_FROM]
    record = np.int64(offers[at.VACANCIES]) + start * at.VACANCY_SIZE
    for number in range(start, end):
        place = offers[np.uint64(record + at.PLACE)]
        found = small_points(desk, record) + desk.points[np.uint64(place)]
        found += desk.points[np.uint64(sums + number)]
        if found >= least:
            finish(desk, number, points + found)
            least = _least(desk, points)
        record += at.VACANCY_SIZE
