"""Points for shift, type of employment, experience and schooling."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

import numpy as np

from sanviec.kernel.explanation import Reason

from .coding import Points, cell, split_cell
from .facts import EMPLOYMENT_TYPES, SHIFTS, JobseekerFacts, VacancyFacts
from .weights import Weights

NOT_MET, UNKNOWN, MET, PARTLY = range(4)
_SHIFT_BIT = {shift: 1 << position for position, shift in enumerate(SHIFTS)}
_TYPE_BIT = {kind: 1 << position for position, kind in enumerate(EMPLOYMENT_TYPES)}
_FLEXIBLE = _SHIFT_BIT["flexible"]
_FULL_TIME = _TYPE_BIT["full_time"]
_ABSENT = -1

_SHIFT_NAMES = {
    "day": ("ca ngày", "day shift"),
    "evening": ("ca tối", "evening shift"),
    "night": ("ca đêm", "night shift"),
    "rotating": ("ca xoay", "rotating shifts"),
    "flexible": ("giờ linh hoạt", "flexible hours"),
}
_TYPE_NAMES = {
    "full_time": ("toàn thời gian", "full time"),
    "part_time": ("bán thời gian", "part time"),
    "seasonal": ("thời vụ", "seasonal"),
    "internship": ("thực tập", "internship"),
    "temporary": ("tạm thời", "temporary"),
}
_LEVEL_NAMES = (
    ("không cần bằng cấp", "no schooling asked"),
    ("tiểu học", "primary school"),
    ("trung học cơ sở", "lower secondary school"),
    ("trung học phổ thông", "upper secondary school"),
    ("sơ cấp nghề", "elementary vocational training"),
    ("trung cấp", "intermediate level"),
    ("cao đẳng", "college"),
    ("đại học", "university"),
    ("thạc sĩ", "a master's degree"),
    ("tiến sĩ", "a doctorate"),
)

Wish = TypeVar("Wish", bound=Hashable)
Offer = TypeVar("Offer", bound=Hashable)
_Sentence = tuple[str, str]


def shift_mask(shifts: frozenset[str]) -> int:
    """Give shifts as bits; unknown words are left out."""
    return sum(bit for shift, bit in _SHIFT_BIT.items() if shift in shifts)


def type_mask(kinds: Iterable[str]) -> int:
    """Give types of employment as bits; unknown words are left out."""
    wanted = frozenset(kinds)
    return sum(bit for kind, bit in _TYPE_BIT.items() if kind in wanted)


def shift_words(mask: int) -> _Sentence:
    """Give the shifts of a mask in both languages."""
    return _words([_SHIFT_NAMES[shift] for shift, bit in _SHIFT_BIT.items() if mask & bit])


def type_words(mask: int) -> _Sentence:
    """Give the types of employment of a mask in both languages."""
    return _words([_TYPE_NAMES[kind] for kind, bit in _TYPE_BIT.items() if mask & bit])


def level_words(level: int) -> _Sentence:
    """Give the name of an `EducationLevel` in both languages."""
    return _LEVEL_NAMES[level] if 0 <= level < len(_LEVEL_NAMES) else (str(level), str(level))


def months_words(months: int) -> _Sentence:
    """Give a length of experience in both languages: whole years where they fit."""
    if months >= 12 and months % 12 == 0:
        return f"{months // 12} năm", f"{months // 12} year{'s' if months > 12 else ''}"
    return f"{months} tháng", f"{months} month{'s' if months > 1 else ''}"


def _words(named: list[_Sentence]) -> _Sentence:
    return ", ".join(vi for vi, _ in named), ", ".join(en for _, en in named)


class SmallTerm(Generic[Wish, Offer]):
    """A term with few distinct values: its table is filled cell by cell.

    The values stand for themselves, so encoding them is keeping them.
    """

    key = ""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def encode_offers(self, values: Sequence[Offer]) -> Sequence[Offer]:
        """Give the values themselves."""
        return values

    def encode_wishes(self, values: Sequence[Wish]) -> Sequence[Wish]:
        """Give the values themselves."""
        return values

    def table(self, wishes: Sequence[Wish], offers: Sequence[Offer]) -> Points:
        """Give the cells of every distinct pair: int16[n_wish, n_offer]."""
        cells = [[self.cell(wish, offer) for offer in offers] for wish in wishes]
        return np.array(cells, dtype=np.int16).reshape(len(wishes), len(offers))

    def cell(self, wish: Wish, offer: Offer) -> int:
        """Give one pair's cell."""
        return cell(*self._judge(wish, offer))

    def _judge(self, wish: Wish, offer: Offer) -> tuple[int, int]:
        raise NotImplementedError

    def reason(self, value: int, wish: Wish, offer: Offer) -> Reason:
        """Give one cell in words."""
        points, rule = split_cell(value)
        return Reason(self.key, points, *self._words(rule, wish, offer))

    def _words(self, rule: int, wish: Wish, offer: Offer) -> _Sentence:
        raise NotImplementedError


