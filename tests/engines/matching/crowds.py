"""Many vacancies and jobseekers of few kinds: bounds are met exactly and ties are everywhere."""

from __future__ import annotations

from random import Random

from sanviec.engines.matching import JobseekerFacts, VacancyFacts
from tests.engines.matching.small_world import COMMUNES, OCCUPATIONS, PLACES


def crowd(rng: Random, count: int) -> list[VacancyFacts]:
    """Give vacancies."""
    titles = ("Công nhân may", "cong nhan may", "Kế toán kho", "Lái xe", "", "Kế toán", "QC may")
    return [
        VacancyFacts(
            f"v{number}",
            rng.choice(titles),
            occupation=rng.choice((None, "8153", "7531", "3313", rng.choice(OCCUPATIONS))),
            places=tuple(rng.sample(PLACES, rng.choice((0, 1, 1, 1, 2)))),
            wage_min=rng.choice((None, 7_000_000, 9_000_000)),
            wage_max=rng.choice((None, 8_000_000, 12_000_000)),
            shifts=frozenset(rng.sample(("day", "night", "flexible"), rng.choice((0, 1)))),
            experience_months=rng.choice((None, 0, 12)),
            skills=tuple(rng.sample(("excel", "may 1 kim", "hàn"), rng.choice((0, 1, 2)))),
            certificates=rng.choice(((), (), ("forklift",))),
            text=rng.choice(("", "may áo sơ mi", "kế toán kho hàng", "lái xe nâng ở kho")),
        )
        for number in range(count)
    ]


def people(rng: Random, count: int) -> list[JobseekerFacts]:
    """Give jobseekers."""
    return [
        JobseekerFacts(
            f"p{number}",
            wished_titles=rng.choice(((), ("Công nhân may",), ("ke toan",), ("Lái xe", "Kho"))),
            occupations=rng.choice(((), ("8153",), ("3313", "2411"), ("8",), ("9329",))),
            places=tuple(rng.sample((*PLACES, "VN"), rng.choice((0, 0, 1, 2)))),
            home=rng.choice((None, *COMMUNES)),
            max_distance_km=rng.choice((None, 10, 40)),
            can_relocate=rng.random() < 0.2,
            wage_min=rng.choice((None, 8_000_000)),
            refused_shifts=frozenset(rng.sample(("night",), rng.choice((0, 1)))),
            education=rng.choice((None, 3)),
            skills=tuple(rng.sample(("excel", "may 1 kim"), rng.choice((0, 1)))),
            certificates=rng.choice(((), ("forklift",))),
            accepts_overseas=rng.choice((None, True, False)),
            text=rng.choice(("", "kho hàng", "sơ mi")),
        )
        for number in range(count)
    ]
