"""Experience asked or gained, as advertisements and forms write it, in months."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

from sanviec.kernel.text import fold, fold_aligned, nfc

MAX_MONTHS = 60 * 12

_COUNTING = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_SPELT_VALUES = {word: value for value, word in enumerate(_COUNTING, start=1)} | {"nua": 0.5}
_NUMBER = rf"\d{{1,3}}(?:[.,]\d{{1,2}})?|(?:{'|'.join(_SPELT_VALUES)})(?= (?:nam|thang))"
_YEAR = r"nam|years?(?:\(s\))?|yrs?|yoe"
_MONTH = r"thang|months?|mths?"
_DURATION = re.compile(
    rf"(?<![^\W_])(?<![.,/])(?<!\d-)(?:(?P<low>{_NUMBER}) ?\+? ?(?P<low_unit>{_YEAR}|{_MONTH})?"
    r" ?(?:[-–—−~]+>?|\bden\b|\btoi\b|\bto\b) ?)?"
    rf"(?P<number>{_NUMBER}) ?(?P<plus>\+)? ?(?P<unit>{_YEAR}|{_MONTH})(?!\w)(?! tuoi)"
    r"(?P<half> ruoi\b)?(?: (?P<months>\d{1,2}) thang)?"
    r"(?P<more> ?\+|(?: (?:kinh nghiem|kn))? (?:tro len|or (?:more|above)))?"
)
_MIN_BEFORE = re.compile(
    r"(?:\btu|\btren|\bhon|\btoi thieu|\bit nhat|\bfrom|\bmin(?:imum)?(?: of)?|[>≥]=?|\bkhong duoi"
    r"|\bover|\bat least|\bmore than)[ :]*$"
)
_MAX_BEFORE = re.compile(
    r"(?:\b(?:len )?(?:toi|den)|\bup ?to|\bduoi|[<≤]=?|\btoi da|\bmax(?:imum)?|\bkhong qua|\bunder"
    r"|\bless than|\bchua (?:den|du))[ :]*$"
)
_EXPERIENCE_WORD = re.compile(
    r"kinh nghiem|\bkn\b|king nghiem|experience|\bexp\b|tay nghe|tham nien"
)
_UNSTATED = re.compile(r"khong co thong tin|chua (?:ro|cap nhat)|khong ro|^-1$")
_NOT_ASKED = re.compile(
    r"\b(?:khong|chua|ko|k|no)(?: (?:bat buoc|yeu cau|can|doi hoi|gioi han|co|phai co))*"
    r"(?: (?:phai |co )?(?:kinh nghiem|kn|exp(?:erience)?)\b)"
    r"|moi (?:ra truong|tot nghiep)|\bfresher\b"
)
_NOT_ASKED_CELL = re.compile(
    r"(?:khong|chua|ko) (?:bat buoc|yeu cau|can|doi hoi|gioi han)|\bkhong$"
)
_NONE_GAINED = re.compile(r"(?:chua|khong) co (?:kinh nghiem|kn)\b")
_BARE_YEARS = re.compile(r"\d{1,2}(?:\.\d)?")
_BARE_RANGE = re.compile(r"\d{1,2} ?(?:\+|[-–~] ?(?P<high>\d{1,2}))")
# A bare "12-24" in a column may well be months; nobody asks for more years than these.
_MOST_BARE_YEARS = 20
_MALE = re.compile(r"\bnam\b", re.IGNORECASE)
_LOOK_BACK = 24
_NEAR = 30


@dataclass(frozen=True, slots=True)
class ExperienceRange:
    """Experience in months.

    Args:
        min_months: Least experience; None when nothing is said about it.
        max_months: Most experience; None when there is no upper end. "2 năm" alone has both
            ends at 24: a vacancy means the lower one, a jobseeker the figure itself.
    """

    min_months: int | None
    max_months: int | None


@dataclass(frozen=True, slots=True)
class FoundExperience:
    """Experience in a longer text; `start` and `end` count characters of `nfc(text)`."""

    experience: ExperienceRange
    start: int
    end: int


def parse_experience(text: str) -> ExperienceRange | None:
    """Give the experience that a cell states, or None if it states nothing about it.

    "Không yêu cầu" is 0 with no upper end, "Chưa có kinh nghiệm" is 0 to 0, "Dưới 1 năm" is 0
    to 12; a bare number or range (“2-3”, “2+”) counts years. Words that leave it open give a
    range without ends.
    """
    folded = fold(_mark_male(text))
    if _UNSTATED.search(folded):
        return ExperienceRange(None, None)
    if hit := _DURATION.search(folded):
        return _read(folded, hit)
    if _NONE_GAINED.search(folded):
        return ExperienceRange(0, 0)
    if _NOT_ASKED.search(folded) or _NOT_ASKED_CELL.search(folded):
        return ExperienceRange(0, None)
    if (bare := _BARE_RANGE.fullmatch(folded)) and int(bare["high"] or 0) <= _MOST_BARE_YEARS:
        hit = _DURATION.search(f"{folded} nam")
        return _read(folded, hit) if hit else None
    if not _BARE_YEARS.fullmatch(folded):
        return None
    months = _months(folded, "nam")
    return ExperienceRange(0, None) if months == 0 else _checked(months, months)


def find_experience(text: str) -> FoundExperience | None:
    """Give the first experience spoken of in a title, a question or a description, or None.

    A duration counts only near a word such as "kinh nghiệm".
    """
    folded = re.sub(r"\s", " ", fold_aligned(_mark_male(text)))
    for hit in _DURATION.finditer(folded):
        found = _near_experience_word(folded, hit)
        if found and (experience := _read(folded, hit)):
            return FoundExperience(experience, *found)
    none_asked = _NOT_ASKED.search(folded)
    if none_asked is None:
        return None
    return FoundExperience(ExperienceRange(0, None), none_asked.start(), none_asked.end())


def _mark_male(text: str) -> str:
    """Keep "nam" (male, south) apart from "năm" (year) in text that has its marks."""
    composed = nfc(text)
    return composed if composed.isascii() else _MALE.sub("n_m", composed)


def _near_experience_word(folded: str, hit: re.Match[str]) -> tuple[int, int] | None:
    """Give the span of duration, qualifier and experience word, or None if none is near."""
    before = folded[max(0, hit.start() - _LOOK_BACK) : hit.start()]
    qualifier = _MIN_BEFORE.search(before) or _MAX_BEFORE.search(before)
    start = hit.start() - (len(qualifier[0]) if qualifier else 0)
    if "kinh nghiem" in hit[0]:
        return start, hit.end()
    after = _EXPERIENCE_WORD.search(folded, hit.end(), hit.end() + _NEAR)
    if after and not re.search(r"[.;,]", folded[hit.end() : after.start()]):
        return start, after.end()
    words = list(_EXPERIENCE_WORD.finditer(folded, max(0, start - _NEAR), start))
    if words and not re.search(r"[.;]", folded[words[-1].end() : start]):
        return words[-1].start(), hit.end()
    return None


def _read(folded: str, hit: re.Match[str]) -> ExperienceRange | None:
    high = _months(hit["number"], hit["unit"]) + int(hit["months"] or 0)
    if hit["half"]:
        high += 6 if re.fullmatch(_YEAR, hit["unit"]) else 0
    is_open = bool(hit["plus"] or hit["more"])
    if hit["low"]:
        low = _months(hit["low"], hit["low_unit"] or hit["unit"])
        return _checked(min(low, high), None if is_open else max(low, high))
    before = folded[max(0, hit.start() - _LOOK_BACK) : hit.start()]
    if _MAX_BEFORE.search(before) and not is_open:
        return _checked(0, high)
    return _checked(high, None if is_open or _MIN_BEFORE.search(before) else high)


def _months(number: str, unit: str) -> int:
    """Give whole months, rounded down: a part of a month is not experience."""
    value = _SPELT_VALUES.get(number)
    years = Fraction(value if value is not None else number.replace(",", "."))
    return math.floor(years * (12 if re.fullmatch(_YEAR, unit) else 1))


def _checked(low: int, high: int | None) -> ExperienceRange | None:
    """Refuse lengths that no working life has."""
    return ExperienceRange(low, high) if max(low, high or 0) <= MAX_MONTHS else None
