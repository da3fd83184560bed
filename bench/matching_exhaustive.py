"""One vacancy against everybody, by looking at everybody: the peer of the reverse direction."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bench.matching_nation import ON, Nation
from sanviec.engines.matching.geography import (
    AREA_BITS,
    AREA_MASK,
    COMMUNE,
    COUNTRY,
    PROVINCE,
    points_by_km,
)
from sanviec.engines.matching.kernel.encode_wishes import WishColumns
from sanviec.engines.matching.kernel.reverse.columns import Wished
from sanviec.engines.matching.wish_words import title_budget

Scores = NDArray[np.int64]
_KM_PER_STEP = 6371.0088 / 10_000_000


class Everybody:
    """All jobseekers as sparse rows of words and as codes.

    Args:
        place: the nation.
        wished: its jobseekers.
        where: their homes and wished places.
    """

    def __init__(self, place: Nation, wished: WishColumns, where: Wished) -> None:
        self._weights, self._wished, self._where = place.shape.weights, wished, where
        self._titles = _rows(wished.titles, wished.title_points)
        weights = place.shape.weights
        self._skills = _rows(wished.skills, np.full(len(wished.skills.keys), weights.skill))
        self._texts = _rows(wished.texts, np.full(len(wished.texts.keys), weights.text))
        self._n_trades = np.diff(wished.trade_starts)

    def best(self, columns: Any, number: int, k: int) -> NDArray[np.int64]:
        """Scores of the k best feasible jobseekers, descending, -1 where there are fewer.

        Args:
            columns: the vacancies.
            number: the vacancy.
            k: how many.
        """
        scores = self.scores(columns, number)
        return -np.sort(-np.partition(scores, len(scores) - k)[-k:])

    def scores(self, columns: Any, number: int) -> Scores:
        """Everybody's score for a vacancy, -1 where it is not feasible."""
        wished = self._wished
        scores = self._trade(int(columns.occupation[number]), columns.unclassified)
        scores += self._place(columns, int(columns.place[number]))[wished.place]
        scores += wished.wage_points[:, columns.wage[number]][wished.wage]
        scores += wished.time_points[:, columns.time[number]][wished.time]
        scores += wished.study_points[:, columns.study[number]][wished.study]
        scores += self._words(columns, number)
        scores[~self._is_feasible(columns, int(columns.demand[number]))] = -1
        return scores

    def _trade(self, occupation: int, unclassified: int) -> Scores:
        by_kind = np.array(self._weights.occupation, dtype=np.int64)
        found = np.full(len(self._n_trades), self._weights.occupation_unknown, dtype=np.int64)
        if occupation == unclassified:
            return found
        points = by_kind[self._wished.kinds[self._wished.trades, occupation]]
        owners = np.flatnonzero(self._n_trades)
        found[owners] = np.maximum.reduceat(points, self._wished.trade_starts[:-1][owners])
        return found

    def _place(self, columns: Any, place: int) -> Scores:
        """Points by distinct wish."""
        where, weights = self._where, self._weights
        if not columns.has_place[place]:
            return np.full(len(where.can_relocate), weights.place_unknown, dtype=np.int64)
        spots = range(columns.spot_start[place], columns.spot_start[place + 1])
        pairs = [self._pair(columns.spots, spot) for spot in spots]
        apart, near, km = (np.array(part) for part in zip(*pairs, strict=True))
        nearest = km.min(axis=0)[where.anchor]
        beyond = (where.limit >= 0) & (nearest > where.limit)
        points = np.where(beyond, 0, near.max(axis=0)[where.anchor])
        points = np.maximum(points, apart.max(axis=0)[where.anchor])
        kinds = columns.spots.kind[spots.start : spots.stop]
        home, abroad = (kinds != COUNTRY).any(), (kinds == COUNTRY).any()
        sizes = np.diff(where.starts)
        found = np.where(sizes == 0, home * weights.place_unknown, 0)
        owners = np.flatnonzero(sizes)
        found[owners] = np.maximum.reduceat(points, where.starts[:-1][owners])
        found = np.maximum(found, where.can_relocate * home * weights.place_relocation)
        return np.maximum(found, where.accepts_overseas * abroad * weights.place_overseas)

    def _pair(self, spots: Any, spot: int) -> tuple[Scores, Scores, Scores]:
        """Points of every anchor at one workplace: by area, by distance, and the kilometres."""
        anchors, weights = self._where.anchors, self._weights
        apart = ((anchors.xyz - spots.xyz[spot]) ** 2).sum(axis=1).astype(np.float64)
        km = (np.sqrt(apart) * _KM_PER_STEP).astype(np.int64)
        by_km = np.array(points_by_km(weights.place))
        near = by_km[np.minimum(km, len(by_km) - 1)]
        both = (anchors.kind == COMMUNE) & (spots.kind[spot] == COMMUNE)
        here, there = anchors.area, spots.area[spot]
        former, other = here >> AREA_BITS, there >> AREA_BITS
        is_whole = (former == 0) | (other != 0)
        wished = np.where(
            (anchors.kind == PROVINCE) & (anchors.is_home == 0) & is_whole,
            weights.place_wished,
            weights.place_same_province,
        )
        elsewhere = (former != 0) & (other != 0) & (former != other)
        inside = np.where(elsewhere, np.minimum(near, weights.place_same_province), wished)
        same = here & AREA_MASK == there & AREA_MASK
        area = np.where(same, inside, np.minimum(near, weights.place_near_province))
        return np.where(both, 0, area), np.where(both, near, 0), np.where(both, km, 65_535)

    def _words(self, columns: Any, number: int) -> Scores:
        weights, n_marked = self._weights, columns.marked.n_keys
        n_titles = n_marked + columns.plain.n_keys
        said = np.concatenate([_of(columns.marked, number), _of(columns.plain, number) + n_marked])
        title = self._titles @ _flags(said, self._titles.shape[1])
        whole, is_coded = title_budget(weights, ()), self._n_trades > 0
        if columns.occupation[number] == columns.unclassified:
            title = np.where(is_coded, title * weights.title_unclassified, title)
            most = np.where(is_coded, weights.title_uncoded, whole)
        else:
            most = np.where(is_coded, self._wished.title_most, whole)
        skills = self._skills @ _flags(_of(columns.skills, number), self._skills.shape[1])
        texts = self._texts @ _flags(_of(columns.text, number) + n_titles, self._texts.shape[1])
        few = np.minimum(skills, weights.skills_most) + np.minimum(texts, weights.text_most)
        return np.minimum(title, most) + few

    def _is_feasible(self, columns: Any, demand: int) -> NDArray[np.bool_]:
        lacks = self._wished.lacks[:, 0] & columns.asked[demand, 0]
        oldest = ON.year - self._wished.birth_year
        low, high = columns.age_low[demand], columns.age_high[demand]
        in_age = ((low < 0) | (oldest >= low)) & ((high < 0) | (oldest - 1 <= high))
        return (lacks == 0)[self._wished.holding] & in_age


def _rows(lists: Any, points: Any) -> Any:
    width = int(lists.keys.max()) + 1
    table = (points.astype(np.int64), lists.keys, lists.starts)
    return sparse.csr_matrix(table, shape=(len(lists.starts) - 1, width))


def _of(lists: Any, number: int) -> NDArray[np.int64]:
    return lists.keys[lists.starts[number] : lists.starts[number + 1]].astype(np.int64)


def _flags(keys: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    flags = np.zeros(width, dtype=np.int64)
    flags[keys[keys < width]] = 1
    return flags
