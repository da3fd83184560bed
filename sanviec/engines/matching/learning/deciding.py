"""From outcomes to proposed weights, or to the reasons why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sanviec.engines.matching.weights import Weights

from .checking import HeldOut, check_by_person, check_by_time
from .fitting import fit_points
from .lists import ListTrial, Population, try_lists
from .outcomes import Grade, RecordedOutcome, comparisons_of, decided
from .terms import TERMS, TOTAL, most_points, with_most


@dataclass(frozen=True, slots=True)
class Limits:
    """What a proposal must keep to be made.

    Args:
        least_outcomes: decided introductions.
        least_hires: hires among them.
        least_comparisons: that each held-out check must have.
        least_gain: of the share of comparisons that are right; less is not worth a change.
        most_points_moved: of any term.
        most_lists_changed: share of the places in top lists that other vacancies take.
        most_exposure_lost: of any group, against the best-off group of its dimension.
        least_group: people a group must have to be judged so.
    """

    least_outcomes: int = 300
    least_hires: int = 50
    least_comparisons: int = 100
    least_gain: float = 0.01
    most_points_moved: int = 10
    most_lists_changed: float = 0.3
    most_exposure_lost: float = 0.05
    least_group: int = 20


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason against the learned weights."""

    code: str
    text_vi: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Learned:
    """What the outcomes teach, and whether it may be proposed.

    Args:
        current: the weights in force.
        learned: weights fitted to all outcomes; None when there were too few to fit any.
        outcomes: introductions that were given.
        decided: of these, those with a grade.
        hires: of these, hires.
        comparisons: pairs of outcomes that were learned from.
        by_person: the check on people left out; None when nothing was fitted.
        by_time: the check on the latest people.
        lists: what would change in the lists; None when it was not tried.
        refusals: why the weights may not be proposed; empty when they may.
    """

    current: Weights
    learned: Weights | None
    outcomes: int
    decided: int
    hires: int
    comparisons: int
    by_person: HeldOut | None = None
    by_time: HeldOut | None = None
    lists: ListTrial | None = None
    refusals: tuple[Refusal, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether anything speaks against the weights."""
        return bool(self.refusals)


def learn(
    outcomes: Sequence[RecordedOutcome],
    current: Weights,
    *,
    rng: np.random.Generator,
    population: Population | None = None,
    limits: Limits | None = None,
) -> Learned:
    """Give the weights that recorded outcomes speak for, with every check and refusal.

    Args:
        outcomes: introductions, in any order; the same ones give the same answer.
        current: the weights in force; their shapes inside a term are kept.
        rng: draws the folds and the resamples.
        population: who and what the lists are tried on; without it no list is tried.
        limits: what a proposal must keep.

    Cost: seven fits; a minute for 60,000 comparisons.
    """
    limits = limits or Limits()
    known = decided(outcomes)
    compared = comparisons_of(known)
    counted = Learned(
        current,
        None,
        outcomes=len(outcomes),
        decided=len(known),
        hires=sum(outcome.grade == Grade.HIRED for outcome in known),
        comparisons=len(compared),
    )
    few = _too_few(counted, limits)
    if few:
        return replace(counted, refusals=few)
    start = _hundred(most_points(current))
    learned = with_most(current, fit_points(compared, start))
    by_person = check_by_person(compared, start, rng)
    by_time = check_by_time(known, start, rng)
    tried = try_lists(population, learned, outcomes) if population else None
    found = replace(counted, learned=learned, by_person=by_person, by_time=by_time, lists=tried)
    return replace(found, refusals=_refusals(found, limits))


def _hundred(points: Sequence[int]) -> tuple[int, ...]:
    """Give points that sum to 100, by the largest remainder, in the order of the terms."""
    total = sum(points)
    if total == TOTAL:
        return tuple(points)
    given = [TOTAL * number // total for number in points]
    order = sorted(range(len(points)), key=lambda row: (-(TOTAL * points[row] % total), row))
    for row in order[: TOTAL - sum(given)]:
        given[row] += 1
    return tuple(given)


def _too_few(counted: Learned, limits: Limits) -> tuple[Refusal, ...]:
    needs = (
        (counted.decided, limits.least_outcomes, "kết quả giới thiệu", "decided introductions"),
        (counted.hires, limits.least_hires, "người được nhận", "hires"),
        (counted.comparisons, limits.least_comparisons, "cặp so sánh được", "comparisons"),
    )
    return tuple(
        Refusal(
            "too_few",
            f"Chưa đủ dữ liệu: có {has} {what_vi}, cần ít nhất {least}.",
            f"Too little to learn from: {has} {what_en}, at least {least} are needed.",
        )
        for has, least, what_vi, what_en in needs
        if has < least
    )


def _refusals(found: Learned, limits: Limits) -> tuple[Refusal, ...]:
    assert found.by_person is not None
    assert found.by_time is not None
    refusals = [
        *_not_better(found.by_person, found.by_time, limits),
        *_moved_too_far(found, limits),
    ]
    if found.lists is not None:
        refusals += _lists_refused(found.lists, limits)
    return tuple(refusals)


def _not_better(person: HeldOut, time: HeldOut, limits: Limits) -> list[Refusal]:
    least = limits.least_comparisons
    if min(person.comparisons, time.comparisons) < least:
        return [
            Refusal(
                "too_few_held_out",
                f"Chưa đủ cặp để kiểm tra: {person.comparisons} theo người, {time.comparisons} "
                f"theo thời gian, cần ít nhất {least} mỗi bên.",
                f"Too few comparisons held out: {person.comparisons} by person, "
                f"{time.comparisons} by time, at least {least} of each are needed.",
            )
        ]
    refusals = []
    if person.gain_low <= 0 or person.gain < limits.least_gain:
        low, high = 100 * person.gain_low, 100 * person.gain_high
        refusals.append(
            Refusal(
                "not_better",
                "Không tốt hơn rõ rệt so với bảng điểm đang dùng: chênh lệch trên người để "
                f"riêng từ {low:+.1f} đến {high:+.1f} điểm phần trăm.",
                "Not clearly better than the weights in force: the difference on people "
                f"held out lies between {low:+.1f} and {high:+.1f} percentage points.",
            )
        )
    if time.gain <= 0:
        refusals.append(
            Refusal(
                "not_better_later",
                f"Không tốt hơn trên người đến sau: {100 * time.gain:+.1f} điểm phần trăm.",
                f"Not better on people who came later: {100 * time.gain:+.1f} percentage points.",
            )
        )
    return refusals


def _moved_too_far(found: Learned, limits: Limits) -> list[Refusal]:
    assert found.learned is not None
    before, after = most_points(found.current), most_points(found.learned)
    return [
        Refusal(
            "moved_too_far",
            f"Mục “{term}” đổi từ {old} thành {new} điểm, "
            f"quá mức cho phép {limits.most_points_moved} điểm.",
            f"The term {term} would go from {old} to {new} points, "
            f"more than the {limits.most_points_moved} allowed.",
        )
        for term, old, new in zip(TERMS, before, after, strict=True)
        if abs(new - old) > limits.most_points_moved
    ]


def _lists_refused(tried: ListTrial, limits: Limits) -> list[Refusal]:
    refusals = []
    if tried.changed > limits.most_lists_changed:
        changed, most = 100 * tried.changed, 100 * limits.most_lists_changed
        refusals.append(
            Refusal(
                "lists_changed",
                f"{changed:.0f} % chỗ trong danh sách gợi ý sẽ thay đổi, "
                f"quá mức cho phép {most:.0f} %.",
                f"{changed:.0f} % of the places in the lists would change, "
                f"more than the {most:.0f} % allowed.",
            )
        )
    lost, dimension, group = tried.exposure_lost(limits.least_group)
    if lost > limits.most_exposure_lost:
        refusals.append(
            Refusal(
                "less_fair",
                f"Nhóm “{group}” ({dimension}) sẽ ít được gợi ý hơn nhóm đứng đầu thêm "
                f"{100 * lost:.0f} điểm phần trăm.",
                f"The group {group} ({dimension}) would fall behind the best-off group by "
                f"{100 * lost:.0f} percentage points more.",
            )
        )
    return refusals
