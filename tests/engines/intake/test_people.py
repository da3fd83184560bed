"""Rows of files of jobseekers, employers and places become records."""

from __future__ import annotations

import random
from datetime import date
from typing import cast

import pytest

from sanviec.engines.intake import (
    Context,
    EmployerRecord,
    JobseekerRecord,
    PlaceRecord,
    Row,
    convert,
    read_table,
)
from sanviec.engines.intake.records.jobseekers import read_priority_groups, wished_titles
from sanviec.kernel.education import EducationLevel

CARD = "001085012345"


def rows_of(context: Context, kind: str, headings: str, *lines: str) -> list[Row]:
    data = "\n".join([headings, *lines]).encode()
    with read_table(data, name="nguoi.csv") as table:
        return list(convert(table, kind, context=context))


def jobseeker(context: Context, headings: str, line: str) -> JobseekerRecord:
    (row,) = rows_of(context, "jobseekers", headings, line)
    assert not row.errors
    return cast(JobseekerRecord, row.record)


def test_a_registration_form(context: Context) -> None:
    record = jobseeker(
        context,
        "STT;Họ và tên;Ngày sinh;Giới tính;Số CCCD;SĐT;Email;Dân tộc;Hộ khẩu thường trú;"
        "Trình độ CMKT;Kỹ năng;Ngoại ngữ;Bằng lái;Vị trí mong muốn;Nơi làm việc mong muốn;"
        "Mức lương mong muốn;Ca làm việc;Hình thức làm việc;Đối tượng ưu tiên;Kinh nghiệm;"
        "Sẵn sàng đi làm xa;Muốn đi làm việc ở nước ngoài;Ngày có thể đi làm;Khoảng cách tối đa",
        f"1;Nguyễn Văn Thử;05/09/1985;Nam;{CARD};912 345 678;Thu@Vidu.VN;Tày;Xã Thiên Lộc, Hà Nội;"
        "Trung cấp;may, vắt sổ;Tiếng Nhật N4;B2, C;Công nhân may / Thợ may;Bắc Ninh, Hà Nội;"
        "Từ 8 triệu;Làm ca ngày, không làm ca đêm;Toàn thời gian;Hộ nghèo, Bộ đội xuất ngũ;3-5 năm;"
        "Có;Không;hôm nay;15 km",
    )
    assert (record.full_name, record.birth_date) == ("Nguyễn Văn Thử", date(1985, 9, 5))
    assert (record.sex, record.identity_no, record.phone) == ("male", CARD, "0912345678")
    assert record.email == "thu@vidu.vn"
    assert record.home is not None
    assert context.gazetteer.get(record.home).name == "Thiên Lộc"
    assert record.education is EducationLevel.INTERMEDIATE
    assert record.languages == ("ja:N4",)
    assert record.certificates == ("driving_b2", "driving_c")
    assert record.wished_titles == ("Công nhân may", "Thợ may")
    assert len(record.places) == 2
    assert record.wage_min_vnd_month == 8_000_000
    assert (record.shifts, record.refused_shifts) == (("day",), ("night",))
    assert record.employment_types == ("full_time",)
    assert record.priority_groups == ("poor_household", "demobilised_soldier")
    assert record.experience_months == 36
    assert (record.can_relocate, record.accepts_overseas) == (True, False)
    assert (record.available_from, record.max_distance_km) == (context.on, 15)


@pytest.mark.parametrize(
    ("wished", "cell", "languages"),
    [
        ("Biên phiên dịch tiếng Hàn", "", ("ko",)),
        ("Gia sư tiếng Trung", "HSK 5", ("zh:HSK5",)),
        ("Trợ giảng tiếng Trung", "Tiếng Anh", ("en", "zh")),
        ("Công nhân, không cần tiếng Anh", "", ()),
        ("Thợ hàn", "", ()),
    ],
)
def test_a_wished_trade_tells_the_language_known(
    context: Context, wished: str, cell: str, languages: tuple[str, ...]
) -> None:
    record = jobseeker(context, "Vị trí mong muốn;Ngoại ngữ", f"{wished};{cell}")
    assert record.languages == languages


