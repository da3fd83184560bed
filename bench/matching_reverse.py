"""Exact best ten jobseekers of a vacancy among a million of a synthetic nation.

    python -m bench.matching_reverse [--people N] [--sensitivity] [--json]

The peer looks at everybody with NumPy and scipy; it was written from the rules and knows nothing of
our arrays, so its scores also check ours.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bench.matching import SHAPES
from bench.matching_exhaustive import Everybody
from bench.matching_nation import ON, Nation, Shape, Vacancies, nation, vacancies
from bench.matching_people import people, rules
from bench.report import Report, clock
from sanviec.engines.matching.kernel.build import Lists, offers_of
from sanviec.engines.matching.kernel.encode_wishes import WishColumns
from sanviec.engines.matching.kernel.encode_wishes import packed as wishes_packed
from sanviec.engines.matching.kernel.layout import PlaceSpots
from sanviec.engines.matching.kernel.lists import joined
from sanviec.engines.matching.kernel.place_rows import Anchors
from sanviec.engines.matching.kernel.reverse import layout as at
from sanviec.engines.matching.kernel.reverse.build import people_of
from sanviec.engines.matching.kernel.reverse.columns import PeopleColumns, Wished
from sanviec.engines.matching.kernel.reverse.lasts import entered_rows, lasts_of
from sanviec.engines.matching.kernel.reverse.layout import People
from sanviec.engines.matching.kernel.reverse.offers import OfferColumns, packed
from sanviec.engines.matching.kernel.reverse.rules import Rules, rules_of
from sanviec.engines.matching.kernel.reverse.search import best_jobseekers, part_of
from sanviec.engines.matching.kernel.search import best_vacancies
from sanviec.engines.matching.wish_words import title_budget

K = 10
_PEOPLE, _VACANCIES, _ALONE, _COMPARED = 1_000_000, 20_000, 2_000, 30
# Vacancies that are compared with everybody's last places.
_ENTERED = 500
MB = 1024 * 1024


def main() -> None:
    """Run one size and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=_PEOPLE)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    parser.add_argument("--sensitivity", action="store_true", help="other populations instead")
    options = parser.parse_args()
    kept = options.sensitivity or options.people == _PEOPLE
    figures = sensitivity(200_000) if options.sensitivity else measure(options.people)
    if options.json:
        sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")
        return
    report = Report("matching_reverse_sensitivity" if options.sensitivity else "matching_reverse")
    for what, value in figures.items():
        text = f"{value:,.4g}" if isinstance(value, float) else f"{value:,}"
        report.add(what, text, "≤ 2 ms" if what.startswith("one vacancy, wall") else "")
    report.finish(is_kept=kept)


@dataclass(frozen=True)
class World:
    """A nation on both sides.

    Args:
        place: the nation.
        offered, wished: its vacancies and jobseekers.
    """

    place: Nation
    offered: Vacancies
    wished: WishColumns

    @classmethod
    def drawn(cls, shape: Shape, n_vacancies: int, n_people: int) -> World:
        """The same world each time."""
        place = nation(shape)
        offered = vacancies(place, n_vacancies)
        offers, _ = offers_of(offered.columns)
        return cls(place, offered, people(place, offered, offers, n_people))


def measure(n_people: int) -> dict[str, Any]:
    """Every figure, all from one run."""
    world = World.drawn(Shape(), _VACANCIES, n_people)
    people_of(people_columns(World.drawn(Shape(), _VACANCIES, 100)))
    columns = people_columns(world)
    with clock() as build:
        ready = people_of(columns)
    numbers = rules_of(world.place.shape.weights, ON)
    wanted = offer_columns(world.offered, world.wished)
    walls, used = _alone(ready, wanted, numbers, _ALONE)
    in_bulk = packed(wanted)
    with clock() as bulk:
        best = best_jobseekers(ready, in_bulk, numbers, K, 2)
    figures = {
        "jobseekers": n_people,
        "index build from columns, s": build[0],
        "index, MB": ready.data.nbytes / MB,
        "entries": (ready.data[at.ENTRIES + 1] - ready.data[at.ENTRIES]).item() // at.ENTRY_SIZE,
    }
    for name, spent in (("wall", walls), ("processor time", used)):
        for percent in (50, 99):
            value = float(np.percentile(spent, percent) * 1e3)
            figures[f"one vacancy, {name}, p{percent} ms"] = value
    figures["in bulk, vacancies/s (2 threads)"] = _VACANCIES / bulk[0]
    figures |= _compared(world, best.scores)
    figures |= _entered(world, ready, wanted, numbers)
    figures["peak memory with the columns, MB"] = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    )
    return figures


