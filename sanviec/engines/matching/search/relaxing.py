"""Ways to find something where nothing was found: one filter less, or a lower wage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.place_words import place_names
from sanviec.engines.matching.understanding.model import Filter, Understood
from sanviec.engines.matching.wage import million

from .conditions import Condition, wage
from .model import Relaxation
from .place_conditions import wider_place

Flags = NDArray[np.bool_]
# Shares of the wanted wage, in percent, that are tried before the wage is given up.
_LOWER_WAGES = (90, 80, 70)
_WORDS_VI = {
    "shift": "không chọn ca làm việc",
    "near_home": "không giới hạn quãng đường từ nhà",
    "employment_type": "không chọn hình thức làm việc",
    "experience": "không giới hạn kinh nghiệm",
    "no_experience": "nhận cả việc cần kinh nghiệm",
    "education": "không giới hạn trình độ",
    "wage": "không chọn mức lương",
    "occupation_group": "tìm ở mọi nhóm nghề",
    "place": "tìm ở mọi nơi",
    "overseas": "tìm cả việc trong nước",
    "refused_place": "tìm cả ở nơi đã loại",
    "refused_overseas": "tìm cả việc ở nước ngoài",
    "refused_occupation": "tìm cả nghề đã loại",
    "refused_employment_type": "tìm cả hình thức đã loại",
    "refused_words": "tìm cả việc có từ đã loại",
    "refused_shift": "tìm cả ca đã loại",
}
_WORDS_EN = {
    "shift": "any shift",
    "near_home": "any distance from home",
    "employment_type": "any kind of work",
    "experience": "any experience",
    "no_experience": "also work that asks for experience",
    "education": "any schooling",
    "wage": "any wage",
    "occupation_group": "in all groups of occupations",
    "place": "in all places",
    "overseas": "also work at home",
    "refused_place": "also in the refused places",
    "refused_overseas": "also work abroad",
    "refused_occupation": "also the refused occupations",
    "refused_employment_type": "also the refused kinds of work",
    "refused_words": "also with the refused words",
    "refused_shift": "also the refused shifts",
}


@dataclass(frozen=True, slots=True)
class Way:
    """A relaxation with the vacancies that it leaves: bool[n], and the filters that stay."""

    relaxation: Relaxation
    left: Flags
    conditions: tuple[Condition, ...]


def ways(
    understood: Understood,
    index: VacancyIndex,
    on: date,
    conditions: Sequence[Condition],
    answers: Flags,
) -> list[Way]:
    """Give the relaxations that find something, nearest first.

    Args:
        understood: the question.
        index: the vacancies.
        on: the day of the search.
        conditions: its filters, in the order in which they are given up.
        answers: bool[n], vacancies that answer the words.
    """
    found = [way for way in _single(understood, index, on, conditions, answers) if way.left.any()]
    if found or not answers.any():
        return found
    return [way for way in _stepwise(understood, conditions, answers) if way.left.any()][:1]


def _single(
    understood: Understood,
    index: VacancyIndex,
    on: date,
    conditions: Sequence[Condition],
    answers: Flags,
) -> Iterator[Way]:
    for one in conditions:
        if one.kind not in _WORDS_VI:
            continue
        rest = tuple(other for other in conditions if other is not one)
        if one.kind == "wage" and understood.wage_min_vnd_month:
            yield from _lower_wages(understood, index, on, rest, answers)
        if one.kind == "place":
            yield from _wider_places(understood, index, rest, answers)
        yield _way([one.kind], understood, rest, answers)


def _lower_wages(
    understood: Understood,
    index: VacancyIndex,
    on: date,
    rest: tuple[Condition, ...],
    answers: Flags,
) -> Iterator[Way]:
    for percent in _LOWER_WAGES:
        least = (understood.wage_min_vnd_month or 0) * percent // 100
        lower = wage(replace(understood, wage_min_vnd_month=least), index, on)
        conditions = rest if lower is None else (*rest, lower)
        left = remaining(conditions, answers)
        if left.any():
            amount = million(least)
            told = Relaxation(
                "wage",
                f"Nới mức lương: từ {amount} triệu",
                f"A lower wage: from {amount.replace(',', '.')} million",
                int(left.sum()),
                wage_min_vnd_month=least,
            )
            yield Way(told, left, conditions)
            return


def _wider_places(
    understood: Understood, index: VacancyIndex, rest: tuple[Condition, ...], answers: Flags
) -> Iterator[Way]:
    wider = wider_place(understood, index)
    if wider is None:
        return
    codes, condition = wider
    conditions = (*rest, condition)
    left = remaining(conditions, answers)
    name_vi, name_en = place_names(codes, index.terms.gazetteer)
    text_vi, text_en = f"Nới nơi làm việc: cả {name_vi}", f"A wider place: all of {name_en}"
    told = Relaxation("place", text_vi, text_en, int(left.sum()), place_codes=codes)
    yield Way(told, left, conditions)


def _stepwise(
    understood: Understood, conditions: Sequence[Condition], answers: Flags
) -> Iterator[Way]:
    """Give filters up one after the other until something is left."""
    dropped: list[str] = []
    rest = tuple(conditions)
    for one in conditions:
        if one.kind in _WORDS_VI:
            dropped.append(one.kind)
            rest = tuple(other for other in rest if other is not one)
            yield _way(list(dropped), understood, rest, answers)


def _way(
    kinds: list[str], understood: Understood, rest: tuple[Condition, ...], answers: Flags
) -> Way:
    left = remaining(rest, answers)
    told = Relaxation(
        kinds[-1] if len(kinds) == 1 else "several",
        "Nới điều kiện: " + ", ".join(_WORDS_VI[kind] for kind in kinds),
        "Wider: " + ", ".join(_WORDS_EN[kind] for kind in kinds),
        int(left.sum()),
        tuple(one for one in understood.filters if _is_of(one, kinds)),
    )
    return Way(told, left, rest)


def _is_of(one: Filter, kinds: list[str]) -> bool:
    return one.kind in kinds


def remaining(conditions: Sequence[Condition], answers: Flags) -> Flags:
    """Give the vacancies that answer and pass every filter: bool[n]."""
    left = answers.copy()
    for condition in conditions:
        left &= condition.passes
    return left
