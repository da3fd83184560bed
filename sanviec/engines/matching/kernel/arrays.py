"""What the compiled functions read: plain arrays under fixed names."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Masks = NDArray[np.uint64]
Points = NDArray[np.int16]
Flags = NDArray[np.bool_]
# What a compiled function takes for a number.
Number = int | np.signedinteger[Any]

# Places of one group lie side by side on the map; a group has one bound for each jobseeker.
GROUP = 32
# A vacancy's codes of wage, working time, study and demand share one number of 64 bits.
WAGE_BITS, TIME_BITS, STUDY_BITS, DEMAND_BITS = 20, 10, 14, 20
# A match is one number: its score above, its row counted down from the last below.
LAST_ROW = (1 << 31) - 1


class Cells(NamedTuple):
    """Runs of vacancies of one occupation in one place; G groups of places.

    Args:
        first: int32[O × G + 1], first cell of an occupation in a group of places.
        place: int32[C], place code of a cell.
        start: int32[C + 1], first vacancy of a cell.
    """

    first: Ints
    place: Ints
    start: Ints


class Titles(NamedTuple):
    """Words of titles; T keys, those with marks before those without.

    Args:
        start: int32[n + 1], where a vacancy's keys begin.
        keys: int32, keys by vacancy.
        first: int64[T + 1], where a key's vacancies begin.
        rows: int32, vacancies by key, ascending.
        seen: uint64[T, ⌈O ÷ 64⌉], the occupations whose titles hold a key, as bits.
    """

    start: Ints
    keys: Ints
    first: Longs
    rows: Ints
    seen: Masks


class Skills(NamedTuple):
    """Skill phrases by vacancy: int32[n + 1] and int32."""

    start: Ints
    keys: Ints


class Texts(NamedTuple):
    """Vacancies by key of their descriptions, ascending: int64[keys + 1] and int32."""

    first: Longs
    rows: Ints


class Demands(NamedTuple):
    """Distinct demands: uint64[D, words] bits; int64[D] legal age limits, -1 for none."""

    asked: Masks
    age_low: Longs
    age_high: Longs


class PlaceSpots(NamedTuple):
    """Where the distinct places lie.

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
    """n vacancies sorted by occupation, then by place, then by id.

    O distinct occupations, P distinct places, D distinct demands.

    Args:
        row: int32[n], place in the order of ids.
        small: uint64[n], codes of wage, working time, study and demand.
        place: int32[n], place code.
        unclassified: int64[1], the occupation code that means "not known", -1 when none has it.
    """

    row: Ints
    small: Masks
    place: Ints
    cells: Cells
    titles: Titles
    skills: Skills
    texts: Texts
    demands: Demands
    spots: PlaceSpots
    unclassified: Longs


class Wishes(NamedTuple):
    """Jobseekers in the order in which they came: codes into `WishTables`, and words.

    Args:
        occupation, place, wage, time, study, holding: int32[m], codes.
        is_classified: bool[m], the jobseeker has an occupation code.
        title_start: int64[m + 1]; title_keys: int32; title_points: int16, descending.
        skill_start: int64[m + 1]; skill_keys: int32.
        text_start: int64[m + 1]; text_keys: int32.
    """

    occupation: Ints
    place: Ints
    wage: Ints
    time: Ints
    study: Ints
    holding: Ints
    is_classified: Flags
    title_start: Longs
    title_keys: Ints
    title_points: Points
    skill_start: Longs
    skill_keys: Ints
    text_start: Longs
    text_keys: Ints


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


class WishTables(NamedTuple):
    """Points of distinct wishes against distinct offers.

    Args:
        code_class: uint8[codes, O], digits that an occupation code shares with an occupation.
        occupation_start: int64[wishes + 1]; occupation_codes: int32, codes by wish.
        wage, time, study: int16[wishes, offers].
        wage_most, time_most, study_most: int16[wishes], the greatest of each row.
        lacks: uint64[holdings, words], bits of what is not held.
        birth_year: int64[holdings], -1 when not known.
        places: points of places.
    """

    code_class: NDArray[np.uint8]
    occupation_start: Longs
    occupation_codes: Ints
    wage: Points
    wage_most: Points
    time: Points
    time_most: Points
    study: Points
    study_most: Points
    lacks: Masks
    birth_year: Longs
    places: PlaceTables


class Rules(NamedTuple):
    """The numbers of `Weights` that the compiled functions need.

    Args:
        by_class: int64[6], points by shared digits, and for "not known".
        title: most for a title when both sides are classified.
        title_whole: most for a title otherwise.
        title_times: times a classified jobseeker's title points count for an unclassified vacancy.
        skill, skills_most, text, text_most: as in `Weights`.
        place_unknown: points when the workplace is not known.
        year: the year of the match.
    """

    by_class: Longs
    title: int
    title_whole: int
    title_times: int
    skill: int
    skills_most: int
    text: int
    text_most: int
    place_unknown: int
    year: int


class Scratch(NamedTuple):
    """What one thread writes while it searches.

    Args:
        place_points: int16[P]; group_most: int16[G]; group_order: int32[G].
        occupation_class: uint8[O]; occupation_order: int32[O]; class_start: int64[7].
        title_points: int16[T], all zero between two jobseekers.
        best: int64[k], a heap of matches, the worst first, -1 for none.
    """

    place_points: Points
    group_most: Points
    group_order: Ints
    occupation_class: NDArray[np.uint8]
    occupation_order: Ints
    class_start: Longs
    title_points: Points
    best: Longs