def _alone(
    ready: People, wanted: OfferColumns, numbers: Rules, count: int
) -> tuple[list[float], list[float]]:
    """Seconds of calls for one vacancy each: by the wall, and of the processor."""
    alone = [packed(one_of(wanted, number)) for number in range(count)]
    best_jobseekers(ready, alone[0], numbers, K)
    walls, used = [], []
    for one in alone:
        started, before = time.perf_counter(), time.thread_time()
        best_jobseekers(ready, one, numbers, K)
        used.append(time.thread_time() - before)
        walls.append(time.perf_counter() - started)
    return walls, used


def sensitivity(n_people: int) -> dict[str, Any]:
    """Processor time a vacancy, ms, by population."""
    figures: dict[str, Any] = {"jobseekers": n_people}
    for name, shape in SHAPES.items():
        world = World.drawn(shape, 5_000, n_people)
        ready = people_of(people_columns(world))
        numbers = rules_of(shape.weights, ON)
        wanted = offer_columns(world.offered, world.wished)
        _, used = _alone(ready, wanted, numbers, 500)
        figures[f"{name}, mean ms"] = float(np.mean(used) * 1e3)
        figures[f"{name}, p99 ms"] = float(np.percentile(used, 99) * 1e3)
    return figures


def _compared(world: World, scores: Any) -> dict[str, Any]:
    """The peer's time, and how many of its score lists are ours."""
    columns = world.offered.columns
    peer = Everybody(world.place, world.wished, people_columns(world).wished)
    same, spent = 0, []
    for number in range(_COMPARED):
        started = time.perf_counter()
        found = peer.best(columns, number, K)
        spent.append(time.perf_counter() - started)
        same += int((found == scores[number]).all())
    return {
        "everybody looked at (numpy, scipy), p50 ms": float(np.percentile(spent, 50) * 1e3),
        f"score lists equal to it, of {_COMPARED}": same,
    }


def _entered(world: World, ready: People, wanted: OfferColumns, numbers: Rules) -> dict[str, Any]:
    """Vacancies against the last places of everybody's ten best of all vacancies."""
    columns = world.offered.columns
    offers, _ = offers_of(columns)
    lists = best_vacancies(offers, wishes_packed(world.wished), rules(world.place), K, 2)
    # The lists hold the very vacancies that are asked for: whoever has one among the ten is found.
    least = lists.scores[:, K - 1].astype(np.int32)
    started = time.thread_time()
    lasts_of(ready, least)
    figures = {"last places made ready, ms": (time.thread_time() - started) * 1e3}
    one = next(iter(entered_rows(ready, packed(one_of(wanted, 0)), numbers, least)))
    used, counts, same = [], [len(one)], 0
    peer = Everybody(world.place, world.wished, people_columns(world).wished)
    rows = entered_rows(ready, packed(first_of(wanted, _ENTERED)), numbers, least)
    for number in range(_ENTERED):
        started = time.thread_time()
        found = next(rows)
        used.append(time.thread_time() - started)
        counts.append(len(found))
        if number < _COMPARED:
            scores = peer.scores(columns, number)
            same += int((np.flatnonzero((scores >= least) & (scores >= 0)) == found).all())
    # The first takes the last places as well.
    used = used[1:]
    for percent in (50, 99):
        spent = float(np.percentile(used, percent) * 1e3)
        figures[f"lists that a vacancy enters, processor time, p{percent} ms"] = spent
    figures["people whose list it may enter, mean"] = float(np.mean(counts))
    figures[f"the same people as by looking at everybody, of {_COMPARED}"] = same
    return figures


def people_columns(world: World) -> PeopleColumns:
    """The jobseekers as the reverse direction takes them."""
    place, offered, wished = world.place, world.offered, world.wished
    n_titles = len(offered.marked_keys) + len(offered.plain_keys)
    has_code = np.diff(wished.trade_starts) > 0
    whole = title_budget(place.shape.weights, ())
    texts = wished.texts.keys - np.int32(n_titles)
    rows = [(s.kind, s.area, s.x, s.y, s.z, home) for home in (1, 0) for s in place.commune_spots]
    rows += [(s.kind, s.area, s.x, s.y, s.z, 0) for s in place.province_spots]
    return PeopleColumns(
        place=wished.place,
        wage=wished.wage,
        time=wished.time,
        study=wished.study,
        n_wages=len(wished.wage_points),
        n_times=len(wished.time_points),
        n_studies=len(wished.study_points),
        held=wished.holding,
        lacks=wished.lacks,
        birth_year=wished.birth_year,
        title_most=np.where(has_code, wished.title_most, whole),
        trade_starts=wished.trade_starts,
        trades=wished.trades,
        n_trades=len(wished.kinds),
        titles=Lists(wished.titles.starts, wished.titles.keys, n_titles),
        title_points=wished.title_points.astype(np.int16),
        skills=Lists(wished.skills.starts, wished.skills.keys, offered.columns.skills.n_keys),
        texts=Lists(wished.texts.starts, texts, offered.columns.text.n_keys),
        wished=_wished(rows, wished.places),
    )


