"""Where things lie in the arrays of the compiled path.

All that a search reads lies in three arrays, and all that it writes in three: each array that one
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
    N_TITLE_KEYS,
    SEEN_WIDTH,
    ASKED_WIDTH,
    UNCLASSIFIED,
    UNCLASSIFIED_FROM,
    UNCLASSIFIED_TO,
    # Records of vacancies by occupation, place and id.
    VACANCIES,
    # Of one occupation in one place: place and first vacancy; by occupation.
    CELLS,
    # First cell of an occupation in a group of places.
    FIRST_CELL,
    # The same cells by place: place, occupation, first vacancy and the one after the last.
    STALLS,
    # First stall of a group of places.
    FIRST_STALL,
    # Title keys and skills by vacancy; title keys with marks are numbered first.
    KEYS,
    # Where a key's vacancies begin; title keys, then description keys.
    POSTING_FIRST,
    POSTINGS,
    # The occupations whose titles hold a key, as bits.
    SEEN,
    # Demands as bits, and the legal age limits, -1 for none.
    ASKED,
    AGES,
    # Where the last section ends.
    OFFERS_END,
) = range(22)
N_HEADER = 22
# A vacancy's record.
ROW, PLACE, WAGE, TIME, STUDY, DEMAND, TITLE, SKILL = range(8)
VACANCY_SIZE, CELL_SIZE, STALL_SIZE = 8, 2, 4

# ---- `Desk.wishes`: a jobseeker's record; the last one only ends the one before. Wage, time and
# study are places in `Desk.tables`; trades (rows of `Desk.tables`), lacks, title (pairs of key and
# points, those that give most first), skill and text are places in `Desk.wishes`.
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

# ---- `Desk.state`: the jobseeker at hand, the title at hand, the weights, then two orders.
(
    SMALL_MOST,
    WORDS_MOST,
    TITLE_MOST,
    TITLE_TIMES,
    TITLE_CAP,
    MY_WAGE,
    MY_TIME,
    MY_STUDY,
    MY_LACKS,
    MY_BORN,
    MY_TITLE,
    MY_SKILL,
    MY_TEXT,
    MY_END,
    MY_TITLE_MOST,
    IS_CLASSIFIED,
    RULE_UNCODED,
    RULE_WHOLE,
    RULE_TIMES,
    RULE_SKILL,
    RULE_SKILLS,
    RULE_TEXT,
    RULE_TEXTS,
    RULE_NO_PLACE,
    RULE_YEAR,
    # Most that a jobseeker and an employer can get of what they want; 0 where lists go by score.
    RULE_WISH,
    RULE_DEMAND,
    # Points by shared digits, and for "not known"; six numbers.
    BY_KIND,
) = range(28)
UNKNOWN_KIND, MOST_DIGITS = 5, 4
# What each kind still gives in the walk over places, -1 for those that are done.
OPEN_KIND = BY_KIND + 6
# Groups of places, the best first, then occupations in the order in which they are looked at.
ORDERS = OPEN_KIND + 6


class Desk(NamedTuple):
    """Everything in front of one thread.

    Args:
        offers: int32, the vacancies.
        wishes: int32, the jobseekers.
        tables: int16, points of distinct wishes against distinct offers, row after row.
        points: int16, points of places, most of each group, points of title keys (all zero
            between two jobseekers), and digits shared with each occupation.
        state: int64, numbers of the jobseeker at hand.
        best: int64[k], a heap of matches, the worst first, -1 for none.
    """

    offers: Ints
    wishes: Ints
    tables: Points
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
        free: int16[anchors, P], points of places from an anchor without a limit.
        fixed: int16[anchors, P], the same without what depends on kilometres.
        km: uint16[anchors, P], distance of the nearest commune, 65535 for none.
        start: int64[wishes + 1]; anchor, limit: int32, anchors by wish.
        can_relocate, accepts_overseas: bool[wishes].
        ready: int16[3, P]: points of a place for who would move, who would go abroad, and who
            says nothing of places.
    """

    free: Points
    fixed: Points
    km: NDArray[np.uint16]
    start: Longs
    anchor: Ints
    limit: Ints
    can_relocate: Flags
    accepts_overseas: Flags
    ready: Points


class Wishes(NamedTuple):
    """m jobseekers: what a search reads of them.

    Args:
        data: int32, m + 1 records and their lists.
        tables: int16, points row after row.
        places: points of places.
        size: m.
    """

    data: Ints
    tables: Points
    places: PlaceTables
    size: int
