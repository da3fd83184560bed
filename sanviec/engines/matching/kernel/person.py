"""Many jobseekers one after the other, compiled."""

from __future__ import annotations

import numpy as np

from . import layout as at
from .compiled import compiled
from .layout import Desk, Flags, Ints, Longs, Number, PlaceTables, Points
from .pairs import skill_points, take_sorted, text_points, title_points
from .place_rows import fill_places
from .walk import (
    can_win,
    place_most,
    rest_most,
    set_title,
    title_bound,
    walk_occupation,
    walk_places,
    walk_words,
)

# Occupations that share as many digits are gone through one by one, others place by place.
_NEAR = 2


@compiled
def take_person(desk: Desk, person: Number) -> None:
    """Put a jobseeker on the desk."""
    wishes, state, one = desk.wishes, desk.state, person * at.WISH_SIZE
    state[at.MY_WAGE] = wishes[one + at.WISH_WAGE]
    state[at.MY_TIME] = wishes[one + at.WISH_TIME]
    state[at.MY_STUDY] = wishes[one + at.WISH_STUDY]
    state[at.MY_LACKS] = wishes[one + at.WISH_LACKS]
    state[at.MY_BORN] = wishes[one + at.WISH_BORN]
    state[at.MY_TITLE] = wishes[one + at.WISH_TITLE]
    state[at.MY_SKILL] = wishes[one + at.WISH_SKILL]
    state[at.MY_TEXT] = wishes[one + at.WISH_TEXT]
    state[at.MY_END] = wishes[one + at.WISH_SIZE + at.WISH_TITLE]
    state[at.IS_CLASSIFIED] = wishes[one + at.WISH_N_TRADES] > 0
    state[at.SMALL_MOST] = wishes[one + at.WISH_SMALL]
    state[at.MY_TITLE_MOST] = wishes[one + at.WISH_TITLE_MOST]
    skills = (state[at.MY_TEXT] - state[at.MY_SKILL]) * state[at.RULE_SKILL]
    texts = (state[at.MY_END] - state[at.MY_TEXT]) * state[at.RULE_TEXT]
    state[at.WORDS_MOST] = min(skills, state[at.RULE_SKILLS]) + min(texts, state[at.RULE_TEXTS])
    first = desk.offers[at.N_PLACES] + desk.offers[at.N_GROUPS]
    for pair in range(state[at.MY_TITLE], state[at.MY_SKILL], 2):
        desk.points[first + wishes[pair]] = wishes[pair + 1]


@compiled
def leave_person(desk: Desk) -> None:
    """Take the jobseeker's title words off the desk."""
    first = desk.offers[at.N_PLACES] + desk.offers[at.N_GROUPS]
    for pair in range(desk.state[at.MY_TITLE], desk.state[at.MY_SKILL], 2):
        desk.points[first + desk.wishes[pair]] = 0


@compiled
def _fill_kinds(kinds: Points, tables: Points, rows: Ints) -> None:
    """Fill how many digits each occupation shares with the nearest of some codes."""
    kinds[:] = 0
    for row in rows:
        for occupation in range(len(kinds)):
            kinds[occupation] = max(kinds[occupation], tables[row + occupation])


@compiled
def _order_near(kinds: Points, order: Longs) -> Number:
    """Fill the occupations that are gone through one by one, and give their number.

    The nearest ones come first, then the vacancies without a code, then the near ones.
    """
    n_ordered = 0
    for kind in (at.MOST_DIGITS, at.UNKNOWN_KIND, at.MOST_DIGITS - 1, _NEAR):
        for occupation in range(len(kinds)):
            if kinds[occupation] == kind:
                order[n_ordered] = occupation
                n_ordered += 1
    return n_ordered


@compiled
def _set_first_title(desk: Desk, is_unclassified: Number) -> None:
    """Say how title points count in an occupation before any vacancy was looked at."""
    state = desk.state
    if state[at.MY_TITLE] == state[at.MY_SKILL]:
        set_title(desk, 0, 1, 0)
    elif not state[at.IS_CLASSIFIED]:
        set_title(desk, state[at.RULE_WHOLE], 1, state[at.RULE_WHOLE])
    elif is_unclassified:
        set_title(desk, state[at.RULE_UNCODED], state[at.RULE_TIMES], state[at.RULE_UNCODED])
    else:
        set_title(desk, state[at.MY_TITLE_MOST], 1, state[at.MY_TITLE_MOST])


