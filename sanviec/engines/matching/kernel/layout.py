"""Where things lie in the arrays of the compiled path.

All that a search reads lies in four arrays, and all that it writes in three: each array that one
compiled function hands to the next costs about as much as looking at a vacancy, and each one adds
to the time that the compiler takes.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Masks = NDArray[np.uint32]
Points = NDArray[np.int16]
Flags = NDArray[np.bool_]
# What a compiled function takes for a number.
Number = int | np.signedinteger[Any]

# Places of one group lie side by side on the map; a group has one bound for each jobseeker.
GROUP = 32
# A match is one number: its score above, its row counted down from the last below.
LAST_ROW = (1 << 31) - 1

# ---- `Desk.offers` begins with numbers and with where each section begins.
(
    N_VACANCIES,
    N_OCCUPATIONS,
    N_PLACES,
    N_GROUPS,
    # Title keys with marks, then all title keys, then with those of descriptions behind them.
    N_MARKED_KEYS,
    N_TITLE_KEYS,
    N_POSTED_KEYS,
    SEEN_WIDTH,
    ASKED_WIDTH,
    # Vacancies of the occupation that has most of them.
    LARGEST,
    UNCLASSIFIED,
    # Records of vacancies by occupation, place and id.
    VACANCIES,
    # Where an occupation's vacancies begin.
    TRADE_FIRST,
    # Where an occupation's vacancies in a group of places begin.
    GROUP_FIRST,
    # The vacancies once more by place, occupation and id, and the first one of each group.
    BY_PLACE,
    FIRST_IN_GROUP,
    # Where a vacancy's words begin.
    WORDS_AT,
    # By vacancy: its demand, how many title keys with marks and in all, those, then its skills.
    WORDS,
    # Where a key's vacancies begin; title keys, then description keys.
    POSTING_FIRST,
    POSTINGS,
    # The occupations whose vacancies hold a key, as bits; title keys, description keys, skills.
    SEEN,
    # Demands as bits, and the legal age limits, -1 for none.
    ASKED,
    AGES,
    # Where the last section ends.
    OFFERS_END,
) = range(24)
N_HEADER = 24
# A vacancy's record; working time and study share a number.
PLACE, WAGE, TIME_AND_STUDY, ROW = range(4)
VACANCY_SIZE = 4
# A record by place begins like that; then the number among the records by occupation.
NUMBER, TRADE = 3, 4
BY_PLACE_SIZE = 5
# Bits of the study in the number that it shares with the working time.
STUDY_BITS, STUDY_MASK = 16, (1 << 16) - 1
# Before the words of a vacancy stand its demand and the two numbers of its title keys.
BEFORE_WORDS = 3

# ---- `Desk.wishes`: a jobseeker's record; the last one only ends the one before. Wage, time and
# study are places in `Desk.tables`; trades (rows of `Desk.tables`), lacks, title (pairs of key and
# points, those that give most first), skill, text and places (how many, then pairs of row and
# limit) are places in `Desk.wishes`.
(
    WISH_PLACE,
    WISH_WAGE,
    WISH_TIME,
    WISH_STUDY,
    WISH_TRADES,
    WISH_N_TRADES,
    WISH_LACKS,
    WISH_BORN,
    WISH_SMALL,
    WISH_TITLE_MOST,
    WISH_TITLE,
    WISH_SKILL,
    WISH_TEXT,
) = range(13)
WISH_SIZE = 13

# ---- `Desk.state`: the jobseeker at hand, what is looked at, the weights, then lists.
(
    # The most that wage, working time and study give, and the description.
    SMALL_MOST,
    TEXTS_MOST,
    # In what is looked at: the most of the title and of skills and description where these are
    # not summed, and how title points count.
    TITLE_MOST,
    REST_MOST,
    TITLE_TIMES,
    TITLE_CAP,
    # Whether description points, and title points too, are summed before a vacancy is looked at;
    # the most of the sums, without titles as well, and how many lists of postings were summed.
    IS_SUMMED,
    IS_TITLE_SUMMED,
    SUM_MOST,
    TEXT_SUM_MOST,
    N_SUMMED,
    # Place in `Desk.points` of the sum of the vacancy of number 0.
    SUMS_FROM,
    MY_WAGE,
    MY_TIME,
    MY_STUDY,
    MY_LACKS,
    MY_BORN,
    MY_TITLE,
    MY_SKILL,
    MY_TEXT,
    MY_END,
    MY_PLACES,
    MY_TITLE_MOST,
    # Whether title words were written with marks, and whether without.
    IS_MARKED,
    IS_PLAIN,
    IS_CLASSIFIED,
    # Where the sections of `Desk.points` begin: the most of groups of places, points of title
    # keys, then by occupation its own points and the most of a title, of skills, of skills and
    # description, and of all these, then description points by vacancy of one occupation.
    GROUPS_AT,
    KEYS_AT,
    TRADES_AT,
    TITLES_AT,
    SKILLS_AT,
    RESTS_AT,
    UPPERS_AT,
    SUMS_AT,
    # Where lists begin in `Desk.state`: occupations in the order in which they are looked at,
    # where each wished phrase and title word is posted (from, to), and how many groups of places
    # have each most.
    ORDER_AT,
    POSTED_AT,
    COUNTS_AT,
    # What decides which way is taken, not what is found: see `search.LIMITS`.
    LIMIT_SUMMED,
    LIMIT_FIRST,
    LIMIT_SMALL,
    RULE_UNCODED,
    RULE_WHOLE,
    RULE_TIMES,
    RULE_SKILL,
    RULE_SKILLS,
    RULE_TEXT,
    RULE_TEXTS,
    RULE_YEAR,
    # Most that a jobseeker and an employer can get of what they want; 0 where lists go by score.
    RULE_WISH,
    RULE_DEMAND,
    # Points by shared digits, and for "not known"; six numbers.
    BY_KIND,
) = range(51)
UNKNOWN_KIND = 5
N_RULES = BY_KIND + 6
# Groups of places, the best first.
GROUP_ORDER = N_RULES
# Points of an occupation that is done.
DONE = -30_000
# No term gives more; the weights are held to it.
MOST_POINTS = 2_000
# More points than these are not summed in 16 bits.
MOST_SUM = 30_000
# Bits of a number of `SEEN`.
WORD_BITS = 32


class Desk(NamedTuple):
    """Everything in front of one thread.

    Args:
        offers: int32, the vacancies.
        wishes: int32, the jobseekers.
        tables: int16, points of distinct wishes against distinct offers, row after row.
        places: int16, points of places from each anchor, row after row.
        points: int16, points of places, most of each group, points of title keys (all zero
            between two jobseekers), bounds by occupation, and sums of description points (all
            zero between two occupations).
        state: int64, numbers of the jobseeker at hand.
        best: int64[k], a heap of matches, the worst first, -1 for none.
    """

    offers: Ints
    wishes: Ints
    tables: Points
    places: Points
    points: Points
    state: Longs
    best: Longs


class PlaceSpots(NamedTuple):
    """Where the P distinct places lie.

    Args:
        kind, area: int64, kinds and areas of the spots of all places, place by place.
        xyz: int64[·, 3], their grid coordinates.
        start: int64[P + 1], where a place's spots begin.
        is_known: bool[P], False for "place not known".
    """

    kind: Longs
    area: Longs
    xyz: Longs
    start: Longs
    is_known: Flags


class Offers(NamedTuple):
    """The vacancies: one array for the search, and where their places lie."""

    data: Ints
    spots: PlaceSpots


class PlaceTables(NamedTuple):
    """Points of places.

    Args:
        rows: int16[anchors + 3, 3 * (P + groups)], by anchor: the points of each place without a
            limit, those without what depends on kilometres, and the kilometres to the nearest
            commune; then the most, the most and the least of these in each group. Behind the
            anchors stand who would move, who would go abroad, and who says nothing of places.
        start: int64[wishes + 1]; anchor, limit: int32, rows by wish, -1 for no limit.
    """

    rows: Points
    start: Longs
    anchor: Ints
    limit: Ints


class Wishes(NamedTuple):
    """m jobseekers: what a search reads of them.

    Args:
        data: int32, m + 1 records and their lists.
        tables: int16, points row after row.
        places: int16, `PlaceTables.rows`, row after row.
        size: m.
    """

    data: Ints
    tables: Points
    places: Points
    size: int
