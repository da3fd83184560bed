"""A seeded synthetic nation as engine columns: invented, with the shape of the real one.

Trades follow Zipf over the 436 unit groups; communes are the real 3,321 with invented weights;
wages, working times, schooling, papers, title words, skills and descriptions are drawn by trade.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench import matching_words as words
from sanviec.engines.matching import DEFAULT_WEIGHTS, Weights
from sanviec.engines.matching.geography import Spot, spot_of, spots
from sanviec.engines.matching.kernel.build import OfferColumns
from sanviec.engines.matching.kernel.layout import Longs
from sanviec.engines.matching.terms import Terms
from sanviec.engines.matching.wage import WageOffer
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import load_gazetteer

ON = date(2026, 11, 22)
MILLION = 1_000_000
MONTHS = (-1, 0, 6, 12, 24, 36, 60)
MIX = np.random.default_rng
Matrix = NDArray[Any]


@dataclass(frozen=True)
class Shape:
    """What a sensitivity run turns: shares from 0 to 1.

    Args:
        unclassified: vacancies without an occupation code.
        vague: jobseekers without a trade in code or words.
        uncoded: jobseekers with a title but no code.
        homeless: jobseekers who name no place at all.
        province: all vacancies and jobseekers in one province.
        weights: points.
    """

    unclassified: float = 0.10
    vague: float = 0.02
    uncoded: float = 0.06
    homeless: float = 0.02
    province: str = ""
    weights: Weights = field(default_factory=lambda: DEFAULT_WEIGHTS)


@dataclass(frozen=True)
class Nation:
    """What vacancies and jobseekers are drawn from."""

    shape: Shape
    terms: Terms
    codes: tuple[str, ...]
    trade_shares: NDArray[np.float64]
    communes: tuple[str, ...]
    provinces: tuple[str, ...]
    commune_spots: tuple[Spot, ...]
    province_spots: tuple[Spot, ...]
    province_of: Longs
    vacancy_shares: NDArray[np.float64]
    people_shares: NDArray[np.float64]
    words: words.Vocabulary


def nation(shape: Shape | None = None) -> Nation:
    """The same nation each time."""
    shape = shape or Shape()
    rng, gazetteer, occupations = MIX(7), load_gazetteer(), load_occupations()
    codes = tuple(sorted(group.code for group in occupations.all() if len(group.code) == 4))
    provinces = tuple(p.code for p in gazetteer.provinces() if shape.province in ("", p.code))
    found = [(c.code, at) for at, p in enumerate(provinces) for c in gazetteer.communes(p)]
    province_of = np.array([at for _, at in found])
    big = rng.permutation(words.zipf(len(provinces), 0.8))[province_of]
    return Nation(
        shape,
        Terms(shape.weights, gazetteer, occupations),
        codes,
        rng.permutation(words.zipf(len(codes), 1.0)),
        tuple(code for code, _ in found),
        provinces,
        tuple(spot_of(code, gazetteer) for code, _ in found),
        tuple(spot_of(code, gazetteer) for code in provinces),
        province_of,
        _shares(big * rng.permutation(words.zipf(len(found), 0.6))),
        _shares(big**0.5 * rng.permutation(words.zipf(len(found), 0.3))),
        words.vocabulary(rng, len(codes)),
    )


def _shares(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return weights / weights.sum()


@dataclass(frozen=True)
class Vacancies:
    """Vacancies as columns, and what their codes stand for."""

    columns: OfferColumns
    wages: list[WageOffer]
    times: list[tuple[int, int]]
    studies: list[tuple[int, int]]
    marked_keys: Longs
    plain_keys: Longs


def vacancies(place: Nation, count: int, seed: int = 1) -> Vacancies:
    """`count` vacancies."""
    rng = MIX(seed)
    trade = rng.choice(len(place.codes), count, p=place.trade_shares)
    lost = rng.random(count) < place.shape.unclassified
    times, time = _times(rng, count)
    studies, study = _studies(rng, count)
    wages, wage = _wages(rng, trade)
    night = np.array([bool(shift & 4) and not shift & 16 for shift, _ in times])[time]
    demand, asked, ages = _demands(rng, count, night)
    syllables = words.titles(rng, place.words, trade, 0.5)
    marked = words.keys_of_titles(syllables)
    plain = words.keys_of_titles(words.plain(place.words, syllables))
    known = [np.unique(keys[keys >= 0]) for keys in (marked, plain)]
    columns = OfferColumns(
        occupation=np.where(lost, len(place.codes), trade),
        n_occupations=len(place.codes) + 1,
        unclassified=len(place.codes),
        **_workplaces(rng, place, count),
        wage=wage,
        time=time,
        study=study,
        demand=demand,
        asked=asked,
        age_low=ages[0],
        age_high=ages[1],
        marked=words.lists_of(words.numbered(marked, known[0]), len(known[0])),
        plain=words.lists_of(words.numbered(plain, known[1]), len(known[1])),
        skills=words.lists_of(words.some(rng, place.words.skills, trade, 5, 1.6), words.N_SKILLS),
        text=words.lists_of(_descriptions(rng, place, trade), words.N_TEXT),
    )
    return Vacancies(columns, wages, times, studies, known[0], known[1])


def _times(rng: np.random.Generator, count: int) -> tuple[list[tuple[int, int]], Longs]:
    shift = rng.choice([0, 1, 2, 5, 8, 16, 9], count, p=[0.5, 0.25, 0.03, 0.08, 0.08, 0.04, 0.02])
    kind = rng.choice([0, 1, 2, 4, 8, 16], count, p=[0.2, 0.6, 0.08, 0.05, 0.04, 0.03])
    return coded_pairs(shift, kind)


def _studies(rng: np.random.Generator, count: int) -> tuple[list[tuple[int, int]], Longs]:
    months = rng.choice(MONTHS, count, p=[0.3, 0.3, 0.08, 0.16, 0.1, 0.04, 0.02])
    level = rng.choice(
        [-1, 0, 2, 3, 4, 5, 6, 7, 8], count, p=[0.25, 0.2, 0.1, 0.15, 0.05, 0.08, 0.07, 0.09, 0.01]
    )
    return coded_pairs(months, level)


def coded_pairs(one: Matrix, other: Matrix) -> tuple[list[tuple[int, int]], Longs]:
    """Distinct pairs, and each row's."""
    both = (one.astype(np.int64) + 1) * 1_000 + other + 1
    distinct, codes = np.unique(both, return_inverse=True)
    pairs = [(int(value) // 1_000 - 1, int(value) % 1_000 - 1) for value in distinct]
    return pairs, codes.astype(np.int64)


def _wages(rng: np.random.Generator, trade: Longs) -> tuple[list[WageOffer], Longs]:
    """Steps of half a million; what is offered differs by trade."""
    low = np.clip(10 + trade % 12 + rng.integers(-4, 8, len(trade)), 8, 60)
    high = low + rng.integers(0, 11, len(trade))
    kind = rng.choice(3, len(trade), p=[0.15, 0.8, 0.05])
    both = np.where(kind == 0, 0, low * 1_000 + np.where(kind == 1, high, 0))
    distinct, codes = np.unique(both, return_inverse=True)
    ends = [(int(value) // 1_000, int(value) % 1_000) for value in distinct]
    half = MILLION // 2
    return [WageOffer(a * half or None, b * half or None) for a, b in ends], codes


def _demands(
    rng: np.random.Generator, count: int, night: NDArray[np.bool_]
) -> tuple[Longs, NDArray[np.uint32], tuple[Longs, Longs]]:
    """Demand codes: a paper of 12 or none, times night shift, times an age limit of the law."""
    papers = rng.choice(13, count, p=[0.8, *(words.zipf(12, 0.8) * 0.2)])
    limited = rng.random(count) < 0.02
    bits = np.array([0, *(1 << at for at in range(12))], dtype=np.uint32)
    asked = np.concatenate([bits, bits | np.uint32(1 << 12)])
    none = np.full(26, -1)
    ages = np.concatenate([none, np.full(26, 18)]), np.concatenate([none, np.full(26, 35)])
    return papers + 13 * night + 26 * limited, np.tile(asked, 2)[:, None], ages


def _workplaces(rng: np.random.Generator, place: Nation, count: int) -> dict[str, Any]:
    """Communes, a province without commune, two communes of one province, or not known."""
    commune = rng.choice(len(place.communes), count, p=place.vacancy_shares)
    second = np.minimum(commune + rng.integers(1, 40, count), len(place.communes) - 1)
    kind = rng.choice(4, count, p=[0.9, 0.04, 0.03, 0.03])
    wide = 10_000
    value = np.select(
        [kind == 0, kind == 1, kind == 2],
        [commune * wide, wide * wide + place.province_of[commune], commune * wide + second + 1],
        -1,
    )
    distinct, codes = np.unique(value, return_inverse=True)
    groups = [_spots_of(place, int(value), wide) for value in distinct]
    sizes = np.array([len(group) for group in groups])
    return {
        "place": codes,
        "spots": spots([spot for group in groups for spot in group]),
        "spot_start": np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        "has_place": distinct >= 0,
    }


def _spots_of(place: Nation, value: int, wide: int) -> list[Spot]:
    if value < 0:
        return [spot_of("??", place.terms.gazetteer)]
    if value >= wide * wide:
        return [place.province_spots[value - wide * wide]]
    found = [place.commune_spots[value // wide]]
    return found + ([place.commune_spots[value % wide - 1]] if value % wide else [])


def _descriptions(rng: np.random.Generator, place: Nation, trade: Longs) -> Matrix:
    """Half of the vacancies have one; two thirds of its phrases are the trade's."""
    own = words.some(rng, place.words.texts, trade, 24, 1.5)
    common = rng.choice(words.N_TEXT, (len(trade), 12), p=words.zipf(words.N_TEXT, 0.9))
    found = np.concatenate([own, common], axis=1)
    found[rng.random(len(trade)) < 0.5] = -1
    return found
