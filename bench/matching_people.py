"""The jobseekers of the synthetic nation as columns of the compiled path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench import matching_words as words
from bench.matching_nation import MILLION, MIX, MONTHS, ON, Nation, Vacancies, coded_pairs
from sanviec.engines.matching import DEFAULT_WEIGHTS
from sanviec.engines.matching.coding import points_of
from sanviec.engines.matching.kernel.encode_wishes import WishColumns, rules_of
from sanviec.engines.matching.kernel.layout import Longs, Offers
from sanviec.engines.matching.kernel.place_tables import AnchorLists, anchors_of, place_tables
from sanviec.engines.matching.occupation import OccupationTerm, shared_table
from sanviec.engines.matching.wish_words import title_budget

Matrix = NDArray[Any]
_LIMITS = np.array([-1, 5, 10, 15, 20, 30, 50])
_CHUNK = 200_000


@dataclass(frozen=True)
class PlaceWishes:
    """Distinct wishes: home commune, limit, wished commune and province, and readiness; -1 none."""

    home: Longs
    limit: Longs
    commune: Longs
    province: Longs
    relocates: NDArray[np.bool_]
    goes_abroad: NDArray[np.bool_]


def people(
    place: Nation, offered: Vacancies, offers: Offers, count: int, seed: int = 2
) -> WishColumns:
    """`count` jobseekers, drawn in chunks so that a whole nation fits in memory."""
    rng = MIX(seed)
    sizes = [min(_CHUNK, count - at) for at in range(0, count, _CHUNK)]
    parts = [_drawn(rng, place, offered, size) for size in sizes]
    drawn = {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}
    times, time = coded_pairs(drawn["shift"], drawn["kind"])
    studies, study = coded_pairs(drawn["months"], drawn["level"])
    places, place_codes = _place_wishes(drawn)
    wages, wage = np.unique(drawn["wage"], return_inverse=True)
    holdings, holding = np.unique(drawn["held"], return_inverse=True)
    kept = drawn["trades"] >= 0
    terms = place.terms.by_key
    return WishColumns(
        place=place_codes,
        wage=wage,
        time=time,
        study=study,
        holding=holding,
        birth_year=drawn["born"],
        title_most=np.full(len(drawn["born"]), DEFAULT_WEIGHTS.title, dtype=np.int64),
        trade_starts=_starts(kept.sum(axis=1)),
        trades=drawn["trades"][kept],
        kinds=_code_kinds(place),
        wage_points=_wage_table(terms["wage"], wages, offered),
        time_points=_pair_table(terms["shift"], terms["employment_type"], times, offered.times),
        study_points=_pair_table(terms["experience"], terms["education"], studies, offered.studies),
        lacks=~holdings.astype(np.uint32)[:, None],
        titles=_lists(drawn, "title"),
        title_points=np.concatenate(list(drawn["title_points"])),
        skills=_lists(drawn, "skill"),
        texts=_lists(drawn, "text", len(offered.marked_keys) + len(offered.plain_keys)),
        places=_places(place, places, offers),
    )


def _starts(sizes: Matrix) -> Longs:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def _lists(drawn: dict[str, Matrix], name: str, lift: int = 0) -> words.Lists:
    """Chunks were joined one after the other, so that keys already stand in order."""
    keys = np.concatenate(list(drawn[f"{name}_keys"])).astype(np.int32) + np.int32(lift)
    return words.Lists(_starts(drawn[f"{name}_size"]), keys, 0)


def _drawn(
    rng: np.random.Generator, place: Nation, offered: Vacancies, count: int
) -> dict[str, Matrix]:
    shape, trades = place.shape, _trades(rng, place, count)
    first = trades[:, 0].copy()
    vague = rng.random(count) < shape.vague
    trades[vague | (rng.random(count) < shape.uncoded)] = -1
    drawn = {
        "trades": trades,
        "shift": rng.choice([0, 1, 3, 5, 13], count, p=[0.4, 0.4, 0.08, 0.07, 0.05]),
        "kind": rng.choice([0, 1, 3, 2, 4], count, p=[0.3, 0.5, 0.1, 0.05, 0.05]),
        "months": rng.choice(MONTHS, count, p=[0.15, 0.25, 0.1, 0.2, 0.15, 0.1, 0.05]),
        "level": rng.choice([-1, 1, 2, 3, 4, 5, 6, 7, 8], count, p=_LEVELS),
        "wage": rng.choice(np.array([-1, *range(10, 50)]), count, p=_wage_shares()) * MILLION // 2,
        "held": _held(rng, count),
        "born": rng.integers(1966, 2009, count),
        **_where(rng, place, count),
    }
    return drawn | _words(rng, place, offered, first, trades, vague)


_LEVELS = [0.1, 0.05, 0.2, 0.3, 0.05, 0.08, 0.08, 0.13, 0.01]


def _wage_shares() -> NDArray[np.float64]:
    wished = words.zipf(40, 0.7)
    return np.concatenate([[0.15], wished * 0.85])


def _trades(rng: np.random.Generator, place: Nation, count: int) -> Matrix:
    """One to three trades; half of the later ones lie near the first."""
    n_trades = len(place.codes)
    trades = rng.choice(n_trades, (count, 3), p=place.trade_shares)
    near = rng.random((count, 3)) < 0.5
    beside = np.clip(trades[:, :1] + rng.integers(-4, 5, (count, 3)), 0, n_trades - 1)
    trades = np.where(near, beside, trades)
    wished = rng.choice([1, 2, 3], count, p=[0.5, 0.3, 0.2])
    trades[np.arange(3)[None, :] >= wished[:, None]] = -1
    return trades


def _held(rng: np.random.Generator, count: int) -> Longs:
    """Papers as bits; nine of ten accept night shifts."""
    papers = rng.random((count, 12)) < np.linspace(0.3, 0.02, 12)
    bits = (papers << np.arange(12)).sum(axis=1)
    return bits + ((rng.random(count) < 0.9).astype(np.int64) << 12)


def _where(rng: np.random.Generator, place: Nation, count: int) -> dict[str, Matrix]:
    n_communes = len(place.communes)
    nowhere = rng.random(count) < place.shape.homeless
    wished_commune = rng.choice(n_communes, count, p=place.vacancy_shares)
    wished_province = rng.integers(0, len(place.provinces), count)

    def some(values: Matrix, share: float) -> Matrix:
        return np.where((rng.random(count) < share) & ~nowhere, values, -1)

    return {
        "home": some(rng.choice(n_communes, count, p=place.people_shares), 0.97),
        "limit": rng.choice(_LIMITS, count, p=[0.35, 0.05, 0.15, 0.1, 0.15, 0.15, 0.05]),
        "commune": some(wished_commune, 0.05),
        "province": some(wished_province, 0.15),
        "relocates": rng.random(count) < 0.12,
        "goes_abroad": rng.random(count) < 0.05,
    }


def _place_wishes(drawn: dict[str, Matrix]) -> tuple[PlaceWishes, Longs]:
    parts = (
        (drawn["home"] + 1, 1 << 12),
        (drawn["limit"] + 1, 1 << 6),
        (drawn["commune"] + 1, 1 << 12),
        (drawn["province"] + 1, 1 << 6),
        (drawn["relocates"].astype(np.int64), 2),
        (drawn["goes_abroad"].astype(np.int64), 2),
    )
    both = np.zeros(len(drawn["home"]), dtype=np.int64)
    for values, size in parts:
        both = both * size + values
    _, firsts, codes = np.unique(both, return_index=True, return_inverse=True)
    names = ("home", "limit", "commune", "province", "relocates", "goes_abroad")
    return PlaceWishes(*(drawn[name][firsts] for name in names)), codes


def _words(
    rng: np.random.Generator,
    place: Nation,
    offered: Vacancies,
    first: Longs,
    trades: Matrix,
    vague: NDArray[np.bool_],
) -> dict[str, Matrix]:
    known = place.words
    said = words.titles(rng, known, first, 0.15)
    said[vague | (rng.random(len(first)) < 0.1)] = -1
    unmarked = rng.random(len(first)) < 0.2
    marked = words.numbered(words.keys_of_titles(said), offered.marked_keys)
    plain = words.numbered(words.keys_of_titles(words.plain(known, said)), offered.plain_keys)
    n_marked = len(offered.marked_keys)
    keys = np.where(unmarked[:, None], np.where(plain >= 0, plain + n_marked, -1), marked)
    weights = place.shape.weights
    budget = np.where(trades[:, 0] >= 0, weights.title, title_budget(weights, ()))
    keys, points = words.shares(keys, _rarity(offered), budget)
    skills = words.lists_of(words.some(rng, known.skills, first, 4, 1.6), words.N_SKILLS)
    texts = words.lists_of(words.some(rng, known.texts, first, 8, 1.5), words.N_TEXT)
    return _title_columns(keys, points) | _columns("skill", skills) | _columns("text", texts)


def _rarity(offered: Vacancies) -> Longs:
    """How rare each title key is: as `wish_words` has it, at most 8."""
    columns = offered.columns
    sizes = [
        np.bincount(lists.keys, minlength=lists.n_keys) for lists in (columns.marked, columns.plain)
    ]
    share = len(columns.wage) // np.maximum(np.concatenate(sizes), 1)
    return np.minimum(np.floor(np.log2(np.maximum(share, 1))).astype(np.int64) + 1, 8)


def _title_columns(keys: Matrix, points: Matrix) -> dict[str, Matrix]:
    order = np.argsort(-points, axis=1, kind="stable")
    keys, points = (np.take_along_axis(table, order, axis=1) for table in (keys, points))
    kept = points > 0
    columns = {"title_size": kept.sum(axis=1)}
    return columns | _one("title_keys", keys[kept]) | _one("title_points", points[kept])


def _columns(name: str, lists: words.Lists) -> dict[str, Matrix]:
    return {f"{name}_size": np.diff(lists.starts)} | _one(f"{name}_keys", lists.keys)


def _one(name: str, values: Matrix) -> dict[str, Matrix]:
    """A chunk's values as one object, so that chunks of any length can be joined."""
    held = np.empty(1, dtype=object)
    held[0] = values
    return {name: held}


