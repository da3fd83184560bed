"""One jobseeker's best vacancies, compiled: bounds first, whole scores for what may still win.

A match is one number: the score in the upper half, and the row counted down from `LAST_ROW` in
the lower, so that among equal scores the smaller row is greater. What cannot exceed the worst of
the k kept numbers is never looked at; that is the whole argument why the lists are exact.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .arrays import (
    DEMAND_BITS,
    GROUP,
    LAST_ROW,
    STUDY_BITS,
    TIME_BITS,
    WAGE_BITS,
    Ints,
    Longs,
    Masks,
    Number,
    Offers,
    Points,
    Rules,
    Scratch,
    Wishes,
    WishTables,
)
from .compiled import compiled
from .place_rows import fill_places

_WAGE_MASK = (1 << WAGE_BITS) - 1
_TIME_MASK = (1 << TIME_BITS) - 1
_STUDY_MASK = (1 << STUDY_BITS) - 1
_DEMAND_MASK = (1 << DEMAND_BITS) - 1
_UNKNOWN_YEAR = -1
_NO_AGE = -1
_UNKNOWN_CLASS = 5


class Person(NamedTuple):
    """One jobseeker's rows of the tables, and how much the parts of a score can still give.

    Args:
        at: the jobseeker's place among the wishes.
        wage, time, study: int16 rows of points by code.
        lacks: bits that are not held.
        birth_year: -1 when not known.
        small_most: most that wage, working time and study give.
        words_most: most that skills and description give.
    """

    at: Number
    wage: Points
    time: Points
    study: Points
    lacks: Masks
    birth_year: Number
    small_most: Number
    words_most: Number


class Title(NamedTuple):
    """How title points count in some vacancies.

    Args:
        most: most that a vacancy can get that was not looked at before.
        times: what the points are multiplied by.
        cap: most that counts; 0 when no title holds a wished word.
    """

    most: Number
    times: Number
    cap: Number


@compiled
def push(best: Longs, match: Number) -> None:
    """Put a match that exceeds the worst kept one into the heap in its place."""
    size, at = len(best), 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and best[child + 1] < best[child]:
            child += 1
        if best[child] >= match:
            break
        best[at] = best[child]
        at = child
    best[at] = match


@compiled
def holds(best: Longs, match: Number) -> bool:
    """True when the heap holds a match already."""
    is_held = False
    for kept in best:
        is_held |= kept == match
    return is_held


@compiled
def is_feasible(offers: Offers, person: Person, demand: Number, year: Number) -> bool:
    """True when no demanded bit is missing and no age limit shuts the person out for certain."""
    for word in range(len(person.lacks)):
        if offers.demands.asked[demand, word] & person.lacks[word]:
            return False
    if person.birth_year == _UNKNOWN_YEAR:
        return True
    oldest = year - person.birth_year
    low, high = offers.demands.age_low[demand], offers.demands.age_high[demand]
    if low != _NO_AGE and oldest < low:
        return False
    return bool(high == _NO_AGE or oldest - 1 <= high)


@compiled
def title_points(offers: Offers, scratch: Scratch, vacancy: Number, title: Title) -> Number:
    """Give the points of one vacancy's title."""
    total = 0
    for at in range(offers.titles.start[vacancy], offers.titles.start[vacancy + 1]):
        total += scratch.title_points[offers.titles.keys[at]]
    return min(total * title.times, title.cap)


@compiled
def skill_points(
    offers: Offers, wishes: Wishes, rules: Rules, person: Number, vacancy: Number
) -> Number:
    """Give the points of shared skills."""
    total = 0
    for at in range(wishes.skill_start[person], wishes.skill_start[person + 1]):
        wanted = wishes.skill_keys[at]
        for held in range(offers.skills.start[vacancy], offers.skills.start[vacancy + 1]):
            if offers.skills.keys[held] == wanted:
                total += rules.skill
                break
    return min(total, rules.skills_most)


@compiled
def _has_text(offers: Offers, key: Number, vacancy: Number) -> bool:
    low, high = offers.texts.first[key], offers.texts.first[key + 1]
    end = high
    while low < high:
        middle = (low + high) >> 1
        if offers.texts.rows[middle] < vacancy:
            low = middle + 1
        else:
            high = middle
    return bool(low < end and offers.texts.rows[low] == vacancy)


