"""Exact best ten of every jobseeker of a synthetic nation, and peers in the same run.

    python -m bench.matching --size province|region|nation [--whole] [--json]

The peers compute the same score as a sparse product. Its caps on skills and description are
lifted to where they cannot bind, for them and for us, so that every score can be compared.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from typing import Any

import numpy as np

from bench import matching_peers as peers
from bench.matching_nation import Shape, nation, vacancies
from bench.matching_people import people, rules
from bench.report import Report, clock
from sanviec.engines.matching import Weights
from sanviec.engines.matching.kernel.build import offers_of
from sanviec.engines.matching.kernel.encode_wishes import packed
from sanviec.engines.matching.kernel.person import search_span
from sanviec.engines.matching.kernel.search import best_vacancies, desk_of

UNCAPPED = Weights(skills_most=8, text_most=8)
K = 10
# Vacancies, jobseekers of ours, of sparse_dot_topn and of scipy; targets by size.
SIZES = {
    "province": (10_000, 10_000, 5_000, 400, "≥ 10 ×"),
    "region": (200_000, 20_000, 1_000, 100, "≥ 100 ×"),
    "nation": (500_000, 20_000, 400, 40, "≥ 250 ×"),
}
# Everybody of each size, and how many are drawn at a time.
WHOLE = {
    "province": (100_000, "–"),
    "region": (1_000_000, "≤ 10 s"),
    "nation": (2_300_000, "≤ 40 s"),
}
PART = 100_000


def main() -> None:
    """Run one size and report, or all three."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=SIZES, help="one size; all three when not given")
    parser.add_argument("--json", action="store_true", help="print JSON objects instead")
    parser.add_argument("--sensitivity", action="store_true", help="other populations instead")
    parser.add_argument("--whole", action="store_true", help="everybody, without peers")
    options = parser.parse_args()
    if options.sensitivity:
        tell("matching_sensitivity", sensitivity(50_000, 1_000), as_json=options.json)
        return
    for size in [options.size] if options.size else SIZES:
        name = "matching" if size == "province" else f"matching_{size}"
        if options.whole:
            tell(f"{name}_whole", whole(size), as_json=options.json)
        else:
            tell(name, measure(size), as_json=options.json)


def tell(name: str, figures: dict[str, Any], *, as_json: bool) -> None:
    """Print the figures, and keep them when they are printed as a table."""
    if as_json:
        sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")
        return
    report = Report(name)
    for what, value in figures.items():
        report.add(what, f"{value:,.4g}" if isinstance(value, float) else str(value))
    report.finish()


