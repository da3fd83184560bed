"""Experience and education that requirements ask for, and experience counted in months."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from sanviec.engines.intake.records.cells import Cells
from sanviec.engines.intake.records.context import LookUps
from sanviec.kernel.durations import ExperienceRange, find_experience
from sanviec.kernel.education import EducationLevel, parse_education

_EXPERIENCE: Final = re.compile(r"kinh nghiệm|kinh nghiem|\bkn\b|experience")
_EXPERIENCE_WINDOW: Final = 70
_MAX_MENTIONS: Final = 4
_SCHOOLING: Final = (
    "tốt nghiệp", "trình độ", "bằng cấp", "học vấn", "tot nghiep", "trinh do", "bachelor", "degree",
    "graduate",
)  # fmt: skip
_EDUCATION: Final = re.compile("|".join(_SCHOOLING))
_OTHER_LEVEL: Final = re.compile(r"ngoại ngữ|tiếng|tin học|vi tính")
_END: Final = re.compile(r"[.;\n•]")
_WINDOW: Final = 110
_MAX_TEXT: Final = 6_000
_MAX_MONTHS: Final = 720


def experience_in(text: str) -> ExperienceRange | None:
    """Give the first experience that the text asks for, None when it speaks of none.

    Only what stands around the first mentions is read, which spares long texts.
    """
    lowered = text[:_MAX_TEXT].lower()
    for mention in islice(_EXPERIENCE.finditer(lowered), _MAX_MENTIONS):
        start = max(0, mention.start() - _EXPERIENCE_WINDOW)
        found = find_experience(lowered[start : mention.end() + _EXPERIENCE_WINDOW])
        if found is not None:
            return found.experience
    return None


def counted_months(cells: Cells, look: LookUps) -> int | None:
    """Give the months of a column that counts them; “2 năm” there is still two years."""
    text = cells.line("experience_months")
    stated = look.experience(text) if any(map(str.isalpha, text)) else None
    if stated is not None and stated.min_months is not None:
        return stated.min_months
    return cells.count("experience_months", 0, _MAX_MONTHS)


def education_in(text: str) -> EducationLevel | None:
    """Give the level that the first sentence about schooling asks for.

    Levels count only behind a word such as “tốt nghiệp”; a sentence about the level of a
    language is passed over.
    """
    lowered = text[:_MAX_TEXT].lower()
    if not any(word in lowered for word in _SCHOOLING):
        return None
    for found in islice(_EDUCATION.finditer(lowered), _MAX_MENTIONS):
        stop = _END.search(lowered, found.end(), found.start() + _WINDOW)
        window = lowered[found.start() : stop.start() if stop else found.start() + _WINDOW]
        level = parse_education(_OTHER_LEVEL.split(window, maxsplit=1)[0])
        if level is not None:
            return level
    return None
