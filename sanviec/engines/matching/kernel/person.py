"""Many jobseekers one after the other, compiled."""

from __future__ import annotations

import numpy as np

from . import layout as at
from .compiled import compiled
from .layout import Desk, Ints, Longs, Number, Points
from .pairs import skill_points, take_sorted, title_points, words_of
from .places import take_places
from .texts import (
    clear_sums,
    find_all_texts,
    first_from,
    sum_texts,
    sum_titles,
    text_points,
)
from .trades import fill_trades, fill_words, order_trades
from .walk import (
    can_win,
    is_small,
    place_most,
    rest_most,
    set_title,
    walk_groups,
    walk_places,
    walk_small,
    walk_words,
)


@compiled
def take_person(desk: Desk, person: Number) -> None:
    """Put a jobseeker on the desk."""
    wishes, state, one = desk.wishes, desk.state, person * at.WISH_SIZE
    state[at.MY_WAGE] = wishes[one + at.WISH_WAGE]
    state[at.MY_TIME] = wishes[one + at.WISH_TIME]
    state[at.MY_STUDY] = wishes[one + at.WISH_STUDY]
    state[at.MY_PLACES] = wishes[one + at.WISH_PLACE]
    state[at.MY_LACKS] = wishes[one + at.WISH_LACKS]
    state[at.MY_BORN] = wishes[one + at.WISH_BORN]
    state[at.MY_TITLE] = wishes[one + at.WISH_TITLE]
    state[at.MY_SKILL] = wishes[one + at.WISH_SKILL]
    state[at.MY_TEXT] = wishes[one + at.WISH_TEXT]
    state[at.MY_END] = wishes[one + at.WISH_SIZE + at.WISH_TITLE]
    state[at.IS_CLASSIFIED] = wishes[one + at.WISH_N_TRADES] > 0
    state[at.SMALL_MOST] = wishes[one + at.WISH_SMALL]
    state[at.MY_TITLE_MOST] = wishes[one + at.WISH_TITLE_MOST]
    texts = (state[at.MY_END] - state[at.MY_TEXT]) * state[at.RULE_TEXT]
    state[at.TEXTS_MOST] = min(texts, state[at.RULE_TEXTS])
    state[at.IS_MARKED] = state[at.IS_PLAIN] = 0
    for pair in range(state[at.MY_TITLE], state[at.MY_SKILL], 2):
        key = wishes[pair]
        desk.points[state[at.KEYS_AT] + key] = wishes[pair + 1]
        state[at.IS_MARKED if key < desk.offers[at.N_MARKED_KEYS] else at.IS_PLAIN] = 1


@compiled
def leave_person(desk: Desk) -> None:
    """Take the jobseeker's title words off the desk."""
    first = desk.state[at.KEYS_AT]
    for pair in range(desk.state[at.MY_TITLE], desk.state[at.MY_SKILL], 2):
        desk.points[first + desk.wishes[pair]] = 0


@compiled
def _look_at_trade(desk: Desk, occupation: Number) -> None:
    """Look at the vacancies of one occupation that can win."""
    offers, state = desk.offers, desk.state
    points = np.int64(desk.points[state[at.TRADES_AT] + occupation])
    set_title(desk, occupation)
    sum_texts(desk, occupation)
    rest = at.SKILLS_AT if state[at.IS_SUMMED] else at.RESTS_AT
    state[at.REST_MOST] = desk.points[state[rest] + occupation]
    is_told_by_words = not state[at.IS_CLASSIFIED] or occupation == offers[at.UNCLASSIFIED]
    if can_win(desk, points + place_most(desk) + rest_most(desk)):
        n_groups = np.int64(offers[at.N_GROUPS])
        if is_small(desk, occupation):
            walk_small(desk, occupation, points)
        else:
            if state[at.TITLE_CAP] and is_told_by_words:
                sum_titles(desk, occupation)
                # A few good ones first, so that most words need not be followed far.
                walk_groups(desk, occupation, points, min(state[at.LIMIT_FIRST], n_groups))
                walk_words(desk, occupation, points)
            walk_groups(desk, occupation, points, n_groups)
    clear_sums(desk)


@compiled
def search_one(desk: Desk, person: Number) -> None:
    """Fill the heap with the best matches of the jobseeker on the desk; the places are ready."""
    state = desk.state
    desk.best[:] = -1
    fill_trades(desk, person)
    fill_words(desk)
    order = state[at.ORDER_AT]
    n_ordered = order_trades(desk)
    uppers = state[at.UPPERS_AT]
    for position in range(order, order + n_ordered):
        most = desk.points[uppers + state[position]]
        if not can_win(desk, most + place_most(desk) + state[at.SMALL_MOST]):
            break
        _look_at_trade(desk, state[position])
    for position in range(order, order + n_ordered):
        desk.points[uppers + state[position]] = at.DONE
    walk_places(desk)


@compiled
def search_span(desk: Desk, order: Longs, span: tuple[Number, Number], found: Longs) -> None:
    """Fill the matches of the jobseekers order[span[0]:span[1]].

    Args:
        desk: all that is read and written.
        order: int64[m], jobseekers in an order that keeps near ones together.
        span: the part of the order to do.
        found: int64[m, k], by jobseeker, the best first, -1 for none.
    """
    for position in range(span[0], span[1]):
        person = order[position]
        take_person(desk, person)
        take_places(desk)
        search_one(desk, person)
        leave_person(desk)
        take_sorted(desk.best, found[person])


@compiled
def fill_word_points(desk: Desk, person: Number, numbers: Ints, found: Points) -> None:
    """Fill the points of title, skills and description of some vacancies: int16[·, 3]."""
    offers = desk.offers
    take_person(desk, person)
    fill_words(desk)
    find_all_texts(desk)
    first = np.int64(offers[at.TRADE_FIRST])
    for place in range(len(numbers)):
        number = numbers[place]
        end = first + offers[at.N_OCCUPATIONS]
        set_title(desk, first_from(offers, first, end, number + 1) - first - 1)
        words, end = words_of(desk, number)
        found[place, 0] = title_points(desk, words)
        found[place, 1] = skill_points(desk, words, end)
        found[place, 2] = text_points(desk, number)
    leave_person(desk)