@compiled
def text_points(
    offers: Offers, wishes: Wishes, rules: Rules, person: Number, vacancy: Number
) -> Number:
    """Give the points of wished phrases in the description."""
    total = 0
    for at in range(wishes.text_start[person], wishes.text_start[person + 1]):
        if total >= rules.text_most:
            break
        if _has_text(offers, wishes.text_keys[at], vacancy):
            total += rules.text
    return min(total, rules.text_most)


class Search(NamedTuple):
    """All that stays the same from one jobseeker to the next."""

    offers: Offers
    wishes: Wishes
    tables: WishTables
    rules: Rules
    scratch: Scratch


@compiled
def _finish(search: Search, person: Person, vacancy: Number, score: Number, title: Title) -> None:
    """Keep a vacancy if its whole score is good enough; `score` lacks the words."""
    offers, best = search.offers, search.scratch.best
    demand = np.int64(offers.small[vacancy] >> np.uint64(64 - DEMAND_BITS)) & _DEMAND_MASK
    if not is_feasible(offers, person, demand, search.rules.year):
        return
    last = LAST_ROW - offers.row[vacancy]
    if title.cap:
        score += title_points(offers, search.scratch, vacancy, title)
    if ((score + person.words_most) << 32 | last) <= best[0]:
        return
    if person.words_most:
        score += skill_points(offers, search.wishes, search.rules, person.at, vacancy)
        if ((score + search.rules.text_most) << 32 | last) <= best[0]:
            return
        score += text_points(offers, search.wishes, search.rules, person.at, vacancy)
    match = score << 32 | last
    if match > best[0] and not holds(best, match):
        push(best, match)


@compiled
def _consider(
    search: Search, person: Person, vacancies: tuple[Number, Number], score: Number, title: Title
) -> None:
    """Look at the vacancies of one cell; `score` is what occupation and place give."""
    offers, best = search.offers, search.scratch.best
    more = title.most + person.words_most
    bound = score + person.small_most + more
    for vacancy in range(vacancies[0], vacancies[1]):
        last = LAST_ROW - offers.row[vacancy]
        if (bound << 32 | last) <= best[0]:
            # The rows of a cell ascend: the later ones lose among equals as well.
            return
        small = np.int64(offers.small[vacancy])
        found = score + person.wage[small & _WAGE_MASK]
        found += person.time[small >> WAGE_BITS & _TIME_MASK]
        found += person.study[small >> (WAGE_BITS + TIME_BITS) & _STUDY_MASK]
        if ((found + more) << 32 | last) > best[0]:
            _finish(search, person, vacancy, found, title)


@compiled
def _walk(search: Search, person: Person, occupation: Number, points: Number, title: Title) -> None:
    """Look at the vacancies of one occupation, the best groups of places first."""
    offers, scratch = search.offers, search.scratch
    n_groups = len(scratch.group_most)
    rest = points + person.small_most + person.words_most + title.most
    for at in range(n_groups):
        group = scratch.group_order[at]
        if ((rest + scratch.group_most[group]) << 32 | LAST_ROW) <= scratch.best[0]:
            return
        first = occupation * n_groups + group
        for cell in range(offers.cells.first[first], offers.cells.first[first + 1]):
            place = scratch.place_points[offers.cells.place[cell]]
            if ((rest + place) << 32 | LAST_ROW) > scratch.best[0]:
                vacancies = (offers.cells.start[cell], offers.cells.start[cell + 1])
                _consider(search, person, vacancies, points + place, title)


@compiled
def _title_bound(search: Search, at: Number, occupation: Number) -> Number:
    """Give the sum of the wished title words that some title of an occupation holds."""
    seen, wishes = search.offers.titles.seen, search.wishes
    word, bit = occupation >> 6, np.uint64(1) << np.uint64(occupation & 63)
    total = 0
    for place in range(wishes.title_start[at], wishes.title_start[at + 1]):
        if seen[wishes.title_keys[place], word] & bit:
            total += wishes.title_points[place]
    return total


