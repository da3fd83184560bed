"""What the matching engine is told about vacancies and jobseekers, and what it answers.

Sex, age, ethnicity and family status are no part of a score: the birth year of a jobseeker is read
only against a vacancy's legal age limit, and only when the limit names its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sanviec.kernel.explanation import Reason

from .weights import DEFAULT_WEIGHTS, Weights

SHIFTS = ("day", "evening", "night", "rotating", "flexible")
EMPLOYMENT_TYPES = ("full_time", "part_time", "seasonal", "internship", "temporary")


@dataclass(frozen=True, slots=True)
class VacancyFacts:
    """One vacancy as the engine sees it; None and empty mean "not known".

    Args:
        id: unique among the vacancies of an index; ids that differ only by case are different.
        occupation: ISCO-08 code of one to four digits.
        places: today's province or commune codes, or ISO country codes; any of them is a workplace.
        wage_min: lower end offered, đồng a month.
        wage_max: upper end offered, đồng a month.
        shifts: of `SHIFTS`.
        employment_type: one of `EMPLOYMENT_TYPES`.
        experience_months: least experience asked; 0 when none is asked.
        education: least level asked, an `EducationLevel` number.
        skills: phrases as written; compared without marks.
        languages: ISO 639-1 codes that are required, with a level if one is asked ("ja:N4").
        certificates: codes that are required, such as "driving_c", "forklift".
        min_age: legal lower age limit in years; read only with `age_source`.
        max_age: legal upper age limit in years; read only with `age_source`.
        age_source: the law or programme that sets the age limits.
        openings: number of people wanted.
        text: description and requirements.
        is_overseas: work abroad under contract.
        is_education_legal: the law asks for `education`, so it is a hard requirement.
        education_source: the law that asks for it.
    """

    id: str
    title: str
    employer: str = ""
    occupation: str | None = None
    places: tuple[str, ...] = ()
    wage_min: int | None = None
    wage_max: int | None = None
    shifts: frozenset[str] = frozenset()
    employment_type: str | None = None
    experience_months: int | None = None
    education: int | None = None
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    min_age: int | None = None
    max_age: int | None = None
    age_source: str = ""
    openings: int = 1
    text: str = ""
    published_on: date | None = None
    is_overseas: bool = False
    is_education_legal: bool = False
    education_source: str = ""


@dataclass(frozen=True, slots=True)
class JobseekerFacts:
    """One jobseeker as the engine sees it; None and empty mean "not known".

    Args:
        id: unique among the jobseekers that are ranked together.
        wished_titles: job titles wanted, in the person's words.
        occupations: ISCO-08 codes wanted, all equally.
        places: codes of today's provinces and communes or of former provinces, or ISO country
            codes, where work is wanted.
        home: today's commune or province code of the home.
        max_distance_km: longest way from home that is accepted.
        can_relocate: would move house for work.
        wage_min: least wage wanted, đồng a month.
        shifts: wanted, of `SHIFTS`.
        refused_shifts: never accepted, of `SHIFTS`.
        employment_types: wanted, of `EMPLOYMENT_TYPES`.
        experience_months: experience in the wished work.
        education: level reached, an `EducationLevel` number.
        skills: phrases as written; compared without marks.
        languages: ISO 639-1 codes with a level if known ("ja:N4").
        certificates: codes held; a higher driving licence covers the lower ones.
        birth_year: only for legal age limits.
        accepts_overseas: False refuses work abroad; None is not known.
        text: what the person says about the work done and wanted.
    """

    id: str
    wished_titles: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    home: str | None = None
    max_distance_km: int | None = None
    can_relocate: bool = False
    wage_min: int | None = None
    shifts: frozenset[str] = frozenset()
    refused_shifts: frozenset[str] = frozenset()
    employment_types: frozenset[str] = frozenset()
    experience_months: int | None = None
    education: int | None = None
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    birth_year: int | None = None
    accepts_overseas: bool | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A hard requirement that the jobseeker does not meet, with the law when there is one."""

    code: str
    text_vi: str
    text_en: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """One feasible pair in a ranked list; the reasons' points sum to the score."""

    jobseeker_id: str
    vacancy_id: str
    rank: int
    score: int
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole sum of one pair, feasible or not; the reasons' points sum to the score.

    Args:
        weights: those that gave the points, so that whoever keeps them can say which.
    """

    jobseeker_id: str
    vacancy_id: str
    score: int
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...]
    weights: Weights = DEFAULT_WEIGHTS

    @property
    def is_feasible(self) -> bool:
        """True when no hard requirement is missing."""
        return not self.missing
