"""Where things lie in the arrays of the reverse direction.

A jobseeker stands in one *entry* for each wished trade and each place that the points may come
from, so that a walk by trade and place meets everybody at the best of both.
"""

from __future__ import annotations

from typing import NamedTuple

from sanviec.engines.matching.kernel.layout import Ints, Longs, PlaceSpots, Points
from sanviec.engines.matching.kernel.place_rows import Anchors

# Communes of one group lie side by side on the map; all other anchors stand alone.
GROUP = 16
# Behind the anchors: who would move house, who would go abroad, who says nothing of places.
MOVES, LEAVES, ANYWHERE = range(3)
N_READY = 3
N_ANCHORS_OF, NONE, MANY = 4, -1, -2
# People without a code: those without a title, and the others by the title word that gives most.
NO_CODE = 64
# Bits that at most one of so many people holds are gone through by their holders.
RARE = 32

# ---- `People.data` begins with numbers and with where each section begins.
(
    N_PEOPLE,
    # Wished codes, and with `NO_CODE` kinds of people who have none.
    N_CODES,
    N_TRADES,
    N_GROUPS,
    # With those of `N_READY`.
    N_ANCHORS,
    N_WAGES,
    N_TIMES,
    N_STUDIES,
    # Words of titles come first, then skills, then phrases of descriptions.
    N_TITLES,
    SKILLS_END,
    N_WORDS,
    LACKS_WIDTH,
    # Bits of what is not held.
    LACKS,
    # First anchor of each group.
    GROUP_FIRST,
    # First entry of a trade in a group.
    FIRST_ENTRY,
    ENTRIES,
    # Where a title word's trades begin: pairs of trade and most points that the word gives in it.
    WORD_FIRST,
    WORD_TRADES,
    # Where a title word's people begin: pairs of number and points.
    WISHER_FIRST,
    WISHERS,
    # An entry of each number, and the anchors of each, `MANY` where there are more than fit.
    ENTRY_OF,
    ANCHORS_OF,
    # Most of a title's points among the people of a trade.
    TRADE_MOST,
    # How many hold a bit, where their entries begin, and all of them; none for common bits.
    HOLDERS,
    HOLDER_FIRST,
    HOLDER_ENTRIES,
    # Records of jobseekers, each followed by its lists.
    PEOPLE,
    PEOPLE_END,
) = range(28)
N_HEADER = 28
# An entry; person and lacks are places in `People.data`, the limit is -1 for none. Numbers go by
# trade and place, so that people of one trade are near one another in memory; rows go by id.
PERSON, ROW, NUMBER, ANCHOR, LIMIT, WAGE, TIME, STUDY, HELD = range(9)
ENTRY_SIZE = 9
# A jobseeker's record; where its lists begin. Titles are pairs of word and points, places pairs of
# anchor and limit.
BORN, TITLE_MOST, SKILL, TEXT, WHERE, TRADE, END, TITLE = range(8)

# ---- `Offered.data` is n + 1 records and, behind them, words, demands as bits, and age limits.
# Wage, time, study and occupation are places in `Offered.tables`, the others in `Offered.data`;
# the occupation is -1 for none, `ASKED` is 0 where nothing is asked.
OCCUPATION, PLACE, OF_WAGE, OF_TIME, OF_STUDY, ASKED, AGES, WORD = range(8)
OFFER_SIZE = 8

# ---- `Desk.state`: the weights, the vacancy at hand, two orders.
(
    RULE_UNCODED,
    RULE_WHOLE,
    RULE_TIMES,
    RULE_SKILL,
    RULE_SKILLS,
    RULE_TEXT,
    RULE_TEXTS,
    RULE_YEAR,
    # Points by shared digits, and for "not known"; six numbers.
    BY_KIND,
) = range(9)
UNKNOWN_KIND = 5
N_RULES = BY_KIND + 6
(
    SMALL_MOST,
    WORDS_MOST,
    MY_WAGE,
    MY_TIME,
    MY_STUDY,
    MY_ASKED,
    MY_LOW,
    MY_HIGH,
    IS_CODED,
    MY_PLACE,
    # Whether `Desk.sums` holds the title words of everybody.
    HAS_SUMS,
    # How many people were looked at one by one.
    N_LOOKED_AT,
    # Groups, the best first, then trades.
    ORDERS,
) = range(N_RULES, N_RULES + 13)


class People(NamedTuple):
    """The jobseekers: all that a search reads, and where their homes and wished places lie.

    Args:
        data: int32.
        anchors: in the order of the map.
    """

    data: Ints
    anchors: Anchors


class Offered(NamedTuple):
    """Vacancies to find jobseekers for.

    Args:
        data: int32, records and lists.
        tables: int16, points of distinct wishes, a row for each distinct offer.
        spots: where their distinct places lie.
        size: how many.
    """

    data: Ints
    tables: Points
    spots: PlaceSpots
    size: int


class Desk(NamedTuple):
    """Everything in front of one thread.

    Args:
        people, offers, tables: the jobseekers, and vacancies with their tables.
        places: int32[places × 3 × anchors], for each place what each anchor gives without a limit,
            what it gives beyond the limit, and the kilometres to the nearest commune.
        points: int16, most of each group, points of each trade, the same with the title bound, and
            1 for each word of the vacancy.
        sums: int16, points of the vacancy's title words by number; all zero between two vacancies.
        state: int64, numbers of the vacancy at hand.
        best: int64[k], a heap of matches, the worst first, -1 for none.
    """

    people: Ints
    offers: Ints
    tables: Points
    places: Ints
    points: Points
    sums: Points
    state: Longs
    best: Longs
