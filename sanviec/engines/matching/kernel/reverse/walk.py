"""Ways through the jobseekers, compiled: the best bounds first, none that cannot win."""

from __future__ import annotations

import numpy as np

from sanviec.engines.matching.kernel.compiled import compiled, inlined
from sanviec.engines.matching.kernel.layout import LAST_ROW, Ints, Longs, Number, Points
from sanviec.engines.matching.kernel.pairs import take_sorted

from . import layout as at
from .layout import Desk
from .pairs import anchor_points, consider, skill_points, text_points, title_points

_NO_CODE = -1
# More than any title gives, and small enough for 16 bits.
_ENOUGH = 10_000
MANY = 2_000


@inlined
def can_win(desk: Desk, score: Number) -> bool:
    """True when some row with this score would be kept."""
    return bool((score << 32 | LAST_ROW) > desk.best[0])


@inlined
def _most_of(tables: Points, start: Number, size: Number) -> Number:
    most = np.int64(0)
    for place in range(start, start + size):
        most = max(most, np.int64(tables[place]))
    return most


@compiled
def take_vacancy(desk: Desk, number: Number) -> None:
    """Put a vacancy on the desk; the points of places are ready."""
    people, offers, state = desk.people, desk.offers, desk.state
    one = number * at.OFFER_SIZE
    state[at.MY_WAGE] = offers[one + at.OF_WAGE]
    state[at.MY_TIME] = offers[one + at.OF_TIME]
    state[at.MY_STUDY] = offers[one + at.OF_STUDY]
    state[at.MY_ASKED] = offers[one + at.ASKED]
    state[at.MY_LOW] = offers[offers[one + at.AGES]]
    state[at.MY_HIGH] = offers[offers[one + at.AGES] + 1]
    state[at.IS_CODED] = offers[one + at.OCCUPATION] != _NO_CODE
    state[at.SMALL_MOST] = (
        _most_of(desk.tables, state[at.MY_WAGE], people[at.N_WAGES])
        + _most_of(desk.tables, state[at.MY_TIME], people[at.N_TIMES])
        + _most_of(desk.tables, state[at.MY_STUDY], people[at.N_STUDIES])
    )
    words = people[at.N_GROUPS] + 2 * people[at.N_TRADES]
    skills, texts = np.int64(0), np.int64(0)
    for place in range(offers[one + at.WORD], offers[one + at.OFFER_SIZE + at.WORD]):
        word = offers[place]
        desk.points[words + word] = 1
        if word >= people[at.SKILLS_END]:
            texts += state[at.RULE_TEXT]
        elif word >= people[at.N_TITLES]:
            skills += state[at.RULE_SKILL]
    texts = min(texts, state[at.RULE_TEXTS])
    state[at.WORDS_MOST] = min(skills, state[at.RULE_SKILLS]) + texts


@compiled
def leave_vacancy(desk: Desk, number: Number) -> None:
    """Take the vacancy's words off the desk."""
    people, offers, one = desk.people, desk.offers, number * at.OFFER_SIZE
    words = people[at.N_GROUPS] + 2 * people[at.N_TRADES]
    for place in range(offers[one + at.WORD], offers[one + at.OFFER_SIZE + at.WORD]):
        desk.points[words + offers[place]] = 0


@compiled
def _add_titles(desk: Desk, number: Number, most: Points) -> None:
    """Fill the sum of the vacancy's title words over the most that each gives in a trade."""
    people, offers, one = desk.people, desk.offers, number * at.OFFER_SIZE
    most[:] = 0
    for place in range(offers[one + at.WORD], offers[one + at.OFFER_SIZE + at.WORD]):
        word = np.int64(offers[place])
        if word >= people[at.N_TITLES]:
            continue
        first = people[at.WORD_FIRST] + word
        pairs = np.int64(people[at.WORD_TRADES])
        for pair in range(pairs + people[first], pairs + people[first + 1], 2):
            trade = people[pair]
            most[trade] = min(most[trade] + people[pair + 1], _ENOUGH)


@inlined
def _title_cap(desk: Desk, trade: Number, total: Number) -> Number:
    """Give the most title points that anybody of a trade can have, from the sum of the words."""
    people, state = desk.people, desk.state
    if trade >= people[at.N_CODES]:
        return np.int64(min(total, state[at.RULE_WHOLE]))
    if state[at.IS_CODED]:
        return np.int64(min(total, people[people[at.TRADE_MOST] + trade]))
    return np.int64(min(total * state[at.RULE_TIMES], state[at.RULE_UNCODED]))