def measure(size: str) -> dict[str, Any]:
    """Every figure of one size, all from one run.

    Our own run takes less than a second, so that whatever else the machine does at that moment
    would decide: it is done before, between and after the peers, and the median counts. Beside
    the ratio by the wall clock stands the one by processor time, which other work disturbs less.
    """
    n_vacancies, n_people, n_sparse, n_scipy, target = SIZES[size]
    place = nation(Shape(weights=UNCAPPED))
    offered = vacancies(place, n_vacancies)
    offers_of(offered.columns)
    with clock() as build:
        offers, new_place = offers_of(offered.columns)
    wished = people(place, offered, offers, n_people)
    wishes, numbers = packed(wished), rules(place)
    best_vacancies(offers, wishes._replace(size=50), numbers, K)
    best, spent = _timed(best_vacancies, offers, wishes, numbers, K, 2)
    ours = [spent]
    latencies = single_queries(offers, wishes, numbers) * 1e6
    left, right = peers.products(place, offered, new_place, offers, wished, n_sparse)
    found = {}
    for name, run, count in (
        ("sparse_dot_topn", peers.sparse_dot_topn, n_sparse),
        ("scipy product", peers.scipy_product, n_scipy),
    ):
        scores, spent = _timed(run, left[:count], right, K)
        found[f"{name}, jobseekers/s ({count} run)"] = scores, count / spent
        ours.append(_timed(best_vacancies, offers, wishes, numbers, K, 2)[1])
    rate = n_people / np.median(ours, axis=0)
    figures = {
        "vacancies": n_vacancies,
        "index build, s": build[0],
        "ours, jobseekers run": n_people,
        "ours, jobseekers/s (2 threads, median of 3 runs)": float(rate[0]),
        "one query in process, p50 µs": float(np.percentile(latencies, 50)),
        "one query in process, p99 µs": float(np.percentile(latencies, 99)),
    }
    figures |= _tantivy(left, right, latencies)
    for what, (scores, peer) in found.items():
        figures |= _beside(what, scores, peer, (rate, target, best.scores))
    figures["peak memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def whole(size: str) -> dict[str, Any]:
    """The best ten of everybody of one size, drawn and ranked part by part."""
    n_vacancies, (n_people, target) = SIZES[size][0], WHOLE[size]
    place = nation(Shape(weights=UNCAPPED))
    offered = vacancies(place, n_vacancies)
    offers, _ = offers_of(offered.columns)
    numbers, spent = rules(place), np.zeros(2)
    for seed, start in enumerate(range(0, n_people, PART)):
        count = min(PART, n_people - start)
        wishes = packed(people(place, offered, offers, count, seed=seed + 2))
        if not seed:
            best_vacancies(offers, wishes._replace(size=50), numbers, K)
        spent += _timed(best_vacancies, offers, wishes, numbers, K, 2)[1]
    return {
        "vacancies": n_vacancies,
        "jobseekers": n_people,
        f"ranking everybody, wall, s (target {target})": float(spent[0]),
        "ranking everybody, processor time, s": float(spent[1]),
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _timed(run: Any, *given: Any) -> tuple[Any, Any]:
    """What a call gives, and its seconds by the wall clock and by the processor: float[2]."""
    started = time.perf_counter(), time.process_time()
    found = run(*given)
    return found, np.array([time.perf_counter(), time.process_time()]) - started


def _tantivy(left: Any, right: Any, ours: Any) -> dict[str, Any]:
    """One query by tantivy, beside ours."""
    spent = peers.tantivy_queries(left, right, K)
    if spent is None:
        return {"tantivy: skipped, not installed (requirements/bench.txt)": 0}
    p99 = float(np.percentile(spent * 1e6, 99))
    return {
        f"one query by tantivy ({len(spent)} run), p50 µs": float(np.percentile(spent * 1e6, 50)),
        f"one query by tantivy ({len(spent)} run), p99 µs": p99,
        "ratio to tantivy, one query, p99": p99 / float(np.percentile(ours, 99)),
    }


def _beside(what: str, scores: Any, peer: Any, ours: tuple[Any, str, Any]) -> dict[str, Any]:
    """A peer's figures beside ours: jobseekers a second, the ratios, and equal score lists."""
    name, (rate, target, best) = what.split(",")[0], ours
    if scores is None:
        return {f"{name}: skipped, not installed (requirements/bench.txt)": 0}
    same = (np.maximum(scores, -1) == best[: len(scores)]).all(axis=1).mean()
    return {
        what: float(peer[0]),
        f"ratio to {name} (target {target})": float(rate[0] / peer[0]),
        f"ratio to {name} by processor time": float(rate[1] / peer[1]),
        f"share of score lists equal to {name}": float(same),
    }


# Populations that take away what the bounds live on.
SHAPES = {
    "usual": Shape(),
    "any job at all": Shape(vague=1.0),
    "titles without codes": Shape(uncoded=1.0),
    "vacancies without codes": Shape(unclassified=1.0),
    "no place named": Shape(homeless=1.0),
    "text above all": Shape(weights=Weights(occupation=(0, 2, 4, 7, 10), text=5, text_most=40)),
    "one province": Shape(province="79"),
}


def sensitivity(n_vacancies: int, n_people: int) -> dict[str, Any]:
    """Processor time a jobseeker, µs, one thread, by population."""
    figures: dict[str, Any] = {"vacancies": n_vacancies, "jobseekers": n_people}
    for name, shape in SHAPES.items():
        place = nation(shape)
        offered = vacancies(place, n_vacancies)
        offers, _ = offers_of(offered.columns)
        wishes, numbers = packed(people(place, offered, offers, n_people)), rules(place)
        best_vacancies(offers, wishes._replace(size=50), numbers, K)
        started = time.process_time()
        best_vacancies(offers, wishes, numbers, K)
        figures[f"{name}, µs"] = (time.process_time() - started) / n_people * 1e6
    return figures


def single_queries(offers: Any, wishes: Any, numbers: Any) -> Any:
    """Seconds of calls for one jobseeker each, without launching a thread."""
    desk, spent = desk_of(offers, wishes, numbers, K), []
    found = np.full((wishes.size, K), -1, dtype=np.int64)
    order = np.arange(min(2_000, wishes.size))
    for person in order.tolist():
        started = time.perf_counter()
        search_span(desk, order, (person, person + 1), found)
        spent.append(time.perf_counter() - started)
    return np.array(spent)


if __name__ == "__main__":
    main()
