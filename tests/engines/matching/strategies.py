"""Random small populations of vacancies and jobseekers."""

from __future__ import annotations

from hypothesis import strategies as st

from sanviec.engines.matching import EMPLOYMENT_TYPES, SHIFTS, JobseekerFacts, VacancyFacts
from tests.engines.matching.small_world import COMMUNES, OCCUPATIONS, PLACES

_WORDS = ("công", "nhân", "may", "máy", "kế", "toán", "kho", "lái", "xe", "lai xe", "c++", "QC")
_SKILLS = ("may 1 kim", "excel", "lai xe nang", "han")
_WAGES = st.sampled_from((None, 0, 5_000_000, 7_000_000, 8_500_000, 10_000_000, 15_000_000))


def _some(values: tuple[str, ...], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


def _maybe(values: tuple[str, ...]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(values)


TEXTS = st.lists(st.sampled_from(_WORDS), max_size=5).map(" ".join)
IDS = st.sampled_from("aAbBcCdDeE0123456789").map(lambda letter: f"id{letter}")

VACANCIES = st.lists(
    st.builds(
        VacancyFacts,
        id=IDS,
        title=TEXTS,
        employer=TEXTS,
        occupation=_maybe(OCCUPATIONS),
        places=_some((*PLACES, "VN"), 2),
        wage_min=_WAGES,
        wage_max=_WAGES,
        shifts=_some(SHIFTS, 2).map(frozenset),
        employment_type=_maybe(EMPLOYMENT_TYPES),
        experience_months=st.sampled_from((None, 0, 6, 24)),
        education=st.sampled_from((None, 0, 3, 7)),
        skills=_some(_SKILLS, 3),
        languages=_some(("en", "ja"), 1),
        certificates=_some(("forklift", "welding"), 1),
        min_age=st.sampled_from((None, 18)),
        max_age=st.sampled_from((None, 35)),
        age_source=st.sampled_from(("", "Luật")),
        text=TEXTS,
        is_overseas=st.booleans(),
        is_education_legal=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda vacancy: vacancy.id,
)

JOBSEEKERS = st.builds(
    JobseekerFacts,
    id=IDS,
    wished_titles=st.lists(TEXTS, max_size=2).map(tuple),
    occupations=_some(OCCUPATIONS, 2),
    places=_some((*PLACES, "VN"), 2),
    home=_maybe((*COMMUNES, "20")),
    max_distance_km=st.sampled_from((None, 0, 5, 60)),
    can_relocate=st.booleans(),
    wage_min=st.sampled_from((None, 7_000_000, 9_990_000)),
    shifts=_some(SHIFTS, 2).map(frozenset),
    refused_shifts=_some(SHIFTS, 1).map(frozenset),
    employment_types=_some(EMPLOYMENT_TYPES, 1).map(frozenset),
    experience_months=st.sampled_from((None, 0, 7, 36)),
    education=st.sampled_from((None, 2, 3, 9)),
    skills=_some(_SKILLS, 3),
    languages=_some(("en", "ja"), 2),
    certificates=_some(("forklift", "welding"), 2),
    birth_year=st.sampled_from((None, 1980, 1991, 2008, 2009)),
    accepts_overseas=st.sampled_from((None, True, False)),
    text=TEXTS,
)