@compiled
def _order(bounds: Points, order: Longs) -> None:
    """Fill places in descending order of their bounds."""
    for one in range(len(bounds)):
        to = one
        # Most bounds are the common least, so that inserting one by one is quick.
        while to > 0 and bounds[order[to - 1]] < bounds[one]:
            order[to] = order[to - 1]
            to -= 1
        order[to] = one


@compiled
def rate_trades(desk: Desk, number: Number) -> None:
    """Fill the points of each trade, the same with the title bound, and their order."""
    people, state = desk.people, desk.state
    n_groups, n_trades = np.int64(people[at.N_GROUPS]), np.int64(people[at.N_TRADES])
    points = desk.points[n_groups : n_groups + n_trades]
    bounds = desk.points[n_groups + n_trades : n_groups + 2 * n_trades]
    kinds = np.int64(desk.offers[number * at.OFFER_SIZE + at.OCCUPATION])
    _add_titles(desk, number, bounds)
    for trade in range(n_trades):
        kind = np.int64(at.UNKNOWN_KIND)
        if state[at.IS_CODED] and trade < people[at.N_CODES]:
            kind = np.int64(desk.tables[kinds + trade])
        points[trade] = state[at.BY_KIND + kind]
        bounds[trade] = points[trade] + _title_cap(desk, trade, np.int64(bounds[trade]))
    _order(bounds, state[at.ORDERS + n_groups :])


@compiled
def rate_groups(desk: Desk) -> None:
    """Fill the most of each group of places, and their order."""
    people, n_groups = desk.people, np.int64(desk.people[at.N_GROUPS])
    firsts = people[at.GROUP_FIRST]
    for group in range(n_groups):
        start = desk.state[at.MY_PLACE] + people[firsts + group]
        most = np.int32(0)
        for place in range(start, start + people[firsts + group + 1] - people[firsts + group]):
            most = max(most, desk.places[place])
        desk.points[group] = most
    _order(desk.points[:n_groups], desk.state[at.ORDERS :])


@inlined
def small_points(desk: Desk, entry: Number) -> Number:
    people, tables, state = desk.people, desk.tables, desk.state
    points = np.int64(tables[state[at.MY_WAGE] + people[entry + at.WAGE]])
    points += tables[state[at.MY_TIME] + people[entry + at.TIME]]
    points += tables[state[at.MY_STUDY] + people[entry + at.STUDY]]
    return np.int64(points)


@inlined
def _scan(desk: Desk, block: Number, rest: Number, title: Number) -> None:
    """Look at the entries of a block.

    Args:
        desk: all.
        block: of one trade in one group of places.
        rest: the bound of all but place and small points.
        title: the title's part of it.
    """
    people, has_sums = desk.people, desk.state[at.HAS_SUMS]
    # What a word gives twice where the vacancy has no code it gives once to who has none.
    times = np.int64(1) if desk.state[at.IS_CODED] else max(1, desk.state[at.RULE_TIMES])
    first = np.int64(people[at.FIRST_ENTRY]) + block
    start = people[at.ENTRIES] + np.int64(people[first]) * at.ENTRY_SIZE
    end = people[at.ENTRIES] + np.int64(people[first + 1]) * at.ENTRY_SIZE
    for entry in range(start, end, at.ENTRY_SIZE):
        small = small_points(desk, entry)
        place = anchor_points(desk, people[entry + at.ANCHOR], people[entry + at.LIMIT])
        last, most = LAST_ROW - np.int64(people[entry + at.ROW]), rest
        if ((rest + place + small) << 32 | last) <= desk.best[0]:
            continue
        if has_sums:
            total = desk.sums[people[entry + at.NUMBER]] * times
            most = rest - title + min(title, np.int64(total))
            if ((most + place + small) << 32 | last) <= desk.best[0]:
                continue
        consider(desk, entry, small, most)


@inlined
def _rarest(desk: Desk) -> Number:
    """Give the bit of the demands that fewest people hold if they are few, else -1."""
    people, rarest = desk.people, np.int64(-1)
    fewest = people[at.N_PEOPLE] // at.RARE + 1
    for word in range(people[at.LACKS_WIDTH]):
        asked = np.int64(desk.offers[desk.state[at.MY_ASKED] + word])
        for shift in range(32):
            bit = 32 * word + shift
            if asked >> shift & 1 and people[people[at.HOLDERS] + bit] < fewest:
                fewest, rarest = people[people[at.HOLDERS] + bit], np.int64(bit)
    return rarest