@compiled
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
def _by_words(
    search: Search, person: Person, block: tuple[Number, Number], points: Number, title: Title
) -> Number:
    """Look at the vacancies of a block through the words of their titles, the rarest first.

    Stops as soon as no vacancy without the words looked at so far can win.

    Returns:
        Most title points that a vacancy may have that was not looked at.
    """
    offers, wishes, scratch = search.offers, search.wishes, search.scratch
    start, end = wishes.title_start[person.at], wishes.title_start[person.at + 1]
    left = np.int64(0)
    for at in range(start, end):
        left += wishes.title_points[at]
    place_most = scratch.group_most[scratch.group_order[0]]
    rest = points + person.small_most + person.words_most
    for at in range(start, end):
        open_title = min(left * title.times, title.cap)
        if ((rest + place_most + open_title) << 32 | LAST_ROW) <= scratch.best[0]:
            return open_title
        key = wishes.title_keys[at]
        low, high = offers.titles.first[key], offers.titles.first[key + 1]
        first = _first_from(offers.titles.rows, low, high, block[0])
        for found in range(first, high):
            vacancy = offers.titles.rows[found]
            if vacancy >= block[1]:
                break
            place = scratch.place_points[offers.place[vacancy]]
            one = (vacancy, vacancy + 1)
            _consider(
                search, person, one, points + place, Title(open_title, title.times, title.cap)
            )
        left -= wishes.title_points[at]
    return 0


@compiled
def _person(search: Search, at: Number) -> Person:
    wishes, tables, rules = search.wishes, search.tables, search.rules
    wage, time, study = wishes.wage[at], wishes.time[at], wishes.study[at]
    n_skills = wishes.skill_start[at + 1] - wishes.skill_start[at]
    n_texts = wishes.text_start[at + 1] - wishes.text_start[at]
    return Person(
        at,
        tables.wage[wage],
        tables.time[time],
        tables.study[study],
        tables.lacks[wishes.holding[at]],
        tables.birth_year[wishes.holding[at]],
        tables.wage_most[wage] + tables.time_most[time] + tables.study_most[study],
        min(n_skills * rules.skill, rules.skills_most) + min(n_texts * rules.text, rules.text_most),
    )


@compiled
def _order_occupations(search: Search, wish: Number) -> None:
    """Fill how many digits each occupation shares with a wish, and the order by it."""
    tables, scratch = search.tables, search.scratch
    found, starts = scratch.occupation_class, scratch.class_start
    found[:] = 0
    for at in range(tables.occupation_start[wish], tables.occupation_start[wish + 1]):
        row = tables.code_class[tables.occupation_codes[at]]
        for occupation in range(len(found)):
            found[occupation] = max(found[occupation], row[occupation])
    starts[:] = 0
    for occupation in range(len(found)):
        starts[found[occupation] + 1] += 1
    for kind in range(len(starts) - 1):
        starts[kind + 1] += starts[kind]
    places = starts.copy()
    for occupation in range(len(found)):
        kind = found[occupation]
        scratch.occupation_order[places[kind]] = occupation
        places[kind] += 1


@compiled
def _block_of(offers: Offers, occupation: Number) -> tuple[Number, Number]:
    """Give where the vacancies of an occupation begin and end; nowhere for a negative one."""
    if occupation < 0:
        return 0, 0
    n_groups = (len(offers.spots.is_known) + GROUP - 1) // GROUP
    first = offers.cells.first[occupation * n_groups]
    last = offers.cells.first[(occupation + 1) * n_groups]
    return offers.cells.start[first], offers.cells.start[last]


@compiled
def _walk_class(search: Search, person: Person, kind: Number) -> None:
    """Look at the occupations that share `kind` digits with the wish."""
    scratch, rules = search.scratch, search.rules
    points = rules.by_class[kind]
    for at in range(scratch.class_start[kind], scratch.class_start[kind + 1]):
        occupation = scratch.occupation_order[at]
        if occupation == search.offers.unclassified[0]:
            continue
        most = min(_title_bound(search, person.at, occupation), rules.title)
        _walk(search, person, occupation, points, Title(most, 1, most))


