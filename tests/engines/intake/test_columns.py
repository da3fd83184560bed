"""Headings in Vietnamese and English find their fields; saved mappings override them."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from sanviec.engines.intake.columns import (
    KINDS,
    Kind,
    SavedMapping,
    dump_mapping,
    is_known_heading,
    is_part_heading,
    load_mapping,
    load_vocabulary,
    missing_fields,
    recognise,
)
from sanviec.engines.intake.columns.vocabularies import plain
from sanviec.engines.intake.messages import FILE_MESSAGES, NOTICE_MESSAGES, ROW_MESSAGES
from sanviec.kernel.errors import InputError

REAL_LAYOUTS: list[tuple[Kind, str, str]] = [
    (
        "vacancies",
        "ad_id|source|origin|url|title|company|location|category|level|degree|experience|"
        "employment_type|salary|salary_min|salary_max|salary_currency|skills|posted|expires|"
        "crawled_at|description|requirements|benefits",
        "vacancy_id|-|-|url|title|employer|place|category|level|education|experience|"
        "employment_type|salary|wage_min_vnd_month|wage_max_vnd_month|wage_currency|skills|"
        "published_on|closes_on|-|description|requirements|benefits",
    ),
    (
        "vacancies",
        "id|url|title|company|industry|locations|salary_min|salary_max|experience_months|level|"
        "education|vacancies|job_type|deadline|description|requirements|benefits",
        "vacancy_id|url|title|employer|category|place|wage_min_vnd_month|wage_max_vnd_month|"
        "experience_months|level|education|openings|employment_type|closes_on|description|"
        "requirements|benefits",
    ),
    (
        "jobseekers",
        "seeker_id|industry|workplace_desired|desired_salary|gender|work_experience|"
        "desired_job_translated|age_band",
        "jobseeker_id|industry|place|salary|sex|experience|desired_job|age_band",
    ),
    (
        "jobseekers",
        "STT|Họ và tên|Ngày, tháng, năm sinh|Giới tính|Số CCCD/CMND|SĐT|Dân tộc|Hộ khẩu thường trú|"
        "Trình độ CMKT|Vị trí mong muốn|Mức lương mong muốn (triệu đồng)|Đối tượng ưu tiên|Lỗi",
        "-|full_name|birth_date|sex|identity_no|phone|ethnic_group|address|education|desired_job|"
        "salary|priority_groups|-",
    ),
    (
        "vacancies",
        "TT|TÊN DOANH NGHIỆP|VỊ TRÍ TUYỂN DỤNG *|Số lượng tuyển (người)|"
        "Mức lương (triệu đồng/tháng)|Nơi làm việc|Hạn nộp|Yêu cầu trình độ chuyên môn|"
        "Điện thoại liên hệ",
        "-|employer|title|openings|salary|place|closes_on|education|phone",
    ),
    ("employers", "MST|Tên công ty|Địa chỉ|SĐT|Quy mô", "tax_code|name|address|phone|headcount"),
]


@pytest.mark.parametrize(("kind", "headings", "fields"), REAL_LAYOUTS)
def test_layouts_met_in_practice(kind: Kind, headings: str, fields: str) -> None:
    columns = headings.split("|")
    found = {match.index: match.field for match in recognise(columns, kind).matches}
    assert [found.get(i, "-") for i in range(len(columns))] == fields.split("|")


CONTRACT: list[tuple[Kind, str]] = [
    (
        "vacancies",
        "vacancy_id|id|ad_id, title, employer|company, place|location|locations, address, "
        "occupation_code, category|industry, openings|vacancies, wage_min_vnd_month|salary_min, "
        "wage_max_vnd_month|salary_max, salary|salary (text), experience|experience (text), "
        "experience_months, level, education|degree, employment_type|job_type, skills, "
        "published_on|posted, closes_on|expires|deadline, description, requirements, benefits",
    ),
    (
        "jobseekers",
        "jobseeker_id|seeker_id|id, desired_job, occupation_code, industry, "
        "place|workplace_desired, wage_min_vnd_month, salary|desired_salary|desired_salary (text), "
        "experience|experience (text), experience_months, education, skills, languages, "
        "birth_year, age_band, priority_groups, available_from, can_relocate, max_distance_km",
    ),
]


@pytest.mark.parametrize(("kind", "names"), CONTRACT)
def test_the_headings_of_the_contract_word_for_word(kind: Kind, names: str) -> None:
    for group in names.split(", "):
        field, *others = group.split("|")
        for name in (field, *others):
            camel = re.sub("_(.)", lambda found: found[1].upper(), name)
            for heading in (name, name.upper(), name.replace("_", " "), camel):
                assert recognise([heading], kind).column_of(field) == heading


@pytest.mark.parametrize(
    ("kind", "headings", "fields"),
    [
        (
            "vacancies",
            "jobTitle|companyName|JobID|expiresOn",
            "title|employer|vacancy_id|closes_on",
        ),
        ("vacancies", "Kinh nghiệm (năm)|KINH NGHIEM (THANG)", "experience|experience_months"),
        ("vacancies", "Số lượng (nam)|Số lượng (nữ)|Số lượng", "-|-|openings"),
        ("vacancies", "Lương (từ)|Lương (đến)", "wage_min_vnd_month|wage_max_vnd_month"),
        ("vacancies", "Loại việc làm|Việc làm", "employment_type|title"),
        ("vacancies", "Mã nghề VSCO|Nơi làm|Hạn nộp HS", "occupation_code|place|closes_on"),
        (
            "jobseekers",
            "Mã NLĐ|Sinh năm|Số ĐT|Đi làm xa",
            "jobseeker_id|birth_year|phone|can_relocate",
        ),
    ],
)
def test_what_else_people_write_above_a_column(kind: Kind, headings: str, fields: str) -> None:
    columns = headings.split("|")
    found = {match.index: match.field for match in recognise(columns, kind).matches}
    assert [found.get(i, "-") for i in range(len(columns))] == fields.split("|")


def test_diacritics_case_and_punctuation_do_not_matter() -> None:
    for heading in ["Nơi làm việc", "NOI LAM VIEC", "noi_lam_viec:", " Nơi  làm việc (tỉnh) "]:
        assert recognise([heading], "vacancies").column_of("place") == heading


def test_the_first_column_wins_and_the_other_is_kept_and_said() -> None:
    columns = recognise(["Công ty", "company", "Ghi chú thêm"], "vacancies")
    assert columns.column_of("employer") == "Công ty"
    assert columns.extra == ((1, "company"), (2, "Ghi chú thêm"))
    assert [notice.code for notice in columns.notices] == ["column_twice"]


@pytest.mark.parametrize(
    "heading", ["Ghi chú mức lương", "Mã tên công việc", "Lý do nơi làm việc", "Loại tiền lương"]
)
def test_a_heading_about_a_field_is_not_the_field(heading: str) -> None:
    matches = recognise([heading], "vacancies").matches
    assert not [match for match in matches if match.how == "contained"]


@pytest.mark.parametrize(
    ("heading", "unit"),
    [("Mức lương (triệu đồng)", "million"), ("Lương (nghìn đồng)", "thousand"),
     ("Mức lương (USD)", "usd"), ("Mức lương", None)],
)  # fmt: skip
def test_the_unit_of_a_wage_column_is_read_from_its_heading(heading: str, unit: str | None) -> None:
    wanted = (("salary", unit),) if unit else ()
    assert recognise([heading], "vacancies").wage_units == wanted


def test_required_fields_that_are_missing() -> None:
    assert [field.name for field in missing_fields(recognise(["Lương"], "vacancies"))] == ["title"]
    assert missing_fields(recognise(["Giới tính"], "jobseekers")) == []


def test_a_saved_mapping_overrides_and_comes_back_as_written(tmp_path: Path) -> None:
    mapping = SavedMapping(
        kind="vacancies",
        columns=(("title", 'Cột "lạ"'), ("employer", "Vị trí")),
        sheet="Trang 1",
        header_row=5,
        wage_unit="million",
        ignore=("Nội bộ",),
    )
    path = tmp_path / "mau.toml"
    path.write_text(dump_mapping(mapping), encoding="utf-8")
    loaded = load_mapping(path, "vacancies")
    assert dump_mapping(loaded) == dump_mapping(mapping)
    columns = recognise(['Cột "lạ"', "vi tri", "Nội bộ", "Lương"], "vacancies", mapping=loaded)
    assert columns.indexes() == {"title": 0, "employer": 1, "salary": 3}
    assert columns.extra == ()
    assert columns.wage_units == (("salary", "million"),)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[columns", "mapping_broken"),
        pytest.param("\udcff", "mapping_broken", id="not-utf-8"),
        ('[columns]\ntitel = "x"', "mapping_field"),
        ("[columns]\ntitle = 5", "mapping_value"),
        ("columns = 5", "mapping_value"),
        ('kind = "employers"', "mapping_value"),
        ('wage_unit = "gold"', "mapping_value"),
        ('header_row = "5"', "mapping_value"),
        ('ignore = "x"', "mapping_value"),
        ("header_row = 0", "mapping_value"),
        ('[colums]\ntitle = "x"', "mapping_field"),
        ('sheets = "x"', "mapping_field"),
    ],
)
def test_wrong_mappings_are_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        load_mapping(text.encode("utf-8", "surrogateescape"), "vacancies", name="mau.toml")
    assert refused.value.code == code
    assert "“mau.toml”" in refused.value.text_vi


def test_a_mapping_to_a_missing_column_names_it() -> None:
    mapping = SavedMapping("vacancies", columns=(("title", "Chức danh"),), name="mau.toml")
    with pytest.raises(InputError) as refused:
        recognise(["Tên"], "vacancies", mapping=mapping)
    assert refused.value.column == "Chức danh"
    assert "“Chức danh”" in refused.value.text_vi


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        recognise(["title"], "people")
    assert refused.value.code == "kind_unknown"


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_means_two_fields_of_one_kind(kind: Kind) -> None:
    owners: dict[str, str] = {}
    for field in load_vocabulary(kind).fields.values():
        assert field.label_vi
        for heading in field.headings:
            assert heading == plain(heading)
            assert owners.setdefault(heading, field.name) == field.name, heading


def test_parts_are_not_names() -> None:
    assert is_part_heading("Từ")
    assert not is_known_heading("Đến")
    assert is_known_heading("STT")


@pytest.mark.parametrize("messages", [FILE_MESSAGES, ROW_MESSAGES, NOTICE_MESSAGES])
def test_both_languages_fill_known_placeholders(messages: dict[str, tuple[str, str]]) -> None:
    for text_vi, text_en in messages.values():
        in_vi, in_en = (set(re.findall(r"%\((\w+)\)s", text)) for text in (text_vi, text_en))
        assert {name.removesuffix("_vi") for name in in_vi} >= (
            {name.removesuffix("_en") for name in in_en} & {"file", "row", "column"}
        )
        assert text_vi.endswith((".", "?"))
        assert (text_vi + text_en) % defaultdict(str)
