"""What was understood in a question, as values that can be shown, removed and searched with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Intent = Literal["search", "compare", "details"]
"""What the person wants: vacancies, a comparison of occupations, or one named vacancy."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing understood, that the person sees and may remove.

    Args:
        kind: occupation, place, wage, experience, no_experience, employment_type, remote, shift,
            near_home, distance, region, overseas, education, certificate, language, age,
            birth_year, employer, benefit, words, unknown_place (a name after "ở" that is no known
            place, searched as words), not_used; most of them also with the prefix
            ``refused_``.
        value: the canonical value as text: a code, a word, a number of months; for a wage
            ``min-max`` in đồng a month with either side left empty ("15000000-").
        label_vi: what a chip shows in Vietnamese.
        label_en: what a chip shows in English.
        start: first character in `Understood.text`.
        end: one past the last character in `Understood.text`.
        terms: what the filter adds to the search: today's place codes for a place, title words
            for an occupation, words for an employer, a benefit or free words.
    """

    kind: str
    value: str
    label_vi: str
    label_en: str
    start: int
    end: int
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A spelling that is proposed; the words as typed stay in the question."""

    typed: str
    proposed: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Understood:
    """A question in the terms of the matching engine.

    Every field but `text`, `intent` and `corrections` follows from `filters`, so that a filter
    can be removed (see `without`). Spans refer to `text`: the NFC form of what was typed, cut to
    the length that is read.

    Args:
        occupation_codes: ISCO-08 codes in the order of the text; any of them is wanted.
        title_words: words of the occupations (spelling corrected, abbreviations written out),
            lower case with diacritics if they were typed.
        places: today's province and commune codes, or ISO country codes; any of them is wanted.
        wage_min_vnd_month: least wage wanted, đồng a month.
        wage_max_vnd_month: upper end named, đồng a month.
        experience_months: what the person has: vacancies that ask for no more are suitable;
            0 when the person has none or wants none to be asked.
        employment_type: full_time, part_time, seasonal, internship or temporary.
        shifts: wanted, of day, evening, night, rotating, flexible.
        education: what the person has, an EducationLevel number (0: no degree wanted).
        certificates: what the person holds, for example driving_c, forklift.
        languages: ISO 639-1 codes that the person knows, with the level if typed ("ja:N3").
        max_distance_km: how far the person would travel.
        employer_words: words of the name after "công ty", a hint for the employer's name.
        free_words: words that are not in any other field, benefit words included.
    """

    text: str = ""
    intent: Intent = "search"
    occupation_codes: tuple[str, ...] = ()
    refused_occupation_codes: tuple[str, ...] = ()
    title_words: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    refused_places: tuple[str, ...] = ()
    wage_min_vnd_month: int | None = None
    wage_max_vnd_month: int | None = None
    experience_months: int | None = None
    no_experience: bool = False
    employment_type: str | None = None
    refused_employment_types: frozenset[str] = frozenset()
    is_remote: bool = False
    shifts: frozenset[str] = frozenset()
    refused_shifts: frozenset[str] = frozenset()
    near_home: bool = False
    max_distance_km: int | None = None
    overseas: bool = False
    refuses_overseas: bool = False
    education: int | None = None
    certificates: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    age_years: int | None = None
    birth_year: int | None = None
    employer_words: tuple[str, ...] = ()
    free_words: tuple[str, ...] = ()
    refused_words: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    corrections: tuple[Correction, ...] = ()