def _wished(rows: Sequence[tuple[int, ...]], places: Any) -> Wished:
    """Where work is wanted: behind the anchors stand who would move and who would go abroad."""
    is_anchor = places.anchor < len(rows)
    owner = np.repeat(np.arange(len(places.start) - 1), np.diff(places.start))
    ready = [np.zeros(len(places.start) - 1, dtype=np.bool_) for _ in range(2)]
    for kind, flags in enumerate(ready):
        flags[owner[places.anchor == len(rows) + kind]] = True
    counts = np.bincount(owner[is_anchor], minlength=len(places.start) - 1)
    return Wished(
        Anchors(*(np.ascontiguousarray(part) for part in _columns_of(rows))),
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        places.anchor[is_anchor],
        places.limit[is_anchor],
        *ready,
    )


def offer_columns(offered: Vacancies, wished: WishColumns) -> OfferColumns:
    """The vacancies as the reverse direction takes them."""
    columns = offered.columns
    lifts = np.cumsum([0, columns.marked.n_keys, columns.plain.n_keys, columns.skills.n_keys])
    starts, keys = columns.marked.starts, columns.marked.keys
    for lists, lift in zip((columns.plain, columns.skills, columns.text), lifts[1:], strict=True):
        starts, keys = joined(starts, keys, lists.starts, lists.keys + np.int32(lift))
    spots = columns.spots
    return OfferColumns(
        occupation=columns.occupation,
        place=columns.place,
        wage=columns.wage,
        time=columns.time,
        study=columns.study,
        demand=columns.demand,
        is_coded=columns.occupation != columns.unclassified,
        kinds=wished.kinds.T,
        wage_points=wished.wage_points.T,
        time_points=wished.time_points.T,
        study_points=wished.study_points.T,
        asked=columns.asked,
        ages=np.stack([columns.age_low, columns.age_high], axis=1),
        words=keys,
        word_starts=starts,
        spots=PlaceSpots(spots.kind, spots.area, spots.xyz, columns.spot_start, columns.has_place),
    )


def _columns_of(rows: Sequence[tuple[int, ...]]) -> tuple[Any, Any, Any, Any]:
    table = np.array(rows, dtype=np.int64)
    return table[:, 0], table[:, 1], table[:, 2:5], table[:, 5]


def first_of(columns: OfferColumns, count: int) -> OfferColumns:
    """The first vacancies, with the tables of all."""
    rows = slice(0, count)
    return replace(
        columns,
        **{
            name: getattr(columns, name)[rows]
            for name in ("occupation", "place", "wage", "time", "study", "demand", "is_coded")
        },
        words=columns.words[: columns.word_starts[count]],
        word_starts=columns.word_starts[: count + 1],
    )


def one_of(columns: OfferColumns, number: int) -> OfferColumns:
    """One vacancy with only its own rows of the tables, as it comes in alone."""
    row, zero = slice(number, number + 1), np.zeros(1, dtype=np.int64)
    words = slice(*columns.word_starts[number : number + 2])
    place = int(columns.place[number])

    def only(table: Any, code: Any) -> Any:
        return table[code[row]]

    return replace(
        columns,
        occupation=zero, place=zero, wage=zero, time=zero, study=zero, demand=zero,
        is_coded=columns.is_coded[row],
        kinds=only(columns.kinds, columns.occupation),
        wage_points=only(columns.wage_points, columns.wage),
        time_points=only(columns.time_points, columns.time),
        study_points=only(columns.study_points, columns.study),
        asked=only(columns.asked, columns.demand),
        ages=only(columns.ages, columns.demand),
        words=columns.words[words],
        word_starts=np.array([0, words.stop - words.start]),
        spots=part_of(columns.spots, place, place + 1),
    )  # fmt: skip


if __name__ == "__main__":
    main()