class ShiftTerm(SmallTerm[int, int]):
    """A wished shift is offered; flexible hours suit every wish."""

    key = "shift"

    def offer_value(self, vacancy: VacancyFacts) -> int:
        """Give what the term reads of a vacancy."""
        return shift_mask(vacancy.shifts)

    def wish_value(self, jobseeker: JobseekerFacts) -> int:
        """Give what the term reads of a jobseeker."""
        return shift_mask(jobseeker.shifts)

    def _judge(self, wish: int, offer: int) -> tuple[int, int]:
        if not wish or not offer:
            return self._weights.shift_unknown, UNKNOWN
        if wish & offer or offer & _FLEXIBLE:
            return self._weights.shift, MET
        return 0, NOT_MET

    def _words(self, rule: int, wish: int, offer: int) -> _Sentence:
        offer_vi, offer_en = shift_words(offer)
        wish_vi, wish_en = shift_words(wish)
        if rule == MET:
            return f"Thời gian làm đúng mong muốn: {offer_vi}", f"Wished hours: {offer_en}"
        if rule == NOT_MET:
            return f"Làm {offer_vi}, mong muốn {wish_vi}", f"Hours: {offer_en}; wished: {wish_en}"
        if not offer:
            return "Chưa rõ ca làm việc", "The shift is not known"
        return f"Làm {offer_vi}, chưa rõ mong muốn", f"Hours: {offer_en}; the wish is not known"


class EmploymentTypeTerm(SmallTerm[int, int]):
    """A wished type of employment."""

    key = "employment_type"

    def offer_value(self, vacancy: VacancyFacts) -> int:
        """Give what the term reads of a vacancy."""
        return type_mask([vacancy.employment_type or ""])

    def wish_value(self, jobseeker: JobseekerFacts) -> int:
        """Give what the term reads of a jobseeker."""
        return type_mask(jobseeker.employment_types)

    def _judge(self, wish: int, offer: int) -> tuple[int, int]:
        if not wish and offer and not offer & _FULL_TIME:
            return 0, UNKNOWN
        if not wish or not offer:
            return self._weights.employment_type_unknown, UNKNOWN
        return (self._weights.employment_type, MET) if wish & offer else (0, NOT_MET)

    def _words(self, rule: int, wish: int, offer: int) -> _Sentence:
        offer_vi, offer_en = type_words(offer)
        wish_vi, wish_en = type_words(wish)
        if rule == MET:
            return f"Đúng hình thức mong muốn: {offer_vi}", f"Wished kind of work: {offer_en}"
        if rule == NOT_MET:
            text_en = f"The work is {offer_en}; wished: {wish_en}"
            return f"Việc {offer_vi}, mong muốn {wish_vi}", text_en
        if not offer:
            return "Chưa rõ hình thức làm việc", "The kind of work is not known"
        text_en = f"The work is {offer_en}; the wish is not known"
        return f"Việc {offer_vi}, chưa rõ mong muốn", text_en