def test_a_person_without_name_from_an_anonymous_file(context: Context) -> None:
    record = jobseeker(
        context,
        "seeker_id,industry,workplace_desired,desired_salary,gender,work_experience,"
        "desired_job_translated,age_band",
        'S1,Việc Làm Bán Hàng,Toàn Quốc,Thỏa Thuận,Khác,Chưa Có Kinh Nghiệm,"Nhân Viên Bán '
        'Hàng(đang Tìm Việc)",20-24',
    )
    assert record.id == "S1"
    assert record.wished_titles == ("Nhân Viên Bán Hàng",)
    assert record.occupation_source == "title"
    assert (record.is_nationwide, record.sex, record.experience_months) == (True, "other", 0)
    assert record.age_band == "20-24"


def test_the_industry_stands_in_for_a_missing_wish(context: Context) -> None:
    record = jobseeker(context, "Họ và tên,Ngành nghề", "Trần Thị Thử,Bảo vệ")
    assert (record.occupations, record.occupation_source) == (("5414",), "text")


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("Số CCCD", "12345", "identity_invalid"),
        ("Số CCCD", "999999999999", "identity_invalid"),
        ("SĐT", "12345", "phone_invalid"),
        ("Email", "ten o vidu", "email_invalid"),
        ("Ngày sinh", "31/02/1990", "date_impossible"),
        ("Năm sinh", "1890", "date_out_of_range"),
    ],
)
def test_private_values_never_stand_in_a_message(
    context: Context, heading: str, cell: str, code: str
) -> None:
    (row,) = rows_of(context, "jobseekers", f"Họ và tên,{heading}", f"Lê Văn Thử,{cell}")
    assert [error.code for error in row.errors] == [code]
    if code.endswith("invalid"):
        assert cell not in row.errors[0].line_vi + row.errors[0].line_en


def test_leading_zeros_that_a_spreadsheet_dropped_come_back(context: Context) -> None:
    rows = rows_of(context, "jobseekers", "Họ và tên,Số CCCD,SĐT", "Lê Thử,1085012345,912345678")
    record = cast(JobseekerRecord, rows[0].record)
    assert (record.identity_no, record.phone) == (CARD, "0912345678")
    assert [notice.code for notice in rows[0].notices] == ["leading_zero"]


def test_the_same_person_twice_is_rejected_without_naming_the_number(context: Context) -> None:
    rows = rows_of(context, "jobseekers", "Mã,Số CCCD", f"A,{CARD}", f"B,{CARD}")
    assert [error.code for error in rows[1].errors] == ["duplicate_person"]
    assert CARD not in rows[1].errors[0].line_vi
    assert "trùng với dòng 2" in rows[1].errors[0].line_vi


def test_ids_of_people(context: Context) -> None:
    by_card = rows_of(context, "jobseekers", "Số CCCD,Họ và tên", f"{CARD},A", f"{CARD},B")
    assert [error.code for error in by_card[1].errors] == ["duplicate_row"]
    nameless = rows_of(
        context, "jobseekers", "Công việc mong muốn,Tuổi", "Thợ may,20", "Thợ may,20"
    )
    ids = [cast(JobseekerRecord, row.record).id for row in nameless]
    assert ids[1] == f"{ids[0]}-2"
    assert CARD not in str(by_card[0].record.id if by_card[0].record else "")


def test_priority_groups_by_title_code_and_words() -> None:
    assert read_priority_groups("Hộ cận nghèo; disabled, người khuyết tật") == (
        ("near_poor_household", "disabled"), "",
    )  # fmt: skip
    assert read_priority_groups("Người có công; khách quen") == (("merit_person",), "khách quen")


def test_wished_titles_are_told_apart() -> None:
    assert wished_titles("Kế toán, thủ quỹ; Kế toán / Lễ tân") == (
        "Kế toán", "thủ quỹ", "Lễ tân",
    )  # fmt: skip
    assert wished_titles("") == ()


