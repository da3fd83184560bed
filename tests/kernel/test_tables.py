"""Reference tables are whole, well formed and found by code or by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest

from sanviec.kernel import tables
from sanviec.kernel.education import EducationLevel, parse_education
from sanviec.kernel.errors import InputError
from sanviec.kernel.tables import (
    divisions,
    ethnic_group,
    ethnic_groups,
    find_ethnic_group,
    find_languages,
    find_overseas_market,
    industries,
    industry,
    language,
    languages,
    overseas_market,
    overseas_markets,
    priority_group,
    priority_groups,
    qualification,
    qualifications,
)


def test_industries_have_21_sections_and_88_divisions() -> None:
    rows = industries()
    assert [sum(row.level == level for row in rows) for level in (1, 2)] == [21, 88]
    sections = {row.code for row in rows if row.level == 1}
    assert sections == set("ABCDEFGHIJKLMNOPQRSTU")
    assert all(row.parent in sections for row in rows if row.level == 2)
    assert all("2018" in row.source for row in rows)


def test_divisions_of_a_section() -> None:
    assert industry("14").title_vi == "Sản xuất trang phục"
    assert [row.code for row in divisions("F")] == ["41", "42", "43"]
    assert len(divisions("C")) == 24


def test_there_are_54_peoples_and_foreigners() -> None:
    groups = ethnic_groups()
    assert [group.code for group in groups] == [f"{n:02d}" for n in range(1, 56)]
    assert sum(group.is_minority for group in groups) == 53
    assert ethnic_group("08").name_vi == "Hmông"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tày", "02"),
        ("Mông", "08"),
        ("H'Mông", "08"),
        ("dân tộc Hmông", "08"),
        ("HMÔNG", "08"),
        ("Khmer", "05"),
        ("Người Hoa", "04"),
        ("Cao Lan", "15"),
        ("e de", "12"),
        ("Nước ngoài", "55"),
        ("Sao Hỏa", None),
        ("", None),
    ],
)
def test_peoples_by_name(text: str, code: str | None) -> None:
    found = find_ethnic_group(unicodedata.normalize("NFD", text))
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Thành thạo tiếng Anh và tiếng Trung", ("en", "zh")),
        ("TOEIC 600 trở lên", ("en",)),
        ("Phiên dịch tiếng Nhật (N3 trở lên)", ("ja",)),
        ("EPS-TOPIK", ("ko",)),
        ("tieng han, tieng duc", ("ko", "de")),
        ("Biết tiếng Thái Lan", ("th",)),
        ("Tiếng Thái, tiếng Lào", ("th", "lo")),
        ("Anh chị em công nhân", ()),
        ("", ()),
    ],
)
def test_languages_in_text(text: str, codes: tuple[str, ...]) -> None:
    assert find_languages(text) == codes
    assert find_languages(unicodedata.normalize("NFD", text)) == codes


def test_qualifications_cover_every_level_and_are_read_back() -> None:
    assert [row.level for row in qualifications()] == list(EducationLevel)
    for row in qualifications():
        assert qualification(row.level) is row
        assert parse_education(row.title_vi) == row.level


def test_priority_groups_cite_their_law_and_hide_what_is_sensitive() -> None:
    rows = priority_groups()
    assert len({row.code for row in rows}) == len(rows) >= 20
    assert all(re.fullmatch(r"[a-z_]+", row.code) and row.source for row in rows)
    assert priority_group("disabled").is_sensitive
    assert not priority_group("poor_household").is_sensitive


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nhật Bản", "JP"),
        ("nhat", "JP"),
        ("Đài Loan", "TW"),
        ("Dubai", "AE"),
        ("Singapore", "SG"),
        ("KR", "KR"),
        ("Úc", "AU"),
        ("Hà Nội", None),
    ],
)
def test_markets_by_name(text: str, code: str | None) -> None:
    found = find_overseas_market(text)
    assert (found.code if found else None) == code


def test_markets_have_codes_and_currencies() -> None:
    for market in overseas_markets():
        assert re.fullmatch(r"[A-Z]{2}", market.code)
        assert re.fullmatch(r"[A-Z]{3}", market.currency)
    assert overseas_market("DE").name_vi == "Đức"
    assert language("ja").name_vi == "Tiếng Nhật"


@pytest.mark.parametrize(
    "lookup", [industry, ethnic_group, language, priority_group, overseas_market, divisions]
)
def test_unknown_codes_are_refused_with_near_ones(lookup: Callable[[str], object]) -> None:
    with pytest.raises(InputError) as refusal:
        lookup("disabeld")
    assert refusal.value.code == "code_unknown"
    assert "Có phải" in refusal.value.text_vi


def test_texts_are_composed_sentence_case_vietnamese() -> None:
    titles = [row.title_vi for row in (*industries(), *priority_groups(), *qualifications())]
    titles += [row.name_vi for row in (*ethnic_groups(), *languages(), *overseas_markets())]
    assert all(title == unicodedata.normalize("NFC", title).strip() for title in titles)
    assert all(title[0].isupper() and (len(title) < 3 or not title.isupper()) for title in titles)


def test_tables_are_loaded_once() -> None:
    assert tables.industries() is industries()