@inlined
def _first_from(rows: Ints, low: Number, high: Number, wanted: Number) -> Number:
    """Give the first position in rows[low:high], which ascend, that is not below `wanted`."""
    while low < high:
        middle = (low + high) >> 1
        if rows[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return np.int64(low)


@inlined
def _scan_holders(desk: Desk, low: Number, high: Number, trade: Number, rest: Number) -> None:
    """Look at those entries of a trade that stand in a list of holders, which goes by trade."""
    people, n_groups = desk.people, np.int64(desk.people[at.N_GROUPS])
    first = people[at.FIRST_ENTRY] + trade * n_groups
    start = people[at.ENTRIES] + np.int64(people[first]) * at.ENTRY_SIZE
    end = people[at.ENTRIES] + np.int64(people[first + n_groups]) * at.ENTRY_SIZE
    for place in range(_first_from(people, low, high, start), high):
        entry = np.int64(people[place])
        if entry >= end:
            break
        small = small_points(desk, entry)
        most = rest + anchor_points(desk, people[entry + at.ANCHOR], people[entry + at.LIMIT])
        last = LAST_ROW - np.int64(people[entry + at.ROW])
        if ((most + small) << 32 | last) > desk.best[0]:
            consider(desk, entry, small, rest)


@compiled
def _walk_holders(desk: Desk, bit: Number) -> None:
    """Look at the few people who hold a bit, by trade."""
    people, state, points = desk.people, desk.state, desk.points
    n_groups, n_trades = np.int64(people[at.N_GROUPS]), np.int64(people[at.N_TRADES])
    first, holders = people[at.HOLDER_FIRST] + bit, np.int64(people[at.HOLDER_ENTRIES])
    best_place = points[state[at.ORDERS]]
    for position in range(n_trades):
        trade = state[at.ORDERS + n_groups + position]
        rest = points[n_groups + n_trades + trade] + state[at.WORDS_MOST]
        if not can_win(desk, rest + state[at.SMALL_MOST] + best_place):
            return
        _scan_holders(desk, holders + people[first], holders + people[first + 1], trade, rest)


@compiled
def add_sums(desk: Desk, number: Number) -> None:
    """Add up everybody's points for the vacancy's title words, once."""
    if desk.state[at.HAS_SUMS]:
        return
    desk.state[at.HAS_SUMS] = 1
    people, offers, one = desk.people, desk.offers, number * at.OFFER_SIZE
    wishers = np.int64(people[at.WISHERS])
    for place in range(offers[one + at.WORD], offers[one + at.OFFER_SIZE + at.WORD]):
        word = np.int64(offers[place])
        if word >= people[at.N_TITLES]:
            continue
        first = people[at.WISHER_FIRST] + word
        for pair in range(wishers + people[first], wishers + people[first + 1], 2):
            desk.sums[people[pair]] += people[pair + 1]


@compiled
def _walk_trades(desk: Desk, number: Number) -> None:
    """Look at everybody who may be in the list, by trade and by group of places.

    When many had to be looked at, bounds get everybody's own title points: they cost as much as
    some thousand people.
    """
    n_groups, n_trades = np.int64(desk.people[at.N_GROUPS]), np.int64(desk.people[at.N_TRADES])
    state, points = desk.state, desk.points
    best_place = points[state[at.ORDERS]]
    for position in range(n_trades):
        trade = state[at.ORDERS + n_groups + position]
        title = np.int64(points[n_groups + n_trades + trade] - points[n_groups + trade])
        rest = points[n_groups + n_trades + trade] + state[at.WORDS_MOST]
        most = rest + state[at.SMALL_MOST]
        if not can_win(desk, most + best_place):
            return
        for place in range(n_groups):
            group = state[at.ORDERS + place]
            if not can_win(desk, most + points[group]):
                break
            if state[at.N_LOOKED_AT] > MANY:
                add_sums(desk, number)
            _scan(desk, trade * n_groups + group, rest, title)


@compiled
def _walk_groups(desk: Desk) -> Number:
    """Look at everybody in the best groups of places, and give the first group that was left out.

    The sums of title words are there; left out is who shares none and cannot win without.
    """
    people, state = desk.people, desk.state
    n_groups, n_trades = np.int64(people[at.N_GROUPS]), np.int64(people[at.N_TRADES])
    points = state[at.BY_KIND + at.UNKNOWN_KIND] + state[at.WORDS_MOST]
    bounds = n_groups + n_trades
    for place in range(n_groups):
        group = state[at.ORDERS + place]
        if not can_win(desk, points + state[at.SMALL_MOST] + desk.points[group]):
            return np.int64(place)
        for trade in range(n_trades):
            title = np.int64(desk.points[bounds + trade] - desk.points[n_groups + trade])
            _scan(desk, trade * n_groups + group, points + title, title)
    return n_groups


@inlined
def _place_bound(desk: Desk, person: Number, most: Number) -> Number:
    """Give a bound of the place points of the jobseeker of this number, at most `most`."""
    first = desk.people[at.ANCHORS_OF] + np.int64(person) * at.N_ANCHORS_OF
    if desk.people[first] == at.MANY:
        return most
    found = np.int64(0)
    for slot in range(first, first + at.N_ANCHORS_OF):
        anchor = desk.people[slot]
        if anchor == at.NONE:
            break
        found = max(found, np.int64(desk.places[desk.state[at.MY_PLACE] + anchor]))
    return min(found, most)


@compiled
def walk_sums(desk: Desk, number: Number, best_place: Number) -> None:
    """Look at everybody with a title word in places that give so much or less; clear the sums."""
    people, offers, state = desk.people, desk.offers, desk.state
    one, wishers = number * at.OFFER_SIZE, np.int64(people[at.WISHERS])
    state[at.HAS_SUMS] = 0
    rest = state[at.BY_KIND + at.UNKNOWN_KIND] + state[at.WORDS_MOST]
    for place in range(offers[one + at.WORD], offers[one + at.OFFER_SIZE + at.WORD]):
        word = np.int64(offers[place])
        if word >= people[at.N_TITLES]:
            continue
        first = people[at.WISHER_FIRST] + word
        for pair in range(wishers + people[first], wishers + people[first + 1], 2):
            person = people[pair]
            total = np.int64(desk.sums[person])
            if not total:
                continue
            desk.sums[person] = 0
            coded = min(total * state[at.RULE_TIMES], state[at.RULE_UNCODED])
            most = rest + max(coded, min(total, state[at.RULE_WHOLE]))
            if best_place < 0 or not can_win(desk, most + best_place + state[at.SMALL_MOST]):
                continue
            near = _place_bound(desk, person, best_place)
            if can_win(desk, most + near + state[at.SMALL_MOST]):
                entry = np.int64(people[people[at.ENTRY_OF] + person])
                small = small_points(desk, entry)
                if can_win(desk, most + near + small):
                    consider(desk, entry, small, most)


@compiled
def _walk_without_code(desk: Desk, number: Number) -> None:
    """Look for people when only title and place can tell: first the near ones, by place."""
    add_sums(desk, number)
    n_groups, left_out = np.int64(desk.people[at.N_GROUPS]), _walk_groups(desk)
    best_place = np.int64(-1)
    if left_out < n_groups:
        best_place = np.int64(desk.points[desk.state[at.ORDERS + left_out]])
    walk_sums(desk, number, best_place)


@compiled
def search_one(desk: Desk, number: Number) -> None:
    """Fill the heap with the best jobseekers of the vacancy on the desk; groups are rated."""
    state = desk.state
    desk.best[:] = -1
    rate_trades(desk, number)
    rarest = _rarest(desk)
    is_flat = (
        desk.points[state[at.ORDERS]]
        == desk.points[state[at.ORDERS + desk.people[at.N_GROUPS] - 1]]
    )
    if rarest >= 0:
        _walk_holders(desk, rarest)
    elif state[at.IS_CODED]:
        # Where every place gives the same, bounds need everybody's own title points at once.
        state[at.N_LOOKED_AT] = MANY + 1 if is_flat else 0
        _walk_trades(desk, number)
    else:
        _walk_without_code(desk, number)
    if state[at.HAS_SUMS]:
        walk_sums(desk, number, -1)


@compiled
def search_span(desk: Desk, first_place: Number, order: Longs, found: Longs) -> None:
    """Fill the matches of some vacancies.

    Args:
        desk: all that is read and written.
        first_place: the first place that the desk holds the points of.
        order: vacancies, those of one place together.
        found: int64[n, k], by vacancy, the best first, -1 for none.
    """
    place = np.int64(-1)
    for number in order:
        wanted = np.int64(desk.offers[number * at.OFFER_SIZE + at.PLACE])
        if wanted != place:
            place = wanted
            desk.state[at.MY_PLACE] = (place - first_place) * 3 * desk.people[at.N_ANCHORS]
            rate_groups(desk)
        take_vacancy(desk, number)
        search_one(desk, number)
        leave_vacancy(desk, number)
        take_sorted(desk.best, found[number])


@compiled
def fill_word_points(desk: Desk, number: Number, records: Longs, found: Points) -> None:
    """Fill the points of title, skills and description of some jobseekers: int16[·, 3]."""
    take_vacancy(desk, number)
    for place in range(len(records)):
        found[place, 0] = title_points(desk, records[place])
        found[place, 1] = skill_points(desk, records[place])
        found[place, 2] = text_points(desk, records[place])
    leave_vacancy(desk, number)
