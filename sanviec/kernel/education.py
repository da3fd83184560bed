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
# School grades count only after a word of schooling: "giáo viên lớp 5", "đại lý cấp 1" are none.
_SCHOOLED = r"(?:^|\b(?:hoc|het|nghiep|bang|trinh do|van hoa|xong|tu):? )"
_PHRASES: tuple[tuple[EducationLevel, str], ...] = (
    (EducationLevel.NONE, r"lao dong pho thong|\bldpt\b|unskilled"),
    (EducationLevel.MASTER, r"tren dai hoc|sau dai hoc|post ?graduate|cao hoc"),
    (EducationLevel.INTERMEDIATE, r"trung hoc chuyen nghiep|trung cap(?: nghe)?|\btccn\b|\bthcn\b"),
    (
        EducationLevel.LOWER_SECONDARY,
        rf"trung hoc co so|\bthcs\b|\bptcs\b|{_SCHOOLED}(?:cap (?:2|ii)|lop [6-9])\b"
        r"|(?<![\d/])[6-9] ?/ ?12(?![\d/])|(?:lower|junior) secondary|middle school",
    ),
    (
        EducationLevel.UPPER_SECONDARY,
        r"pho thong trung hoc|trung hoc pho thong|\bthpt\b|\bptth\b|\bthbt\b|nghiep pho thong\b"
        rf"|bo tuc van hoa|\bbtvh\b|{_SCHOOLED}(?:cap (?:3|iii)|lop 1[0-2])\b|tu tai|trung hoc\b"
        r"|(?<![\d/])1[0-2] ?/ ?12(?![\d/])|high ?school|(?:upper |senior )?secondary|^pho thong$",
    ),
    (
        EducationLevel.PRIMARY,
        rf"(?<!muc )(?<!pham )(?<!day )tieu hoc|{_SCHOOLED}(?:cap (?:1|i)|lop [1-5])\b"
        r"|(?<![\d/])[1-5] ?/ ?12(?![\d/])|primary school"
        r"|biet doc,? (?:va )?(?:biet )?viet(?! tieng)|biet chu\b",
    ),
    (EducationLevel.DOCTOR, r"tien si\b|tien sy\b|\bph\.? ?d\b|doctora(?:te|l)\b"),
    (
        EducationLevel.MASTER,
        r"thac si\b|thac sy\b|\bmaster(?:['’]?s\b| degree| of )|\bmba\b|\bths\b",
    ),
    # CI/CD is a way of building software, not "cao đẳng".
    (
        EducationLevel.COLLEGE,
        r"cao dang(?: nghe)?|(?<!ci/)(?<!ci / )(?<!ci-)(?<!ci )\bcdn?\b|\bcollege|associate degree",
    ),
    (
        EducationLevel.UNIVERSITY,
        r"dai hoc|cu nhan|\bky su\b|\bbachelor|undergraduate|university|\bdh\b",
    ),
    (
        EducationLevel.ELEMENTARY_VOCATIONAL,
        r"so cap nghe|(?:^|trinh do |bang |chung chi )so cap(?! (?:cuu|bac))"
        r"|chung chi nghe(?! (?:nghiep|quoc te))|day nghe ngan han|nghe ngan han"
        r"|\bbang nghe|vocational certificate|cong nhan ky thuat",
    ),
    (EducationLevel.INTERMEDIATE, r"vocational|\bdiploma\b"),
    (
        EducationLevel.NONE,
        r"khong (?:yeu cau|gioi han|can|doi hoi)"
        r"(?= ?(?:$|[,;./)|-]|(?:ve )?(?:bang|trinh do|hoc van)))"
        r"|khong (?:bang cap|co bang|qua dao tao)|^khong$|chua (?:qua )?(?:dao tao|truong lop)"
        r"|mu chu|khong biet chu|degree (?:is )?not required|no (?:degree|qualification)",
    ),
)

_ASKED = re.compile(
    r"(?:tot nghiep|trinh do|bang cap|hoc van|degree|graduat|education)[^.;•\n]{0,70}"
)
# Levels that a long text names as a demand even without such a word in front.
_PLAIN_DEMANDS = frozenset(
    {
        EducationLevel.UPPER_SECONDARY,
        EducationLevel.INTERMEDIATE,
        EducationLevel.COLLEGE,
        EducationLevel.UNIVERSITY,
    }
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


def required_education(text: str) -> EducationLevel | None:
    """Give the level that a long text of requirements asks for, or None if it asks for none.

    What stands after "tốt nghiệp", "trình độ", "degree" … decides; only where there is nothing
    of the kind do levels elsewhere in the text count.
    """
    asked = " | ".join(hit[0] for hit in _ASKED.finditer(fold(text)))
    level = parse_education(asked)
    if level is not None:
        return level
    return min((found for found in education_levels(text) if found in _PLAIN_DEMANDS), default=None)
