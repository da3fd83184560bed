"""Levels of education are read from what advertisements and forms write."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.kernel.education import (
    EducationLevel,
    education_levels,
    highest_education,
    parse_education,
    required_education,
)

CASES = [
    ("Cử nhân", EducationLevel.UNIVERSITY),
    ("Không giới hạn", EducationLevel.NONE),
    ("Không yêu cầu bằng cấp", EducationLevel.NONE),
    ("Cao đẳng", EducationLevel.COLLEGE),
    ("Cao đẳng nghề trở lên", EducationLevel.COLLEGE),
    ("Trung cấp", EducationLevel.INTERMEDIATE),
    ("Trung học chuyên nghiệp", EducationLevel.INTERMEDIATE),
    ("Trung học", EducationLevel.UPPER_SECONDARY),
    ("Trung học cơ sở", EducationLevel.LOWER_SECONDARY),
    ("Tốt nghiệp THPT trở lên", EducationLevel.UPPER_SECONDARY),
    ("12/12", EducationLevel.UPPER_SECONDARY),
    ("Trình độ 9/12", EducationLevel.LOWER_SECONDARY),
    ("Hết lớp 5", EducationLevel.PRIMARY),
    ("Lao động phổ thông", EducationLevel.NONE),
    ("Thạc Sĩ", EducationLevel.MASTER),
    ("Trên đại học", EducationLevel.MASTER),
    ("Tiến sĩ", EducationLevel.DOCTOR),
    ("Chứng chỉ nghề", EducationLevel.ELEMENTARY_VOCATIONAL),
    ("Sơ cấp nghề may", EducationLevel.ELEMENTARY_VOCATIONAL),
    ("dai hoc", EducationLevel.UNIVERSITY),
    ("ĐH/CĐ", EducationLevel.COLLEGE),
    ("Trung cấp, Cao đẳng, Đại học", EducationLevel.INTERMEDIATE),
    ("Bachelor degree in Accounting", EducationLevel.UNIVERSITY),
    ("High school graduate", EducationLevel.UPPER_SECONDARY),
    ("Không yêu cầu kinh nghiệm, tốt nghiệp THPT", EducationLevel.UPPER_SECONDARY),
    ("Nộp hồ sơ trước 9/12/2026", None),
    ("Không hút thuốc", None),
    ("Không yêu cầu kinh nghiệm", None),
    ("Học hết cấp 2", EducationLevel.LOWER_SECONDARY),
    ("Cấp 3", EducationLevel.UPPER_SECONDARY),
    ("Biết đọc, biết viết", EducationLevel.PRIMARY),
    ("Biết đọc bản vẽ kỹ thuật", None),
    ("Giáo viên lớp 5, đại lý cấp 1", None),
    ("Kinh nghiệm CI/CD, TS, Docker", None),
    ("Tiến sỹ hoặc thạc sỹ", EducationLevel.MASTER),
    ("", None),
    ("????", None),
]


@pytest.mark.parametrize(("text", "level"), CASES)
def test_parse_education(text: str, level: EducationLevel | None) -> None:
    assert parse_education(text) == level
    assert parse_education(unicodedata.normalize("NFD", text.upper())) == level


def test_a_persons_own_text_counts_its_highest_level() -> None:
    assert highest_education("Cao đẳng kế toán; đại học tại chức") is EducationLevel.UNIVERSITY
    assert highest_education("chưa rõ") is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("- Tốt nghiệp Cao đẳng/Đại học kế toán.\n- Không yêu cầu kinh nghiệm", "COLLEGE"),
        ("Dạy tiểu học và THCS. Tốt nghiệp đại học sư phạm tiểu học", "UNIVERSITY"),
        ("Mục tiêu học hỏi liên tục; Đại học chuyên ngành luật", "UNIVERSITY"),
        ("Kỹ năng sơ cấp cứu, CI/CD, master data", None),
        ("Tốt nghiệp: Không yêu cầu bằng cấp. Nhanh nhẹn", "NONE"),
        ("Bachelor's or Master's degree in Law", "UNIVERSITY"),
        ("Trình độ 9/12 trở lên, sức khỏe tốt", "LOWER_SECONDARY"),
        ("", None),
    ],
)
def test_long_requirements(text: str, level: str | None) -> None:
    found = required_education(text)
    assert (found.name if found is not None else None) == level


def test_levels_ascend_and_do_not_repeat() -> None:
    found = education_levels("THPT, đại học, THPT, thạc sĩ")
    assert [level.name for level in found] == ["UPPER_SECONDARY", "UNIVERSITY", "MASTER"]


@pytest.mark.slow
@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_rubbish_never_breaks_it(text: str) -> None:
    level = parse_education(text)
    assert level is None or level in EducationLevel