class ExperienceTerm(SmallTerm[int, int]):
    """Enough experience; a part of what is asked gives a part of the points."""

    key = "experience"

    def offer_value(self, vacancy: VacancyFacts) -> int:
        """Give what the term reads of a vacancy: months asked, -1 when not known."""
        return _not_negative(vacancy.experience_months)

    def wish_value(self, jobseeker: JobseekerFacts) -> int:
        """Give what the term reads of a jobseeker: months, -1 when not known."""
        return _not_negative(jobseeker.experience_months)

    def _judge(self, wish: int, offer: int) -> tuple[int, int]:
        if offer == 0:
            return self._weights.experience, MET
        if wish == _ABSENT or offer == _ABSENT:
            return self._weights.experience_unknown, UNKNOWN
        if wish >= offer:
            return self._weights.experience, MET
        return self._weights.experience * wish // offer, PARTLY

    def _words(self, rule: int, wish: int, offer: int) -> _Sentence:
        if offer == 0:
            return "Không yêu cầu kinh nghiệm", "No experience asked"
        if offer == _ABSENT:
            return "Chưa rõ yêu cầu kinh nghiệm", "The experience asked is not known"
        asked_vi, asked_en = months_words(offer)
        if wish == _ABSENT:
            return (
                f"Cần {asked_vi} kinh nghiệm, chưa rõ kinh nghiệm của người tìm việc",
                f"Experience asked: {asked_en}; the jobseeker's is not known",
            )
        have_vi, have_en = months_words(wish) if wish else ("chưa có", "none")
        has_vi = f"đã có {have_vi}" if wish else have_vi
        if rule == MET:
            return (
                f"Đủ kinh nghiệm: cần {asked_vi}, {has_vi}",
                f"Enough experience: {asked_en} asked, {have_en} held",
            )
        return (
            f"Thiếu kinh nghiệm: cần {asked_vi}, {has_vi}",
            f"Less experience than asked: {asked_en} asked, {have_en} held",
        )


class EducationTerm(SmallTerm[int, int]):
    """Enough schooling; one level less gives a little."""

    key = "education"

    def offer_value(self, vacancy: VacancyFacts) -> int:
        """Give what the term reads of a vacancy: the level asked, -1 when not known."""
        return _not_negative(vacancy.education)

    def wish_value(self, jobseeker: JobseekerFacts) -> int:
        """Give what the term reads of a jobseeker: the level reached, -1 when not known."""
        return _not_negative(jobseeker.education)

    def _judge(self, wish: int, offer: int) -> tuple[int, int]:
        if offer == 0:
            return self._weights.education, MET
        if wish == _ABSENT or offer == _ABSENT:
            return self._weights.education_unknown, UNKNOWN
        if wish >= offer:
            return self._weights.education, MET
        if wish == offer - 1:
            return self._weights.education_below, PARTLY
        return 0, NOT_MET

    def _words(self, rule: int, wish: int, offer: int) -> _Sentence:
        if offer == 0:
            return "Không yêu cầu bằng cấp", "No schooling asked"
        if offer == _ABSENT:
            return "Chưa rõ yêu cầu trình độ", "The schooling asked is not known"
        asked_vi, asked_en = level_words(offer)
        if wish == _ABSENT:
            return (
                f"Cần trình độ {asked_vi}, chưa rõ trình độ của người tìm việc",
                f"Schooling asked: {asked_en}; the jobseeker's is not known",
            )
        has_vi, has_en = level_words(wish)
        told_vi, told_en = ("Đủ", "Enough") if rule == MET else ("Thấp hơn", "Less")
        return (
            f"{told_vi} trình độ: cần {asked_vi}, đã có {has_vi}",
            f"{told_en} schooling: {asked_en} asked, {has_en} held",
        )


def _not_negative(number: int | None) -> int:
    return _ABSENT if number is None or number < 0 else int(number)