@compiled
def _search_near(desk: Desk, kinds: Points, order: Longs) -> None:
    """Look at the nearest occupations and at the vacancies without a code."""
    offers, state = desk.offers, desk.state
    for position in range(_order_near(kinds, order)):
        occupation = order[position]
        points = state[at.BY_KIND + kinds[occupation]]
        is_unclassified = occupation == offers[at.UNCLASSIFIED]
        _set_first_title(desk, is_unclassified)
        if not can_win(desk, points + place_most(desk) + rest_most(desk)):
            continue
        if state[at.TITLE_CAP] and is_unclassified:
            walk_words(desk, offers[at.UNCLASSIFIED_FROM], offers[at.UNCLASSIFIED_TO], points)
        elif state[at.TITLE_CAP]:
            most = title_bound(desk, occupation, state[at.TITLE_CAP])
            set_title(desk, most, 1, most)
        walk_occupation(desk, occupation, points)


@compiled
def search_one(desk: Desk, person: Number) -> None:
    """Fill the heap with the best matches of the jobseeker on the desk; the places are ready."""
    offers, wishes, state = desk.offers, desk.wishes, desk.state
    end = offers[at.N_PLACES] + offers[at.N_GROUPS] + offers[at.N_TITLE_KEYS]
    kinds = desk.points[end : end + offers[at.N_OCCUPATIONS]]
    desk.best[:] = -1
    for kind in range(6):
        state[at.OPEN_KIND + kind] = state[at.BY_KIND + kind]
    if state[at.IS_CLASSIFIED]:
        one = person * at.WISH_SIZE
        trades = wishes[one + at.WISH_TRADES]
        _fill_kinds(kinds, desk.tables, wishes[trades : trades + wishes[one + at.WISH_N_TRADES]])
        if offers[at.UNCLASSIFIED] >= 0:
            kinds[offers[at.UNCLASSIFIED]] = at.UNKNOWN_KIND
        _search_near(desk, kinds, state[at.ORDERS + offers[at.N_GROUPS] :])
        for kind in range(_NEAR, 6):
            state[at.OPEN_KIND + kind] = -1
        _set_first_title(desk, 0)
        walk_places(desk, state[at.BY_KIND + _NEAR - 1])
        return
    kinds[:] = at.UNKNOWN_KIND
    points = state[at.BY_KIND + at.UNKNOWN_KIND]
    _set_first_title(desk, 1)
    if state[at.TITLE_CAP]:
        walk_words(desk, 0, offers[at.N_VACANCIES], points)
    walk_places(desk, points)


@compiled
def search_span(
    desk: Desk,
    places: PlaceTables,
    is_known: Flags,
    order: Longs,
    span: tuple[Number, Number],
    found: Longs,
) -> None:
    """Fill the matches of the jobseekers order[span[0]:span[1]].

    Args:
        desk: all that is read and written.
        places: points of places.
        is_known: bool[P], False for "place not known".
        order: int64[m], jobseekers in an order that keeps equal places together.
        span: the part of the order to do.
        found: int64[m, k], by jobseeker, the best first, -1 for none.
    """
    n_places, n_groups = desk.offers[at.N_PLACES], desk.offers[at.N_GROUPS]
    points, most = desk.points[:n_places], desk.points[n_places : n_places + n_groups]
    groups = desk.state[at.ORDERS : at.ORDERS + n_groups]
    place = np.int64(-1)
    for position in range(span[0], span[1]):
        person = order[position]
        wished = np.int64(desk.wishes[person * at.WISH_SIZE + at.WISH_PLACE])
        if wished != place:
            place = wished
            unknown = desk.state[at.RULE_NO_PLACE]
            fill_places(places, place, is_known, unknown, points)
            order_groups(points, most, groups)
        take_person(desk, person)
        search_one(desk, person)
        leave_person(desk)
        take_sorted(desk.best, found[person])


@compiled
def order_groups(points: Points, most: Points, order: Longs) -> None:
    """Fill the most of each group of places, and the groups in descending order of it."""
    for group in range(len(most)):
        first = group * at.GROUP
        best = points[first]
        for step in range(min(at.GROUP, len(points) - first)):
            one = points[np.uint64(first + step)]
            if one > best:
                best = one
        most[group] = best
    # Few groups are above the common floor, so that inserting them one by one is quick.
    for group in range(len(most)):
        place = group
        while place > 0 and most[order[place - 1]] < most[group]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = group


@compiled
def fill_word_points(desk: Desk, person: Number, numbers: Ints, found: Points) -> None:
    """Fill the points of title, skills and description of some vacancies: int16[·, 3]."""
    offers = desk.offers
    take_person(desk, person)
    for place in range(len(numbers)):
        number = numbers[place]
        vacancy = offers[at.VACANCIES] + number * at.VACANCY_SIZE
        _set_first_title(desk, offers[at.UNCLASSIFIED_FROM] <= number < offers[at.UNCLASSIFIED_TO])
        found[place, 0] = title_points(desk, vacancy)
        found[place, 1] = skill_points(desk, vacancy)
        found[place, 2] = text_points(desk, number)
    leave_person(desk)