def _wage_table(term: Any, wishes: Longs, offered: Vacancies) -> NDArray[np.int16]:
    wished = term.encode_wishes(wishes.tolist())
    return points_of(term.table(wished, term.encode_offers(offered.wages)))


def rules(place: Nation) -> Longs:
    """The weights as the compiled path reads them."""
    return rules_of(place.shape.weights, ON)


def _pair_table(one: Any, other: Any, wishes: list[Any], offers: list[Any]) -> NDArray[np.int16]:
    tables = [
        points_of(term.table([wish[at] for wish in wishes], [offer[at] for offer in offers]))
        for at, term in enumerate((one, other))
    ]
    return (tables[0] + tables[1]).astype(np.int16)


def _code_kinds(place: Nation) -> NDArray[np.int16]:
    term = OccupationTerm(place.shape.weights)
    wished = term.encode_wishes([(code,) for code in place.codes])
    return shared_table(wished, term.encode_offers([*place.codes, ""])).astype(np.int16)


def _places(place: Nation, wished: PlaceWishes, offers: Offers) -> Any:
    """Anchors: homes first, then wished communes, then wished provinces."""
    n_communes = len(place.communes)
    rows = [(s.kind, s.area, s.x, s.y, s.z, home) for home in (1, 0) for s in place.commune_spots]
    rows += [(s.kind, s.area, s.x, s.y, s.z, 0) for s in place.province_spots]
    anchors = np.stack(
        [
            wished.home,
            np.where(wished.commune >= 0, wished.commune + n_communes, -1),
            np.where(wished.province >= 0, wished.province + 2 * n_communes, -1),
        ],
        axis=1,
    )
    none = np.full_like(wished.limit, -1)
    limits = np.stack([wished.limit, none, none], axis=1)
    kept = anchors >= 0
    lists = AnchorLists(
        np.concatenate([[0], np.cumsum(kept.sum(axis=1))]).astype(np.int64),
        anchors[kept].astype(np.int32),
        limits[kept].astype(np.int32),
    )
    table = anchors_of(np.array(rows, dtype=np.int64))
    ready = (wished.relocates, wished.goes_abroad)
    return place_tables(table, lists, ready, offers.spots, place.shape.weights)