@compiled
def _search_unclassified(search: Search, person: Person) -> None:
    """Look at the vacancies without an occupation code."""
    rules, occupation = search.rules, search.offers.unclassified[0]
    if occupation < 0:
        return
    points = rules.by_class[_UNKNOWN_CLASS]
    block = _block_of(search.offers, occupation)
    title = Title(rules.title_whole, rules.title_times, rules.title_whole)
    most = _by_words(search, person, block, points, title)
    _walk(search, person, occupation, points, Title(most, title.times, title.cap))


@compiled
def _search_classified(search: Search, person: Person) -> None:
    scratch, rules = search.scratch, search.rules
    _order_occupations(search, search.wishes.occupation[person.at])
    rest = person.small_most + person.words_most + rules.title
    rest += scratch.group_most[scratch.group_order[0]]
    for kind in range(4, -1, -1):
        if ((rest + rules.by_class[kind]) << 32 | LAST_ROW) > scratch.best[0]:
            _walk_class(search, person, kind)
        if kind == 4:
            _search_unclassified(search, person)


@compiled
def _search_any(search: Search, person: Person) -> None:
    """Look at all vacancies for a jobseeker without an occupation code."""
    scratch, rules = search.scratch, search.rules
    points = rules.by_class[_UNKNOWN_CLASS]
    starts = search.wishes.title_start
    cap = rules.title_whole if starts[person.at] < starts[person.at + 1] else 0
    most = _by_words(search, person, (0, len(search.offers.row)), points, Title(cap, 1, cap))
    for occupation in range(len(scratch.occupation_class)):
        _walk(search, person, occupation, points, Title(most, 1, cap))


@compiled
def _set_title(search: Search, at: Number) -> None:
    wishes = search.wishes
    for place in range(wishes.title_start[at], wishes.title_start[at + 1]):
        search.scratch.title_points[wishes.title_keys[place]] = wishes.title_points[place]


@compiled
def _clear_title(search: Search, at: Number) -> None:
    wishes = search.wishes
    for place in range(wishes.title_start[at], wishes.title_start[at + 1]):
        search.scratch.title_points[wishes.title_keys[place]] = 0


@compiled
def search_one(search: Search, at: Number) -> None:
    """Fill the heap with the best matches of one jobseeker; the place points are ready."""
    search.scratch.best[:] = -1
    _set_title(search, at)
    person = _person(search, at)
    if search.wishes.is_classified[at]:
        _search_classified(search, person)
    else:
        _search_any(search, person)
    _clear_title(search, at)


@compiled
def search_span(search: Search, order: Longs, span: tuple[Number, Number], found: Longs) -> None:
    """Fill the matches of the jobseekers order[span[0]:span[1]].

    Args:
        search: all that is looked up.
        order: int64[m], jobseekers in an order that keeps equal places together.
        span: the part of the order to do.
        found: int64[m, k], by jobseeker, the best first, -1 for none.
    """
    place = np.int64(-1)
    for position in range(span[0], span[1]):
        at = order[position]
        if search.wishes.place[at] != place:
            place = np.int64(search.wishes.place[at])
            fill_places(search.offers, search.tables.places, search.rules, place, search.scratch)
        search_one(search, at)
        found[at] = np.sort(search.scratch.best)[::-1]


@compiled
def fill_word_points(search: Search, at: Number, vacancies: Ints, found: Points) -> None:
    """Fill the points of title, skills and description of some vacancies: int16[·, 3]."""
    offers, wishes, rules = search.offers, search.wishes, search.rules
    _set_title(search, at)
    unclassified = _block_of(offers, offers.unclassified[0])
    for place in range(len(vacancies)):
        vacancy = vacancies[place]
        times, cap = 1, rules.title_whole
        if wishes.is_classified[at]:
            if unclassified[0] <= vacancy < unclassified[1]:
                times = rules.title_times
            else:
                cap = rules.title
        title = Title(0, times, cap)
        found[place, 0] = title_points(offers, search.scratch, vacancy, title)
        found[place, 1] = skill_points(offers, wishes, rules, at, vacancy)
        found[place, 2] = text_points(offers, wishes, rules, at, vacancy)
    _clear_title(search, at)
