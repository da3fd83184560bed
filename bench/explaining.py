"""One pair explained, and what would raise it: processor time, beside the number of vacancies."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from statistics import median, quantiles

from bench.population import write_vacancies
from bench.report import Report
from sanviec.cli.facts import vacancy_facts
from sanviec.cli.files import records_of
from sanviec.engines.matching import (
    JobseekerFacts,
    VacancyFacts,
    VacancyIndex,
    build_index,
    explain,
)
from sanviec.engines.matching.improving import what_would_raise
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import load_gazetteer

ON = date(2026, 11, 28)
SIZES = (1_000, 20_000, 100_000)
PAIRS = 2_000


def main() -> None:
    """Explain random pairs at three sizes, report."""
    report = Report("explaining")
    for size in SIZES:
        index = indexed(size)
        pairs = random_pairs(index)
        told = [explain(index, person, vacancy, on=ON) for person, vacancy in pairs]
        changes = [
            len(what_would_raise(index, person, explanation).changes)
            for (person, _), explanation in zip(pairs, told, strict=True)
        ]
        summing = [partial(explain, index, person, vacancy, on=ON) for person, vacancy in pairs]
        report.add(f"{size:,} vacancies: the sum of a pair", spread_of(micros(summing)))
        raising = [
            partial(what_would_raise, index, person, explanation)
            for (person, _), explanation in zip(pairs, told, strict=True)
        ]
        report.add(
            f"{size:,} vacancies: what would raise it ({sum(changes) / PAIRS:.1f} changes a pair)",
            spread_of(micros(raising)),
            "tens of µs",
        )
    report.finish()


def indexed(size: int) -> VacancyIndex:
    """Invented vacancies, ready."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_vacancies(Path(folder) / "v.csv", size)
        records, _ = records_of(str(path), "vacancies", on=ON)
    facts = [vacancy_facts(record) for record in records]
    return build_index(facts, gazetteer=load_gazetteer(), occupations=load_occupations())


def random_pairs(index: VacancyIndex) -> list[tuple[JobseekerFacts, str]]:
    """People who look like the vacancies of other rows, each with a vacancy at random."""
    rng = Random(3)
    return [
        (like(rng.choice(index.facts), number, rng), rng.choice(index.ids))
        for number in range(PAIRS)
    ]


def like(vacancy: VacancyFacts, number: int, rng: Random) -> JobseekerFacts:
    """Somebody who might want a vacancy, with little experience and a wish of a round wage."""
    return JobseekerFacts(
        f"s{number}",
        wished_titles=(vacancy.title,),
        occupations=(vacancy.occupation,) if vacancy.occupation else (),
        home=vacancy.places[0] if vacancy.places else None,
        max_distance_km=rng.choice((5, 10, 20, None)),
        wage_min=rng.choice((7_000_000, 9_000_000, 12_000_000, None)),
        refused_shifts=frozenset(rng.sample(("night", "rotating"), rng.randint(0, 1))),
        experience_months=rng.choice((0, 6, 24, None)),
        education=rng.choice((2, 3, 5, None)),
        skills=vacancy.skills[:1],
    )


def micros(acts: Sequence[Callable[[], object]]) -> list[float]:
    """The processor time of each act, the second time."""
    spent = []
    for act in acts:
        act()
        started = time.process_time_ns()
        act()
        spent.append((time.process_time_ns() - started) / 1_000)
    return spent


def spread_of(times: Sequence[float]) -> str:
    """Median and 99th percentile."""
    return f"median {median(times):.0f} µs, 99th percentile {quantiles(times, n=100)[98]:.0f} µs"


if __name__ == "__main__":
    main()
