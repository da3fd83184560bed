"""Rows of vacancy files become records, or errors that name row, column and what to do."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.intake import (
    Context,
    Conversion,
    Row,
    SavedMapping,
    VacancyRecord,
    convert,
    read_table,
)
from sanviec.kernel.education import EducationLevel
from sanviec.kernel.errors import InputError


def as_csv(*rows: Mapping[str, str]) -> bytes:
    text = io.StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def converted(
    context: Context, *rows: Mapping[str, str], mapping: SavedMapping | None = None
) -> tuple[list[Row], Conversion]:
    with read_table(as_csv(*rows), name="tin.csv") as table:
        conversion = convert(table, "vacancies", context=context, mapping=mapping)
        return list(conversion), conversion


def record_of(context: Context, **cells: str) -> VacancyRecord:
    (row,), _ = converted(context, {"title": "Thợ may", **cells})
    assert not row.errors
    return cast(VacancyRecord, row.record)


def codes_of(context: Context, **cells: str) -> list[str]:
    (row,), _ = converted(context, {"title": "Thợ may", **cells})
    return [error.code for error in row.errors]


def notices_of(context: Context, **cells: str) -> list[str]:
    (row,), _ = converted(context, {"title": "Thợ may", **cells})
    return [notice.code for notice in row.notices]


def test_a_whole_vacancy(context: Context) -> None:
    record = record_of(
        context,
        **{
            "Mã tin": "T-01",
            "Tên công ty": "Công ty may A",
            "Nơi làm việc": "Bắc Giang",
            "Số lượng tuyển": "50 người",
            "Mức lương": "8 - 12 triệu",
            "Kinh nghiệm": "Không yêu cầu",
            "Trình độ": "THPT",
            "Hình thức làm việc": "Toàn thời gian",
            "Hạn nộp hồ sơ": "16/02/2026",
            "Ngày đăng": "3 ngày trước",
            "Yêu cầu": "Nữ 18-45 tuổi; làm việc theo ca; biết may công nghiệp",
            "Kỹ năng": "may, vắt sổ",
            "Ghi chú": "xe đưa đón",
        },
    )
    assert (record.id, record.employer, record.openings) == ("T-01", "Công ty may A", 50)
    assert record.occupation is not None
    assert record.occupation.startswith("8")
    assert record.places == ("24",)
    assert record.named_places == ("24@63",)
    assert (record.wage_min_vnd_month, record.wage_max_vnd_month) == (8_000_000, 12_000_000)
    assert (record.experience_min_months, record.experience_source) == (0, "column")
    assert record.education is EducationLevel.UPPER_SECONDARY
    assert record.employment_type == "full_time"
    assert record.shifts == ("rotating",)
    assert record.age_range_text == "18-45 tuổi"
    assert (record.published_on, record.closes_on) == (date(2026, 1, 17), date(2026, 2, 16))
    assert record.relative_dates == ("published_on",)
    assert record.skills == ("may", "vắt sổ")
    assert record.extra == {"Ghi chú": "xe đưa đón"}


@pytest.mark.parametrize(
    ("cells", "low", "high"),
    [
        ({"salary": "15 - 30 triệu"}, 15_000_000, 30_000_000),
        ({"salary": "Lương: 18 Tr - 30 Tr VND"}, 18_000_000, 30_000_000),
        ({"salary": "Thoả thuận"}, None, None),
        ({"salary_min": "40000000.0", "salary_max": "70000000.0"}, 40_000_000, 70_000_000),
        ({"salary_min": "1000", "salary_max": "2000", "currency": "USD"}, 26_000_000, 52_000_000),
        ({"salary_min": "0", "salary_max": "9000000"}, None, 9_000_000),
        ({"salary_min": "0", "salary_max": "0", "salary": "Thương lượng"}, None, None),
        ({"salary_min": "8.000.000", "salary": "10 triệu"}, 8_000_000, None),
        ({"Lương từ": "8", "Lương đến": "12"}, 8_000_000, 12_000_000),
        ({"Lương từ (triệu đồng)": "8", "Lương đến (triệu đồng)": "12"}, 8_000_000, 12_000_000),
        ({"Mức lương (triệu đồng)": "8 - 12"}, 8_000_000, 12_000_000),
        ({"Mức lương (nghìn đồng)": "8500"}, 8_500_000, 8_500_000),
        ({"title": "Thợ hàn (Lương 15 - 18 triệu)", "salary": ""}, 15_000_000, 18_000_000),
    ],
)  # fmt: skip
def test_wages(context: Context, cells: dict[str, str], low: int | None, high: int | None) -> None:
    record = record_of(context, **cells)
    assert (record.wage_min_vnd_month, record.wage_max_vnd_month) == (low, high)


@pytest.mark.parametrize(
    ("cell", "months"), [("6", 6), ("6 tháng", 6), ("2 năm", 24), ("từ 1 năm", 12), ("0", 0)]
)
def test_a_column_of_months_may_say_years(context: Context, cell: str, months: int) -> None:
    record = record_of(context, **{"Kinh nghiệm (tháng)": cell})
    assert record.experience_min_months == months


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"salary": "0"}, "wage_zero"),
        ({"salary": "0.0 - 0.0 triệu"}, "wage_zero"),
        ({"salary": "1.000.000.000.000.000"}, "wage_too_high"),
        ({"salary_min": "0"}, "wage_zero"),
        ({"salary_min": "1000000000000000"}, "wage_too_high"),
        ({"salary_min": "1e15"}, "wage_too_high"),
        ({"salary_min": "12000000", "salary_max": "8000000"}, "wage_reversed"),
        ({"salary_min": "-5"}, "number_out_of_range"),
        ({"salary_min": "nhiều"}, "number_unreadable"),
        ({"wage_min_vnd_month": "0.5"}, "wage_too_low"),
        ({"openings": "0"}, "number_out_of_range"),
        ({"openings": "vài"}, "number_unreadable"),
        ({"expires": "31/02/2026"}, "date_impossible"),
        ({"posted": "xyz"}, "date_unreadable"),
        ({"occupation_code": "9999"}, "occupation_unknown"),
        ({"experience_months": "5000"}, "number_out_of_range"),
        ({"title": "  "}, "required"),
    ],
)
def test_cells_that_cannot_be_used(context: Context, cells: dict[str, str], code: str) -> None:
    assert codes_of(context, **cells, note="x") == [code]


def test_bounds_are_written_as_people_write_numbers(context: Context) -> None:
    rows, _conversion = converted(context, {"title": "Thợ may", "openings": "200000"})
    (error,) = rows[0].errors
    assert "phải từ 1 đến 100.000." in error.text_vi


@pytest.mark.parametrize("text", ["không giới hạn", "Nhiều", "Số lượng lớn", "unlimited"])
def test_openings_without_a_number_stop_nothing(context: Context, text: str) -> None:
    rows, _conversion = converted(context, {"Tên công việc": "Thợ may", "Số lượng": text})
    assert rows[0].record is not None
    assert rows[0].record.openings is None
    assert [notice.code for notice in rows[0].notices] == ["openings_unbounded"]


def test_an_error_names_row_column_value_and_what_to_do(context: Context) -> None:
    rows, conversion = converted(
        context,
        {"Tên công việc": "Thợ may", "Hạn nộp": "16/02/2026", "Lương": "8 triệu"},
        {"Tên công việc": "", "Hạn nộp": "31/02/2026", "Lương": "0"},
        {"Tên công việc": "Thợ hàn", "Hạn nộp": "", "Lương": ""},
    )
    assert [row.record is not None for row in rows] == [True, False, True]
    assert [error.line_vi for error in rows[1].errors] == [
        "Dòng 3, cột “Tên công việc”: thiếu tên công việc. Hãy điền vào ô này.",
        "Dòng 3, cột “Lương”: mức lương bằng 0. "
        "Hãy ghi mức lương tháng bằng đồng, hoặc để trống nếu thoả thuận.",
        "Dòng 3, cột “Hạn nộp”: ngày “31/02/2026” không có thật. Hãy ghi ngày dạng 28/02/2026.",
    ]
    assert rows[1].errors[2].line_en == (
        "row 3, column Hạn nộp: the date 31/02/2026 does not exist"
    )
    summary = conversion.summary
    assert (summary.rows_read, summary.accepted, summary.rejected) == (3, 2, 1)
    assert summary.reasons == {"required": 1, "wage_zero": 1, "date_impossible": 1}


def test_words_that_are_not_understood_are_said_and_reject_nothing(context: Context) -> None:
    assert notices_of(context, salary="theo lịch trăng") == ["wage_unreadable"]
    assert notices_of(context, place="Chốn bồng lai") == ["place_unresolved"]
    assert notices_of(context, title="Xyzzy qwerty") == ["occupation_unfound"]
    assert notices_of(context, experience="dày dạn") == ["experience_unreadable"]
    assert notices_of(context, salary_min="10", currency="XAU") == ["wage_currency"]
    late = notices_of(context, posted="2026-02-01", expires="2026-01-01")
    assert late == ["closes_before_published"]


def test_places_of_cell_and_address(context: Context) -> None:
    listed = record_of(context, place="Hà Nội; Hà Nội: Số 5 Phạm Hùng, Phường Cầu Giấy")
    assert [context.gazetteer.get(code).name for code in listed.places] == ["Cầu Giấy"]
    refined = record_of(context, place="Hà Nội", address="12 phố Huế, phường Cầu Giấy")
    assert refined.places == listed.places
    two = record_of(context, place="Hà Nội, Hồ Chí Minh")
    assert two.places == ("01", "79")
    assert record_of(context, place="Toàn quốc").is_nationwide
    abroad = record_of(context, place="Nhật Bản")
    assert (abroad.places, abroad.is_overseas) == (("JP",), True)


def test_a_title_makes_a_lone_province_more_precise(context: Context) -> None:
    told = record_of(context, title="Kế toán (làm tại phường Cầu Giấy)", place="Hà Nội")
    assert [context.gazetteer.get(code).name for code in told.places] == ["Cầu Giấy"]
    elsewhere = record_of(context, title="Kế toán (phường Cầu Giấy)", place="Cà Mau")
    assert elsewhere.places == ("96",)
    many = "Sales khu vực Ba Đình, Cầu Giấy, Đống Đa, Hoàn Kiếm"
    assert record_of(context, title=many, place="Hà Nội").places == ("01",)


@pytest.mark.parametrize(
    ("title", "cell", "wanted"),
    [
        ("Thực tập sinh kinh doanh", "FULL_TIME", "internship"),
        ("Phục vụ part-time", "Toàn thời gian", "part_time"),
        ("Phục vụ full-time/part-time", "Toàn thời gian", "full_time"),
        ("Thực tập sinh kinh doanh", "PART_TIME", "part_time"),
        ("Thực tập sinh kinh doanh", "", "internship"),
    ],
)
def test_a_title_says_more_than_full_time_hours(
    context: Context, title: str, cell: str, wanted: str
) -> None:
    assert record_of(context, title=title, employment_type=cell).employment_type == wanted


def test_the_files_own_occupation_code_wins(context: Context) -> None:
    record = record_of(context, occupation_code="7212")
    assert (record.occupation, record.occupation_source) == ("7212", "column")


def test_repeated_ids_and_rows_are_rejected_naming_the_first(context: Context) -> None:
    rows, _ = converted(
        context,
        {"id": "A1", "title": "Thợ may"},
        {"id": "A2", "title": "Thợ may"},
        {"id": "A1", "title": "Thợ hàn"},
    )
    assert [error.code for row in rows for error in row.errors] == ["duplicate_id"]
    assert "mã “A1” đã có ở dòng 2" in rows[2].errors[0].line_vi
    same = {"title": "Thợ may", "company": "A"}
    rows, _ = converted(context, same, {"title": "Thợ hàn", "company": "A"}, same)
    assert [error.code for row in rows for error in row.errors] == ["duplicate_row"]


def test_made_ids_stay_the_same_and_follow_the_source(context: Context) -> None:
    plain = record_of(context, company="A", place="Huế")
    assert plain.id == record_of(context, place="Huế", company="A", other="x").id
    assert plain.id != record_of(context, company="B", place="Huế").id
    before, after = (
        record_of(context, url="https://vidu.vn/1", salary=text) for text in ("8 triệu", "9 triệu")
    )
    assert before.id == after.id
    assert before.fingerprint() != after.fingerprint()


def test_errors_in_columns_that_nobody_uses_reject_nothing(context: Context) -> None:
    data = "title,Ghi chú\nThợ may,x\nThợ hàn,a\ufffdb\n".encode()
    with read_table(data, name="tin.csv") as table:
        rows = list(convert(table, "vacancies", context=context))
    assert [row.errors for row in rows] == [(), ()]


def test_a_mapping_decides_columns_and_unit(context: Context) -> None:
    mapping = SavedMapping(
        "vacancies", columns=(("title", "A"), ("salary", "B")), wage_unit="million"
    )
    (row,), conversion = converted(context, {"A": "Thợ may", "B": "8", "C": "?"}, mapping=mapping)
    assert cast(VacancyRecord, row.record).wage_min_vnd_month == 8_000_000
    assert conversion.columns.extra == ((2, "C"),)


def test_a_table_without_the_required_column_is_refused(context: Context) -> None:
    with pytest.raises(InputError) as refused:
        converted(context, {"Mức lương": "8 triệu", "Nơi làm việc": "Huế"})
    assert refused.value.code == "column_required"
    assert "“tên công việc”" in refused.value.text_vi
    assert "“tin.csv”" in refused.value.text_vi


def test_coverage_counts_what_was_said_and_understood(context: Context) -> None:
    _, conversion = converted(
        context,
        {"title": "Thợ may", "place": "Huế", "salary": "8 triệu"},
        {"title": "Qwerty", "place": "???", "salary": "Thoả thuận"},
    )
    summary = conversion.summary
    assert summary.given == {"occupation": 2, "place": 1, "wage": 2, "wage_figure": 2}
    assert summary.understood == {"occupation": 1, "place": 1, "wage": 2, "wage_figure": 1}


FIELDS: Sequence[str] = (
    "title",
    "place",
    "salary",
    "salary_min",
    "salary_max",
    "openings",
    "experience",
    "education",
    "posted",
    "expires",
    "requirements",
)
WORDS = st.text("0123456789 ,.-/triệunămHàNộiđ$%='\"\n\x00", max_size=14)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=len(FIELDS), max_size=len(FIELDS)))
def test_any_cells_give_a_record_or_errors(context: Context, cells: list[str]) -> None:
    text = [cell.replace("\x00", "") for cell in cells]
    rows, _ = converted(context, dict(zip(FIELDS, text, strict=True)))
    for row in rows:
        assert (row.record is None) == bool(row.errors)
        assert all(error.line_vi.startswith(f"Dòng {row.number}") for error in row.errors)


@pytest.mark.parametrize(
    "column", ["title", "place", "salary", "experience", "education", "skills"]
)
@pytest.mark.parametrize(
    "text", ["b" * 99_000, "1 " * 49_000, "may ao " * 14_000, "x" + " " * 90_000 + "y"]
)
def test_a_page_in_any_cell_is_read_at_once(context: Context, column: str, text: str) -> None:
    start = time.process_time()
    converted(context, {"title": "Thợ may", column: text})
    assert time.process_time() - start < 5


def test_a_cell_over_the_limit_is_an_error_and_is_not_read(context: Context) -> None:
    start = time.process_time()
    (row,), _ = converted(context, {"title": "b" * 1_000_000, "place": "Hà Nội"})
    assert time.process_time() - start < 1
    assert row.record is None
    assert [error.code for error in row.errors] == ["cell_too_long"]
