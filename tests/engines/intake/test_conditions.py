"""Kinds of employment in a cell and in a title."""

from __future__ import annotations

import pytest

from sanviec.engines.intake.records.conditions import (
    employment_type_of_title,
    read_employment_types,
)

KINDS = {
    "internship": "thực tập|Intern|Internship",
    "part_time": "bán thời gian|Part-time|part time|làm thêm|theo giờ|làm bán ngày",
    "seasonal": "thời vụ|mùa vụ|Seasonal",
    "temporary": "tạm thời|Temporary|ngắn hạn|Short-term|Cộng tác viên",
    "full_time": "toàn thời gian|Full time|full-time|chính thức|cố định|dài hạn|lâu dài|permanent",
}
WORDS = [(kind, word) for kind, words in KINDS.items() for word in words.split("|")]


@pytest.mark.parametrize(("kind", "word"), WORDS, ids=[word for _, word in WORDS])
def test_each_word_for_a_kind_is_read(kind: str, word: str) -> None:
    assert read_employment_types(word) == (kind,)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Nhân viên bán hàng Part-time", "part_time"),
        ("Thực tập sinh kế toán", "internship"),
        ("Đơn hàng thực tập sinh Nhật Bản ngành may", None),
        ("Công nhân thời vụ", "seasonal"),
        ("Kế toán tổng hợp", None),
        ("Kế toán tài sản cố định", None),
    ],
)
def test_a_title_tells_what_is_no_steady_job(title: str, kind: str | None) -> None:
    assert employment_type_of_title(title) == kind
