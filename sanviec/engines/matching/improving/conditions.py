"""Changes of wage, shift, type of employment, experience and schooling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sanviec.engines.matching.conditions import (
    level_words,
    months_words,
    shift_mask,
    shift_words,
    type_mask,
    type_words,
)
from sanviec.engines.matching.facts import SHIFTS, JobseekerFacts, VacancyFacts
from sanviec.engines.matching.terms import Terms
from sanviec.engines.matching.wage import million, wage_of

from .model import CHOICE, EFFORT, UNKNOWN, Draft

_YEAR = 12
_ABSENT = -1


def wage_drafts(jobseeker: JobseekerFacts, vacancy: VacancyFacts, terms: Terms) -> Iterator[Draft]:
    """Give lower wished wages: the upper end of what is offered, and the lower end.

    Nothing below the share of the wish under which a wage counts for nothing: so much less is no
    change of a wish but another wish.
    """
    offer, wish = wage_of(vacancy), terms.wage.wish_value(jobseeker)
    if offer.reach is None:
        return
    now = terms.points("wage", wish, offer)
    ends = {offer.low or offer.reach, offer.reach if wish >= 0 else offer.low or offer.reach}
    for end in sorted(ends, reverse=True):
        more = terms.points("wage", end, offer) - now
        if wish < 0 or wish * terms.weights.wage_lowest_percent <= end * 100 < wish * 100:
            yield Draft("wage", *_wage(wish, end, more))


def _wage(wish: int, end: int, more: int) -> tuple[Any, ...]:
    facts, said = {"wage_min": end}, million(end)
    said_en = said.replace(",", ".")
    if wish < 0:
        text_vi = f"Chưa rõ mức lương mong muốn; nếu nhận từ {said} triệu"
        text_en = f"The wished wage is not known; if {said_en} million will do"
        return UNKNOWN, facts, more, text_vi, text_en
    wished = million(wish)
    text_vi = f"Nhận mức lương từ {said} triệu (đang mong {wished} triệu)"
    wished_en = wished.replace(",", ".")
    text_en = f"Accept a wage from {said_en} million ({wished_en} million wished now)"
    return CHOICE, facts, more, text_vi, text_en


def shift_drafts(jobseeker: JobseekerFacts, vacancy: VacancyFacts, terms: Terms) -> Iterator[Draft]:
    """Give the shifts to accept: each one that is refused and demanded, else the first offered."""
    offer = shift_mask(vacancy.shifts)
    now = terms.points("shift", shift_mask(jobseeker.shifts), offer)
    offered = [shift for shift in SHIFTS if shift in vacancy.shifts]
    for shift in [s for s in offered if s in jobseeker.refused_shifts] or offered[:1]:
        wished = jobseeker.shifts | {shift}
        more = terms.points("shift", shift_mask(wished), offer) - now
        facts = {"shifts": wished, "refused_shifts": jobseeker.refused_shifts - {shift}}
        said_vi, said_en = shift_words(shift_mask(frozenset({shift})))
        if jobseeker.shifts or jobseeker.refused_shifts:
            words = CHOICE, facts, more, f"Nhận làm {said_vi}", f"Accept: {said_en}"
        else:
            text_vi = f"Chưa rõ ca mong muốn; nếu nhận làm {said_vi}"
            text_en = f"The wished shift is not known; if accepted: {said_en}"
            words = UNKNOWN, facts, more, text_vi, text_en
        yield Draft("shift", *words, frozenset({f"shift:{shift}"}))


def type_drafts(jobseeker: JobseekerFacts, vacancy: VacancyFacts, terms: Terms) -> Iterator[Draft]:
    """Give the type of employment that is offered, to be accepted."""
    key, offer = "employment_type", type_mask([vacancy.employment_type or ""])
    if not offer:
        return
    accepted = jobseeker.employment_types | {vacancy.employment_type or ""}
    now = terms.points(key, type_mask(jobseeker.employment_types), offer)
    more = terms.points(key, type_mask(accepted), offer) - now
    said_vi, said_en = type_words(offer)
    facts: dict[str, Any] = {"employment_types": accepted}
    if jobseeker.employment_types:
        words = CHOICE, facts, more, f"Nhận làm {said_vi}", f"Accept work: {said_en}"
    else:
        text_vi = f"Chưa rõ hình thức mong muốn; nếu nhận làm {said_vi}"
        text_en = f"The wished kind of work is not known; if accepted: {said_en}"
        words = UNKNOWN, facts, more, text_vi, text_en
    yield Draft(key, *words)


def experience_drafts(
    jobseeker: JobseekerFacts, vacancy: VacancyFacts, terms: Terms
) -> Iterator[Draft]:
    """Give one year more, and as much as is asked."""
    has, asked = jobseeker.experience_months, vacancy.experience_months or 0
    if asked <= 0 or (has is not None and has >= asked):
        return
    asked_vi, asked_en = months_words(asked)
    if has is None or has < 0:
        text_vi = f"Chưa rõ kinh nghiệm; nếu đã có {asked_vi}"
        text_en = f"The experience is not known; if there is enough: {asked_en}"
        yield _experienced(UNKNOWN, (_ABSENT, asked, asked), terms, text_vi, text_en)
        return
    if (then := has + _YEAR) < asked:
        then_vi, then_en = months_words(then)
        text_vi = f"Thêm 1 năm kinh nghiệm (thành {then_vi}, cần {asked_vi})"
        text_en = f"One more year of experience ({then_en} then, {asked_en} asked)"
        yield _experienced(EFFORT, (has, then, asked), terms, text_vi, text_en)
    has_vi, has_en = months_words(has)
    text_vi = f"Có đủ {asked_vi} kinh nghiệm ({f'đang có {has_vi}' if has else 'chưa có'})"
    text_en = f"As much experience as asked: {asked_en} ({has_en if has else 'none'} now)"
    yield _experienced(EFFORT, (has, asked, asked), terms, text_vi, text_en)


def _experienced(
    kind: str, months: tuple[int, int, int], terms: Terms, text_vi: str, text_en: str
) -> Draft:
    """Give the change of experience; `months` now, then and asked."""
    now, then, asked = months
    key = "experience"
    more = terms.points(key, then, asked) - terms.points(key, now, asked)
    return Draft(key, kind, {"experience_months": then}, more, text_vi, text_en)


def education_drafts(
    jobseeker: JobseekerFacts, vacancy: VacancyFacts, terms: Terms
) -> Iterator[Draft]:
    """Give the level that is asked."""
    key, has, asked = "education", jobseeker.education, vacancy.education or 0
    if asked <= 0 or (has is not None and has >= asked):
        return
    is_known = has is not None and has >= 0
    now = terms.points(key, has if has is not None and is_known else _ABSENT, asked)
    more = terms.points(key, asked, asked) - now
    said_vi, said_en = level_words(asked)
    facts: dict[str, Any] = {"education": asked}
    if is_known:
        words = EFFORT, facts, more, f"Học lên trình độ {said_vi}", f"Reach this level: {said_en}"
    else:
        text_vi = f"Chưa rõ trình độ; nếu đã có trình độ {said_vi}"
        text_en = f"The schooling is not known; if reached: {said_en}"
        words = UNKNOWN, facts, more, text_vi, text_en
    yield Draft(key, *words, frozenset({f"education:{asked}"}))