def test_employers(context: Context) -> None:
    rows = rows_of(
        context,
        "employers",
        "MST;Tên công ty;Địa chỉ;SĐT;Quy mô;Người liên hệ;Zalo nội bộ",
        "0100109106;Công ty A;Phường Cầu Giấy, Hà Nội;024 3556 7890;1.200 người;Chị Thử;z",
        "0100109107;Công ty B;Huế;gọi sau;;;",
        ";;Huế;;;;",
    )
    first = cast(EmployerRecord, rows[0].record)
    assert (first.tax_code, first.headcount, first.phone) == ("0100109106", 1200, "02435567890")
    assert context.gazetteer.province_of(first.places[0]) == "01"
    assert first.extra == {"Zalo nội bộ": "z"}
    assert [[error.code for error in row.errors] for row in rows[1:]] == [
        ["tax_code_invalid"], ["required"],
    ]  # fmt: skip


def test_places(context: Context) -> None:
    rows = rows_of(
        context,
        "places",
        "Mã,Tên,Cấp,Mã cấp trên,Vĩ độ,Kinh độ,Hiệu lực từ,Mã mới",
        "00004,Ba Đình,Phường,01,21.03,105.8,01/07/2025,",
        "00005,Sai,Làng,01,210,105.8,31/02/2025,00004; 00007",
    )
    place = cast(PlaceRecord, rows[0].record)
    assert (place.id, place.level, place.parent) == ("00004", "commune", "01")
    assert (place.lat, place.valid_from) == (21.03, date(2025, 7, 1))
    assert {error.code for error in rows[1].errors} == {
        "level_unknown", "number_out_of_range", "date_impossible",
    }  # fmt: skip


def test_fingerprints_do_not_depend_on_the_order_of_columns(context: Context) -> None:
    cells = {"Họ và tên": "Lê Thử", "Năm sinh": "1990", "Nơi ở": "Huế", "Sở thích": "x", "Lạ": "y"}
    prints = set()
    for seed in range(5):
        names = sorted(cells)
        random.Random(seed).shuffle(names)
        line = ",".join(cells[name] for name in names)
        prints.add(jobseeker(context, ",".join(names), line).fingerprint())
    assert len(prints) == 1


@pytest.mark.parametrize(
    ("wish", "codes"),
    [
        ("Kế toán - Thủ kho", ("3313", "4321")),
        ("Lái xe và bảo vệ", ("8322", "5414")),
        ("Đầu bếp - Phụ bếp", ("5120", "9412")),
        ("Nhân viên pha chế - phục vụ - bán hàng", ("5132", "5131", "5223")),
        ("Kỹ sư điện - điện tử", ("2151",)),
        ("Giáo viên KHTN - Sinh học", ("2330",)),
        ("Kế toán tổng hợp", ("2411",)),
    ],
)
def test_every_trade_that_a_wish_names_is_kept(
    context: Context, wish: str, codes: tuple[str, ...]
) -> None:
    record = jobseeker(context, "Họ tên;Công việc mong muốn", f"Nguyễn Văn Thử;{wish}")
    assert record.occupations == codes


@pytest.mark.parametrize(
    ("headings", "line", "kinds"),
    [
        ("Công việc mong muốn", "Nhân viên bán hàng part-time", ("part_time",)),
        ("Công việc mong muốn;Ngành nghề", "Phục vụ;Việc làm thời vụ", ("seasonal",)),
        (
            "Công việc mong muốn;Hình thức làm việc",
            "Bán hàng part-time;Toàn thời gian",
            ("full_time",),
        ),
        ("Công việc mong muốn", "Sinh viên làm thêm quán cà phê", ("part_time",)),
        ("Công việc mong muốn", "Sinh viên tìm việc buổi tối", ("part_time",)),
        ("Công việc mong muốn", "Cố vấn học tập sinh viên", ()),
        ("Công việc mong muốn", "Nhân viên bán hàng", ()),
    ],
)
def test_the_kind_of_work_is_read_from_the_wish(
    context: Context, headings: str, line: str, kinds: tuple[str, ...]
) -> None:
    record = jobseeker(context, f"Họ tên;{headings}", f"Nguyễn Văn Thử;{line}")
    assert record.employment_types == kinds
