"""Levels of schooling and training, and how advertisements and forms write them."""

from __future__ import annotations

import re
from enum import IntEnum

from sanviec.kernel.text import fold


class EducationLevel(IntEnum):
    """Levels in ascending order, so that `>=` answers whether a level is enough."""

    NONE = 0
    PRIMARY = 1
    LOWER_SECONDARY = 2
    UPPER_SECONDARY = 3
    ELEMENTARY_VOCATIONAL = 4
    INTERMEDIATE = 5
    COLLEGE = 6
    UNIVERSITY = 7
    MASTER = 8
    DOCTOR = 9


# Longer phrases stand before the shorter ones that they contain: the search consumes the text.
_PHRASES: tuple[tuple[EducationLevel, str], ...] = (
    (EducationLevel.NONE, r"lao dong pho thong|\bldpt\b|unskilled"),
    (EducationLevel.MASTER, r"tren dai hoc|sau dai hoc|post ?graduate|cao hoc"),
    (EducationLevel.INTERMEDIATE, r"trung hoc chuyen nghiep|trung cap(?: nghe)?|\btccn\b|\bthcn\b"),
    (
        EducationLevel.LOWER_SECONDARY,
        r"trung hoc co so|\bthcs\b|\bptcs\b|\bcap (?:2|ii)\b|\blop [6-9]\b"
        r"|(?<![\d/])[6-9] ?/ ?12(?![\d/])|(?:lower|junior) secondary|middle school",
    ),
    (
        EducationLevel.UPPER_SECONDARY,
        r"pho thong trung hoc|trung hoc pho thong|\bthpt\b|\bptth\b|\bthbt\b|pho thong\b"
        r"|bo tuc van hoa|\bbtvh\b|\bcap (?:3|iii)\b|\blop 1[0-2]\b|tu tai|trung hoc\b"
        r"|(?<![\d/])1[0-2] ?/ ?12(?![\d/])|high ?school|(?:upper |senior )?secondary",
    ),
    (
        EducationLevel.PRIMARY,
        r"tieu hoc|\bcap (?:1|i)\b|\blop [1-5]\b|(?<![\d/])[1-5] ?/ ?12(?![\d/])"
        r"|primary school|biet doc",
    ),
    (EducationLevel.DOCTOR, r"tien si\b|tien sy\b|\bph\.? ?d\b|doctora(?:te|l)|\bdoctor\b|\bts\b"),
    (EducationLevel.MASTER, r"thac si\b|thac sy\b|\bmasters?\b|\bmba\b|\bths\b|\bm\.?sc\b"),
    (EducationLevel.COLLEGE, r"cao dang(?: nghe)?|\bcdn?\b|\bcollege|associate degree"),
    (
        EducationLevel.UNIVERSITY,
        r"dai hoc|cu nhan|\bky su\b|\bbachelor|undergraduate|university|\bdh\b",
    ),
    (
        EducationLevel.ELEMENTARY_VOCATIONAL,
        r"so cap(?: nghe)?|chung chi nghe|chung chi so cap|day nghe ngan han|nghe ngan han"
        r"|\bbang nghe|vocational certificate|cong nhan ky thuat",
    ),
    (EducationLevel.INTERMEDIATE, r"vocational|\bdiploma\b"),
    (
        EducationLevel.NONE,
        r"khong (?:yeu cau|gioi han|can|bang cap|co bang|qua dao tao)|^khong$|bat ky"
        r"|chua (?:qua )?(?:dao tao|truong lop)|mu chu|khong biet chu"
        r"|not required|no (?:degree|qualification|requirement)",
    ),
)

_SEARCHES = tuple((level, re.compile(phrase)) for level, phrase in _PHRASES)


def education_levels(text: str) -> tuple[EducationLevel, ...]:
    """Give every level that the text names, ascending and each once."""
    rest = fold(text)
    found: set[EducationLevel] = set()
    for level, search in _SEARCHES:
        rest, hits = search.subn(" | ", rest)
        if hits:
            found.add(level)
    return tuple(sorted(found))


def parse_education(text: str) -> EducationLevel | None:
    """Give the level that the text asks for: the lowest named one, or None if there is none.

    "Cao đẳng, đại học trở lên" is open to college graduates, so the lowest level decides;
    `NONE` next to a real level does not count ("không yêu cầu kinh nghiệm, tốt nghiệp THPT").
    """
    levels = education_levels(text)
    named = [level for level in levels if level is not EducationLevel.NONE]
    return min(named) if named else (levels[0] if levels else None)


def highest_education(text: str) -> EducationLevel | None:
    """Give the highest level that a person's own text names, or None if there is none."""
    return max(education_levels(text), default=None)
