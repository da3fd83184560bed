"""Titles as advertisements write them, from every major group."""

import pytest

from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.text import fold

TITLES = {
    "Giám Đốc Kinh Doanh (Thu Nhập Upto 50 Triệu)": "1221",
    "Trưởng phòng HCNS - KCN VSIP": "1212",
    "Phó Phòng Tài Chính Kế Toán": "1211",
    "Head of Marketing": "1221",
    "Quản lý nhà hàng": "1412",
    "Cửa hàng trưởng (Hà Nội)": "1420",
    "Chỉ huy trưởng công trình": "1323",
    "Kỹ sư xây dựng dân dụng, đi làm ngay": "2142",
    "Kỹ Sư Cơ Khí (Biết Tiếng Trung)": "2144",
    "Senior Java Developer (Upto $3000)": "2512",
    "Lập trình viên": "2514",
    "Data Analyst Intern": "2511",
    "Bác sĩ đa khoa": "2211",
    "Điều dưỡng viên": "2221",
    "Giáo viên mầm non lương 8tr": "2342",
    "Giáo Viên Tiếng Anh Part-time": "2353",
    "Luật sư": "2611",
    "Chuyên viên Marketing Online": "2431",
    "[HN] Nhân viên Thiết kế đồ họa - Lương 12-15tr": "2166",
    "Biên Phiên Dịch Tiếng Trung": "2643",
    "NVKD": "3322",
    "Nhân viên kinh doanh bất động sản": "3334",
    "Nhân viên xuất nhập khẩu": "3331",
    "KẾ TOÁN NỘI BỘ": "3313",
    "Giám sát thi công nội thất": "3123",
    "Nhân viên IT Helpdesk": "3512",
    "Nhân Viên Hành Chính Văn Phòng": "4110",
    "Lễ tân khách sạn": "4224",
    "Thủ kho": "4321",
    "NV CSKH ca xoay": "4222",
    "Nhân viên bán hàng siêu thị": "5223",
    "Thu ngân nhà hàng": "5230",
    "Đầu bếp": "5120",
    "Nhân viên pha chế": "5132",
    "Phục vụ bàn ca tối": "5131",
    "Bảo vệ toà nhà": "5414",
    "Thợ cắt tóc": "5141",
    "Thợ hàn": "7212",
    "Thợ hồ": "7112",
    "Thợ điện lạnh": "7127",
    "Thợ sửa xe máy": "7231",
    "Tuyển gấp công nhân may 100 người": "8153",
    "Công nhân điện tử": "8212",
    "Lái xe nâng": "8344",
    "Tài xế xe tải": "8332",
    "Phụ hồ": "9313",
    "Giúp việc nhà": "9111",
    "Tạp vụ văn phòng": "9112",
    "Nhân viên giao hàng - shipper": "9621",
    "Lao động phổ thông": "9329",
    "Công nhân bốc xếp": "9333",
    "Phụ bếp": "9412",
}


@pytest.mark.parametrize(("title", "code"), TITLES.items())
def test_trade(title: str, code: str) -> None:
    best = load_occupations().find(title)[0]
    assert (best.code, best.is_exact) == (code, True)


@pytest.mark.parametrize(("title", "code"), TITLES.items())
def test_trade_without_marks(title: str, code: str) -> None:
    assert load_occupations().find(fold(title))[0].code == code


@pytest.mark.parametrize(
    ("staff", "manager"),
    [
        ("nhân viên kinh doanh", "trưởng phòng kinh doanh"),
        ("chuyên viên nhân sự", "giám đốc nhân sự"),
        ("kế toán", "phó phòng kế toán"),
        ("nhân viên mua hàng", "quản lý bộ phận mua hàng"),
        ("nhân viên IT", "IT manager"),
        ("nhân viên bảo trì", "trưởng bộ phận bảo trì"),
    ],
)
def test_manager_is_not_the_staff_led(staff: str, manager: str) -> None:
    index = load_occupations()
    assert not index.find(staff)[0].code.startswith("1")
    assert index.find(manager)[0].code.startswith("1")


@pytest.mark.parametrize(
    "title", ["Trợ lý giám đốc kinh doanh", "Thư ký tổng giám đốc", "Nhân viên quản lý kho"]
)
def test_who_serves_a_manager_is_none(title: str) -> None:
    assert not load_occupations().find(title)[0].code.startswith("1")


def test_the_more_telling_phrase_wins_and_the_span_fits() -> None:
    title = "Công ty ABC tuyển Kế Toán Trưởng, lương 25 triệu"
    (best, *_) = load_occupations().find(title)
    assert best.code == "1211"
    assert title[best.start : best.end] == "Kế Toán Trưởng"


def test_two_trades_in_one_title() -> None:
    codes = [hit.code for hit in load_occupations().find("Thủ kho / Bảo vệ")]
    assert codes == ["4321", "5414"]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Giảng viên bất động sản", "2310"),
        ("Giáo viên dạy kỹ năng sống, hỗ trợ đào tạo", "2359"),
        ("Kỹ sư bảo trì cơ điện", "2151"),
        ("Kỹ sư tester", "2519"),
        ("Phó giám đốc khối cung ứng", "1324"),
        ("Chuyên viên / CVC / CVCC phòng nhân sự", "2423"),
        ("Marketing Communications Supervisor", "2432"),
    ],
)
def test_rank_and_field_together(title: str, code: str) -> None:
    assert load_occupations().find(title)[0].code == code


@pytest.mark.parametrize("place", ["Đà Nẵng", "Ba Đình", "Thủ Đức", "Cần Thơ", "Hiền Lương"])
def test_places_are_no_trades(place: str) -> None:
    assert load_occupations().find(place) == []
