"""Filters of a question as columns: who passes, who is known to pass, and who gains by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.conditions import shift_mask, type_mask
from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.lexicon import pair_key
from sanviec.engines.matching.papers import covered_certificates, language_code
from sanviec.engines.matching.requirements import Demand, ages_allow
from sanviec.engines.matching.understanding.model import Understood
from sanviec.engines.matching.vacancy_words import TEXT, TITLE
from sanviec.kernel.text import fold

from .points import POINTS

Flags = NDArray[np.bool_]
Sums = NDArray[np.int32]
_FLEXIBLE = shift_mask(frozenset({"flexible"}))
_ABSENT = -1
# Months of experience: "dưới 1 năm" in an advertisement is read as three.
_HARDLY_ANY = 3
_REMOTE_PHRASES = ("từ xa", "tại nhà", "remote", "wfh")
_TYPE_PHRASES = {
    "part_time": ("part time", "parttime", "bán thời"),
    "seasonal": ("thời vụ",),
    "internship": ("thực tập", "intern", "internship", "tts"),
    "temporary": ("tạm thời", "ngắn hạn"),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter over all vacancies.

    Args:
        kind: as in `understanding.Filter`.
        passes: bool[n], fits or is not known.
        is_known: bool[n], is known to fit; None when what is not known stands no lower.
        bonus: int32[n], points for fitting better; None when there are none.
        is_said: bool[n], known by the words of the title alone.
    """

    kind: str
    passes: Flags
    is_known: Flags | None = None
    bonus: Sums | None = None
    is_said: Flags | None = None

    def points_of(self, row: int, *, is_loose: bool) -> int:
        """Give one vacancy's points; a loose hit gains nothing by being known."""
        is_known = self.is_known is not None and bool(self.is_known[row]) and not is_loose
        bonus = 0 if self.bonus is None else int(self.bonus[row])
        return bonus + (POINTS.known if is_known else 0)


def _by_value(
    index: VacancyIndex, key: str, kind: str, judge: Callable[[Any], tuple[bool, bool]]
) -> Condition:
    """Give a filter from what it says of each distinct value: (passes, is known)."""
    rows = index.offers.columns[key].rows
    judged = np.array([judge(value) for value in rows.values], dtype=np.bool_).reshape(-1, 2)
    return Condition(kind, judged[rows.codes, 0], judged[rows.codes, 1])


