"""One jobseeker and one vacancy, compiled: the parts of a score, and whether it is kept.

A match is one number: the score in the upper half, and the row counted down from `LAST_ROW` in
the lower, so that among equal scores the smaller row is greater. What cannot exceed the worst of
the k kept numbers is never looked at; that is the whole argument why the lists are exact.
"""

from __future__ import annotations

import numpy as np

from . import layout as at
from .compiled import compiled, inlined
from .layout import Desk, Ints, Longs, Number

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
def title_points(desk: Desk, vacancy: Number) -> Number:
    """Give the points of a title; `vacancy` is where its record begins."""
    offers, keys = desk.offers, desk.offers[at.KEYS]
    first = desk.offers[at.N_PLACES] + desk.offers[at.N_GROUPS]
    total = np.int64(0)
    for place in range(keys + offers[vacancy + at.TITLE], keys + offers[vacancy + at.SKILL]):
        total += desk.points[first + offers[place]]
    return np.int64(min(total * desk.state[at.TITLE_TIMES], desk.state[at.TITLE_CAP]))


@inlined
def skill_points(desk: Desk, vacancy: Number) -> Number:
    """Give the points of shared skills; `vacancy` is where its record begins."""
    offers, keys = desk.offers, desk.offers[at.KEYS]
    start = keys + offers[vacancy + at.SKILL]
    end = keys + offers[vacancy + at.VACANCY_SIZE + at.TITLE]
    total = np.int64(0)
    for wished in range(desk.state[at.MY_SKILL], desk.state[at.MY_TEXT]):
        for place in range(start, end):
            if offers[place] == desk.wishes[wished]:
                total += desk.state[at.RULE_SKILL]
                break
    return np.int64(min(total, desk.state[at.RULE_SKILLS]))


@inlined
def _is_posted(rows: Ints, low: Number, high: Number, vacancy: Number) -> bool:
    """True when rows[low:high], which ascend, hold a vacancy."""
    end = high
    while low < high:
        middle = (low + high) >> 1
        if rows[middle] < vacancy:
            low = middle + 1
        else:
            high = middle
    return bool(low < end and rows[low] == vacancy)


@inlined
def text_points(desk: Desk, number: Number) -> Number:
    """Give the points of wished phrases in the description of the vacancy of this number."""
    first, rows = desk.offers[at.POSTING_FIRST], np.int64(desk.offers[at.POSTINGS])
    total = np.int64(0)
    for wished in range(desk.state[at.MY_TEXT], desk.state[at.MY_END]):
        if total >= desk.state[at.RULE_TEXTS]:
            break
        key = first + desk.wishes[wished]
        low, high = rows + desk.offers[key], rows + desk.offers[key + 1]
        if _is_posted(desk.offers, low, high, number):
            total += desk.state[at.RULE_TEXT]
    return np.int64(min(total, desk.state[at.RULE_TEXTS]))


@inlined
def _mutual_score(desk: Desk, vacancy: Number, score: Number, words: Number) -> Number:
    """Give a score less half the gap between how well both sides are served; never above it.

    Args:
        desk: all.
        vacancy: where its record begins.
        score: the whole score.
        words: the part of skills and description.
    """
    offers, tables, state = desk.offers, desk.tables, desk.state
    study = np.int64(tables[state[at.MY_STUDY] + offers[vacancy + at.STUDY]])
    place = np.int64(desk.points[offers[vacancy + at.PLACE]])
    place += tables[state[at.MY_WAGE] + offers[vacancy + at.WAGE]]
    place += tables[state[at.MY_TIME] + offers[vacancy + at.TIME]]
    person = (score - study - words) * 100 // state[at.RULE_WISH]
    employer = (score - place) * 100 // state[at.RULE_DEMAND]
    return np.int64(max(score - abs(person - employer) // 2, 0))


@inlined
def _finish(desk: Desk, number: Number, vacancy: Number, score: Number) -> None:
    """Keep a vacancy if its whole score is good enough; `score` lacks the words."""
    if not is_feasible(desk, desk.offers[vacancy + at.DEMAND]):
        return
    last = at.LAST_ROW - np.int64(desk.offers[vacancy + at.ROW])
    if desk.state[at.TITLE_CAP]:
        score += title_points(desk, vacancy)
    if ((score + desk.state[at.WORDS_MOST]) << 32 | last) <= desk.best[0]:
        return
    rest = score
    if desk.state[at.WORDS_MOST]:
        score += skill_points(desk, vacancy)
        if ((score + desk.state[at.RULE_TEXTS]) << 32 | last) <= desk.best[0]:
            return
        score += text_points(desk, number)
    if desk.state[at.RULE_WISH]:
        score = _mutual_score(desk, vacancy, score, score - rest)
    match = score << 32 | last
    if match > desk.best[0] and not holds(desk.best, match):
        push(desk.best, match)


@inlined
def consider(desk: Desk, start: Number, end: Number, score: Number) -> None:
    """Look at the vacancies of one cell; `score` is what occupation and place give."""
    offers, tables, state = desk.offers, desk.tables, desk.state
    more = state[at.TITLE_MOST] + state[at.WORDS_MOST]
    bound = score + state[at.SMALL_MOST] + more
    for number in range(start, end):
        vacancy = offers[at.VACANCIES] + number * at.VACANCY_SIZE
        last = at.LAST_ROW - np.int64(offers[vacancy + at.ROW])
        if (bound << 32 | last) <= desk.best[0]:
            # The rows of a cell ascend: the later ones lose among equals as well.
            return
        found = score + tables[state[at.MY_WAGE] + offers[vacancy + at.WAGE]]
        found += tables[state[at.MY_TIME] + offers[vacancy + at.TIME]]
        found += tables[state[at.MY_STUDY] + offers[vacancy + at.STUDY]]
        if ((found + more) << 32 | last) > desk.best[0]:
            _finish(desk, number, vacancy, found)
