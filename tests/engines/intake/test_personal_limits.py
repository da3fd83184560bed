"""Limits by sex, age and marriage are found in words, and nothing else is."""

from __future__ import annotations

import pytest

from sanviec.engines.intake.records.personal_limits import read_personal_limits


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chỉ tuyển nữ dưới 30 tuổi", ("Chỉ tuyển nữ", "dưới 30 tuổi")),
        ("Tuyển nam, sức khỏe tốt", ("Tuyển nam",)),
        ("Giới tính: Nữ", ("Giới tính: Nữ",)),
        ("Ưu tiên các bạn nữ", ("Ưu tiên các bạn nữ",)),
        ("Cần thêm lao động nam", ("Cần thêm lao động nam",)),
        ("chi tuyen nu, chua lap gia dinh", ("chi tuyen nu", "chua lap gia dinh")),
        ("Yêu cầu: độc thân, đã có con càng tốt", ("độc thân", "đã có con")),
        ("Tuổi từ 18 - 35", ("Tuổi từ 18 - 35",)),
    ],
)
def test_limits_are_quoted(text: str, wanted: tuple[str, ...]) -> None:
    assert read_personal_limits(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Tuyển nam/nữ lao động phổ thông",
        "Tuyển nam nữ, tuyển nam và nữ, tuyển nữ hoặc nam",
        "Không phân biệt nam nữ",
        "Làm việc tại Việt Nam, miền Nam; tuyển Nam Định",
        "May áo nữ, chăm sóc trẻ em, hỗ trợ gia đình",
        "tuyen nam 2026",
        "Kinh nghiệm 2 năm, nhận 10 người",
    ],
)
def test_other_words_are_no_limit(text: str) -> None:
    assert read_personal_limits(text) == ()


def test_a_long_text_is_read_fast() -> None:
    assert read_personal_limits("tuyển " * 200_000) == ()