def shift(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give wanted shifts; flexible hours fit all."""
    mask = shift_mask(wanted.shifts) | _FLEXIBLE
    if mask == _FLEXIBLE and not wanted.shifts:
        return None
    return _by_value(
        index, "shift", "shift", lambda has: (not has or has & mask > 0, has & mask > 0)
    )


def refused_shift(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give refused shifts: what is not known stays."""
    mask = shift_mask(wanted.refused_shifts)
    if not mask:
        return None
    rows = index.offers.columns["shift"].rows
    allowed = [not has & mask or bool(has & _FLEXIBLE) for has in rows.values]
    return Condition("refused_shift", np.array(allowed, dtype=np.bool_)[rows.codes])


def employment_type(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give the wanted type of employment.

    Full-time work is seldom said and stays when nothing is said; any other type must be the
    vacancy's type or stand in its words. A title counts more than a column: an internship's hours
    may be full-time.
    """
    kind = wanted.employment_type or ""
    mask = type_mask([kind])
    if not mask:
        return None
    rows = index.offers.columns["employment_type"].rows
    is_type = np.array([has == mask for has in rows.values], dtype=np.bool_)[rows.codes]
    is_silent = np.array([has == 0 for has in rows.values], dtype=np.bool_)[rows.codes]
    if kind in _TYPE_PHRASES:
        is_silent &= _mentions(_TYPE_PHRASES[kind], index)
        is_type |= _mentions(_TYPE_PHRASES[kind], index, (TITLE,))
    return Condition("employment_type", is_type | is_silent, is_type)


def refused_employment_type(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give refused types of employment."""
    mask = type_mask(wanted.refused_employment_types)
    if not mask:
        return None
    rows = index.offers.columns["employment_type"].rows
    allowed = np.array([not has & mask for has in rows.values], dtype=np.bool_)
    return Condition("refused_employment_type", allowed[rows.codes])


def experience(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give vacancies that ask for no more than the person has; the closest gain most.

    What asks for a few months hardly shuts out who has none: it stays, below.
    """
    has = 0 if wanted.no_experience else wanted.experience_months
    if has is None:
        return None
    rows = index.offers.columns["experience"].rows
    asked = np.array(rows.values, dtype=np.int64)[rows.codes]
    known = (asked != _ABSENT) & (asked <= has)
    passes = (asked == _ABSENT) | (asked <= max(has, _HARDLY_ANY))
    closeness = POINTS.experience * np.maximum(asked, 0) // max(has, 1)
    bonus = np.where(known & (has > 0), closeness, 0).astype(np.int32)
    kind = "no_experience" if wanted.no_experience else "experience"
    return Condition(kind, passes, known, bonus)


def education(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give vacancies that ask for no more schooling than the person has."""
    level = wanted.education
    if level is None:
        return None
    rows = index.offers.columns["education"].rows
    asked = np.array(rows.values, dtype=np.int64)[rows.codes]
    return Condition("education", asked <= level)


def wage(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give vacancies whose wage reaches the wanted one; what is not known stays, below."""
    least, most = wanted.wage_min_vnd_month, wanted.wage_max_vnd_month
    if least is None and most is None:
        return None
    column = index.offers.columns["wage"]
    low, reach = column.encoded[:, 0], column.encoded[:, 1]
    known = reach != _ABSENT
    fits = known & (reach >= (least or 0))
    if most is not None:
        fits &= np.where(low == _ABSENT, reach, low) <= most
    bonus = np.where(fits & (low >= (least or 0)), POINTS.wage_floor, 0).astype(np.int32)
    codes = column.rows.codes
    return Condition("wage", (fits | ~known)[codes], fits[codes], bonus[codes])


def occupation_group(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give vacancies in a group that was chosen beside the list, such as "8" or "81".

    Occupations in the words only rank; a filter of kind `occupation_group` shuts out.
    """
    chosen = tuple(one.value for one in wanted.filters if one.kind == "occupation_group")
    if not chosen:
        return None
    rows = index.offers.columns["occupation"].rows
    inside = np.array([code.startswith(chosen) for code in rows.values], dtype=np.bool_)
    return Condition("occupation_group", inside[rows.codes])


def age(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give vacancies whose legal age limit does not shut the person out."""
    if wanted.age_years is None and wanted.birth_year is None:
        return None
    years = on.year - wanted.birth_year if wanted.birth_year else wanted.age_years or 0
    demands = index.offers.requirements.rows
    allowed = [ages_allow(years, demand) for demand in demands.values]
    return Condition("age", np.array(allowed, dtype=np.bool_)[demands.codes])


def papers(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give points to vacancies that ask for a named certificate or language."""
    tokens = {f"certificate:{code}" for code in covered_certificates(wanted.certificates)}
    languages = {language_code(code).partition(":")[0] for code in wanted.languages}
    if not tokens and not languages:
        return None

    def gains(demand: Demand) -> bool:
        asked = {token.split(":")[1] for token in demand.tokens if token.startswith("language:")}
        return bool(tokens & set(demand.tokens) or languages & asked)

    rows = index.offers.requirements.rows
    bonus = np.array([POINTS.paper * gains(demand) for demand in rows.values], dtype=np.int32)
    return Condition("papers", np.ones(len(index), dtype=np.bool_), None, bonus[rows.codes])


def remote(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give points to vacancies that mention work from home."""
    if not wanted.is_remote:
        return None
    bonus = (_mentions(_REMOTE_PHRASES, index) * POINTS.remote).astype(np.int32)
    return Condition("remote", np.ones(len(index), dtype=np.bool_), None, bonus)


def _mentions(
    phrases: tuple[str, ...], index: VacancyIndex, fields: tuple[str, ...] = (TITLE, TEXT)
) -> Flags:
    """Give vacancies that hold any of some phrases of one or two words."""
    held = np.zeros(len(index), dtype=np.bool_)
    for phrase in phrases:
        for key in phrase_keys(phrase.split(), index):
            held |= holding(index, key, fields)
    return held


def phrase_keys(said: tuple[str, ...] | list[str], index: VacancyIndex) -> list[int]:
    """Give the keys that a phrase is held by: its pairs, or its only word; -1 is held nowhere."""
    numbers = [index.words.lexicon.plain.get(fold(word), -1) for word in said]
    if len(numbers) == 1:
        return numbers
    return [
        pair_key(one, other) if one >= 0 and other >= 0 else -1
        for one, other in zip(numbers, numbers[1:], strict=False)
    ]


def holding(index: VacancyIndex, key: int, fields: tuple[str, ...]) -> Flags:
    """Give vacancies that hold a key in any of some fields: bool[n]."""
    held = np.zeros(len(index), dtype=np.bool_)
    for name in fields:
        held[index.words.plain[name].find([key])[0]] = True
    return held
