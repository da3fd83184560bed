"""Hard requirements: one bit for each, and a pair is feasible when no bit is missing.

Age is read only here, only against a limit that names its law, and only to refuse a person whose
birth year puts the age outside for certain; the full birth date is checked before an introduction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .conditions import level_words, shift_words
from .facts import SHIFTS, JobseekerFacts, Missing, VacancyFacts
from .papers import (
    certificate_words,
    covered_certificates,
    covered_languages,
    language_code,
    language_words,
)
from .place import is_work_abroad

_WORD_BITS = 64
_HIGHEST_LEVEL = 9
_NO_LIMIT = -1
_UNKNOWN_YEAR = -1
OVERSEAS = "overseas"
_EVERYBODY_SPEAKS = "vi"


class Demand(NamedTuple):
    """What a vacancy asks for without exception; ages are -1 when there is no limit."""

    tokens: tuple[str, ...]
    min_age: int = _NO_LIMIT
    max_age: int = _NO_LIMIT
    age_source: str = ""
    education_source: str = ""


class Holding(NamedTuple):
    """What a jobseeker brings and does not refuse."""

    tokens: frozenset[str]
    birth_year: int


@dataclass(frozen=True, slots=True)
class Demands:
    """Distinct demands as columns."""

    tokens: tuple[tuple[str, ...], ...]
    min_age: NDArray[np.int64]
    max_age: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Holdings:
    """Distinct holdings: who holds a token, and birth years."""

    holders: dict[str, NDArray[np.intp]]
    birth_year: NDArray[np.int64]


def demand_of(vacancy: VacancyFacts) -> Demand:
    """Give the hard requirements of a vacancy."""
    tokens = {f"certificate:{code}" for code in vacancy.certificates}
    languages = {language_code(code) for code in vacancy.languages}
    tokens |= {f"language:{code}" for code in languages if code != _EVERYBODY_SPEAKS}
    if vacancy.is_education_legal and vacancy.education:
        tokens.add(f"education:{vacancy.education}")
    if "flexible" not in vacancy.shifts:
        tokens |= {f"shift:{shift}" for shift in vacancy.shifts if shift in SHIFTS}
    if vacancy.is_overseas or is_work_abroad(vacancy):
        tokens.add(OVERSEAS)
    limits = (vacancy.min_age, vacancy.max_age) if vacancy.age_source.strip() else (None, None)
    low, high = (_NO_LIMIT if limit is None else limit for limit in limits)
    source = vacancy.education_source if vacancy.is_education_legal else ""
    return Demand(tuple(sorted(tokens)), low, high, vacancy.age_source.strip(), source)


def holding_of(jobseeker: JobseekerFacts) -> Holding:
    """Give what a jobseeker brings to hard requirements; what is not stated is not held."""
    tokens = {f"certificate:{code}" for code in covered_certificates(jobseeker.certificates)}
    tokens |= {f"language:{code}" for code in covered_languages(jobseeker.languages)}
    tokens |= {f"shift:{shift}" for shift in SHIFTS if shift not in jobseeker.refused_shifts}
    highest = min(jobseeker.education or 0, _HIGHEST_LEVEL)
    tokens |= {f"education:{level}" for level in range(1, highest + 1)}
    if jobseeker.accepts_overseas is not False:
        tokens.add(OVERSEAS)
    year = _UNKNOWN_YEAR if jobseeker.birth_year is None else jobseeker.birth_year
    return Holding(frozenset(tokens), year)


def encode_demands(values: Sequence[Demand]) -> Demands:
    """Give distinct demands as columns."""
    return Demands(
        tuple(value.tokens for value in values),
        np.array([value.min_age for value in values], dtype=np.int64),
        np.array([value.max_age for value in values], dtype=np.int64),
    )


def encode_holdings(values: Sequence[Holding]) -> Holdings:
    """Give distinct holdings as columns."""
    holders: dict[str, list[int]] = {}
    for row, value in enumerate(values):
        for token in value.tokens:
            holders.setdefault(token, []).append(row)
    years = np.array([value.birth_year for value in values], dtype=np.int64)
    return Holdings(
        {token: np.array(rows, dtype=np.intp) for token, rows in holders.items()}, years
    )


def feasible_table(holdings: Holdings, demands: Demands, year: int) -> NDArray[np.bool_]:
    """Give which pairs miss no hard requirement: bool[n_holding, n_demand].

    Args:
        year: the year in which the match is made, for the age limits.
    """
    tokens = sorted({token for group in demands.tokens for token in group})
    bits = {token: position for position, token in enumerate(tokens)}
    n_words = max(1, -(-len(tokens) // _WORD_BITS))
    held = np.zeros((len(holdings.birth_year), n_words), dtype=np.uint64)
    asked = np.zeros((len(demands.tokens), n_words), dtype=np.uint64)
    for token, position in bits.items():
        word, bit = _bit(position)
        held[holdings.holders.get(token, np.empty(0, dtype=np.intp)), word] |= bit
    for row, group in enumerate(demands.tokens):
        for token in group:
            word, bit = _bit(bits[token])
            asked[row, word] |= bit
    feasible = _within_age(holdings, demands, year)
    for word in range(n_words):
        feasible &= (asked[None, :, word] & ~held[:, None, word]) == 0
    return feasible


def _bit(position: int) -> tuple[int, np.uint64]:
    word, shift = divmod(position, _WORD_BITS)
    return word, np.uint64(1 << shift)


def _within_age(holdings: Holdings, demands: Demands, year: int) -> NDArray[np.bool_]:
    oldest = (year - holdings.birth_year)[:, None]
    low, high = demands.min_age[None, :], demands.max_age[None, :]
    too_young = (low != _NO_LIMIT) & (oldest < low)
    too_old = (high != _NO_LIMIT) & (oldest - 1 > high)
    unknown = (holdings.birth_year == _UNKNOWN_YEAR)[:, None]
    allowed: NDArray[np.bool_] = unknown | ~(too_young | too_old)
    return allowed


def ages_allow(years: int, demand: Demand) -> bool:
    """True unless a legal limit shuts out a person of these years of life for certain."""
    return not _age_missing(years, demand)


def missing_of(holding: Holding, demand: Demand, year: int) -> tuple[Missing, ...]:
    """Give each requirement that is not met, in words; empty when the pair is feasible."""
    missing = [_token_missing(t, demand) for t in demand.tokens if t not in holding.tokens]
    if holding.birth_year != _UNKNOWN_YEAR:
        missing += _age_missing(year - holding.birth_year, demand)
    return tuple(missing)


def _token_missing(token: str, demand: Demand) -> Missing:
    kind, _, value = token.partition(":")
    if kind == "certificate":
        name_vi, name_en = certificate_words(value)
        return Missing(token, f"Cần có {name_vi}", f"Required: {name_en}")
    if kind == "language":
        name_vi, name_en = language_words(value)
        return Missing(token, f"Cần biết {name_vi}", f"Required: {name_en}")
    if kind == "education":
        name_vi, name_en = level_words(int(value))
        return Missing(
            token,
            f"Pháp luật đòi hỏi trình độ {name_vi} trở lên",
            f"The law asks for {name_en} or more",
            demand.education_source,
        )
    if kind == "shift":
        name_vi, name_en = shift_words(1 << SHIFTS.index(value))
        return Missing(
            token,
            f"Việc có {name_vi}, người tìm việc không nhận {name_vi}",
            f"The work has a {name_en}, which the jobseeker refuses",
        )
    return Missing(
        token,
        "Làm việc ở nước ngoài, người tìm việc không đi nước ngoài",
        "The work is abroad, which the jobseeker refuses",
    )


def _age_missing(oldest: int, demand: Demand) -> list[Missing]:
    source = demand.age_source
    if demand.min_age != _NO_LIMIT and oldest < demand.min_age:
        text_vi = f"Phải đủ {demand.min_age} tuổi theo {source}"
        return [Missing("min_age", text_vi, f"At least {demand.min_age} years ({source})", source)]
    if demand.max_age != _NO_LIMIT and oldest - 1 > demand.max_age:
        text_vi = f"Không quá {demand.max_age} tuổi theo {source}"
        return [Missing("max_age", text_vi, f"At most {demand.max_age} years ({source})", source)]
    return []
