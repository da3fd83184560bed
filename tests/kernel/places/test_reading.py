"""Free text as people and advertisements write it."""

from __future__ import annotations

import time
import unicodedata

import pytest

from sanviec.kernel.errors import InputError
from sanviec.kernel.places import Gazetteer, PlaceHit, load_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def named(gazetteer: Gazetteer, text: str) -> list[str]:
    return [gazetteer.get(hit.code).full_name for hit in gazetteer.resolve(text)]


CELLS = [
    ("Hà Nội, Hải Phòng", ["Thành phố Hà Nội", "Thành phố Hải Phòng"]),
    ("Hà Nội Hồ Chí Minh", ["Thành phố Hà Nội", "Thành phố Hồ Chí Minh"]),
    ("Hà Nội & 3 nơi khác", ["Thành phố Hà Nội"]),
    ("Bắc Ninh Hoà Bình", ["Thành phố Bắc Ninh", "Tỉnh Hòa Bình"]),
    ("Hà Nội, Vĩnh Phúc", ["Thành phố Hà Nội", "Tỉnh Vĩnh Phúc"]),
    ("Hồ Chí Minh, Bình Dương", ["Thành phố Hồ Chí Minh", "Tỉnh Bình Dương"]),
    ("Địa điểm; Hồ Chí Minh (mới)", ["Thành phố Hồ Chí Minh"]),
    ("Ha Noi - Ho Chi Minh", ["Thành phố Hà Nội", "Thành phố Hồ Chí Minh"]),
    ("Bà Rịa-Vũng Tàu", ["Tỉnh Bà Rịa - Vũng Tàu"]),
    ("Bà Rịa - Vũng Tàu Đồng Nai", ["Tỉnh Bà Rịa - Vũng Tàu", "Thành phố Đồng Nai"]),
    ("Thừa Thiên- Huế", ["Thành phố Huế"]),
    ("Thừa Thiên - Huế", ["Thành phố Huế"]),
    ("Sài Gòn", ["Thành phố Hồ Chí Minh"]),
    ("SG", ["Thành phố Hồ Chí Minh"]),
    ("TP.HCM", ["Thành phố Hồ Chí Minh"]),
    ("T.P HCM", ["Thành phố Hồ Chí Minh"]),
    ("HN", ["Thành phố Hà Nội"]),
    ("ĐN", ["Thành phố Đà Nẵng"]),
    ("BRVT", ["Tỉnh Bà Rịa - Vũng Tàu"]),
    ("BD", ["Tỉnh Bình Dương"]),
    ("Vũng Tàu", ["Thành phố Vũng Tàu"]),
    ("Huế", ["Thành phố Huế"]),
    ("hue", ["Thành phố Huế"]),
    ("Dak Lak", ["Tỉnh Đắk Lắk"]),
    ("Đăk Nông", ["Tỉnh Đắk Nông"]),
    ("danang", ["Thành phố Đà Nẵng"]),
    ("vungtau", ["Thành phố Vũng Tàu"]),
    ("Ho Chi Minh City", ["Thành phố Hồ Chí Minh"]),
    ("Hoàng Sa", ["Huyện Hoàng Sa"]),
    ("đặc khu Trường Sa", ["Đặc khu Trường Sa"]),
]
ADDRESSES = [
    ("Q.5 HCM", ["Quận 5"]),
    ("quan 5 tphcm", ["Quận 5"]),
    ("tx Thuận An", ["Thành phố Thuận An"]),
    ("Thuận An, Bình Dương", ["Thành phố Thuận An"]),
    ("Thuận An, Huế", ["Phường Thuận An"]),
    ("Tân Bình, HCM", ["Quận Tân Bình"]),
    ("Tân Bình, Tây Ninh", ["Tỉnh Tây Ninh"]),  # two communes there; not the district of HCM
    ("xã Tân Phú, Đồng Nai", ["Phường Tân Phú"]),
    ("phường Tân Phú, HCM", ["Phường Tân Phú"]),
    ("Huyện Mường Khương, Lào Cai", ["Huyện Mường Khương"]),
    ("Châu Thành, Tiền Giang", ["Huyện Châu Thành"]),
    ("huyện Châu Thành", []),
    ("Phường 12", []),
    ("P.22, Q.Bình Thạnh", ["Phường 22"]),
    ("Quận 2", ["Thành phố Thủ Đức"]),
    ("Tp Bắc Ninh", ["Thành phố Bắc Ninh"]),
    ("Vĩnh Phúc, Ba Đình, Hà Nội", ["Phường Vĩnh Phúc"]),
    ("Nam Từ Liêm, Gia Lâm, Long Biên", ["Quận Nam Từ Liêm", "Huyện Gia Lâm", "Quận Long Biên"]),
    ("94 Tân Sơn, Phường Tân Sơn; Hồ Chí Minh", ["Phường Tân Sơn"]),
    ("Hồ Chí Minh: 679 Điện Biên Phủ, Phường Thạnh Mỹ Tây", ["Phường Thạnh Mỹ Tây"]),
    ("Hà Nội; Hà Nội: Số 5 Phạm Hùng, Phường Cầu Giấy", ["Phường Cầu Giấy"]),
    ("641 Đường 3/2 Phường 6 Quận 10, Hồ Chí Minh", ["Phường 6"]),
    ("22-36 Nguyen Hue, District 1, HCMC, Vietnam", ["Quận 1"]),
    ("Ward 13, Tan Binh District, HCMC", ["Phường 13"]),
    ("KCN Vsip Bắc Ninh", ["Thành phố Từ Sơn"]),
    ("KCN Sóng Thần", ["Thành phố Dĩ An"]),
    ("KCN Quang Châu, Việt Yên, Bắc Giang", ["Thị xã Việt Yên"]),
    ("Song Than 3 IP, Binh Duong", ["Thành phố Thủ Dầu Một"]),
    ("Cụm công nghiệp Quất Động", ["Xã Quất Động"]),
    ("KCN Thái Hòa, Đức Lập Hạ, Đức Hòa, Long An", ["Xã Đức Lập Hạ"]),
    ("ấp An Lạc, xã An Bình, huyện Cao Lãnh, tỉnh Đồng Tháp", ["Xã An Bình"]),
    ("Văn Miếu, Hà Nội", ["Thành phố Hà Nội"]),  # Xã Văn Miếu lies in Phú Thọ
    ("Bình Xuyên, Phú Thọ (Vĩnh Phúc)", ["Huyện Bình Xuyên"]),
    ("Hồ Chí Minh, Dĩ An, Bình Dương", ["Thành phố Hồ Chí Minh", "Thành phố Dĩ An"]),
    ("Dĩ An, Bình Dương, Hồ Chí Minh", ["Thành phố Dĩ An"]),
    ("Hà Nội, Hà Nội", ["Thành phố Hà Nội"]),
]
QUERIES = [
    ("tim viec ke toan o ha noi luong tren 15tr, 2 nam kn", ["Thành phố Hà Nội"]),
    ("kế toán trưởng Long An", ["Tỉnh Long An"]),
    ("viec lam di an", ["Thành phố Dĩ An"]),
    ("cong nhan binh xuyen vinh phuc", ["Huyện Bình Xuyên"]),
    ("ban hang q7", ["Quận 7"]),
    ("kế toán vinh", ["Thành phố Vinh"]),
    ("Bảo Lộc", ["Thành phố Bảo Lộc"]),
    ("công nhân samsung thái nguyên", ["Thành phố Phổ Yên"]),
]
ABROAD = [
    ("Nhật", ["Nhật Bản"]),
    ("Đài Loan", ["Đài Loan"]),
    ("Hàn Quốc", ["Hàn Quốc"]),
    ("Đức", ["Đức"]),
    ("Singapore", ["Singapore"]),
    ("đi Nhật", ["Nhật Bản"]),
    ("di nhat lam dieu duong", ["Nhật Bản"]),
    ("XKLĐ Đức", ["Đức"]),
    ("giúp việc Đài Loan", ["Đài Loan"]),
    ("Kỹ sư xây dựng (làm việc tại Lào)", ["Lào"]),
]


@pytest.mark.parametrize(("text", "names"), CELLS + ADDRESSES + QUERIES + ABROAD)
def test_places_are_found(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert named(gazetteer, text) == names
    assert named(gazetteer, unicodedata.normalize("NFD", text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "tim viec lam bao ve",
        "kế toán trưởng",
        "quản lý nhân sự",
        "tu van ban hang",
        "tương đương đại học",
        "trình độ cao bằng cấp",
        "chủ nhật nghỉ",
        "cập nhật hồ sơ",
        "nhân viên tiếng Nhật",
        "tiếng đức b1",
        "Nguyễn Văn Đức",
        "trần thị huế",
        "pháp chế doanh nghiệp",
        "mỹ phẩm",
        "an toàn lao động",
        "Nhân Viên Thiết Kế",
        "phúc lợi tốt",
        "hợp đồng thời vụ",
        "công ty Thái Bình Dương",
        "phục vụ quán ăn 5 người",
        "báo cáo Q1/2025",
        "8h -12h",
        "nam định hướng",
        "vinh du",
        "Dự án Logan",
        "Nhân viên kinh doanh thị trường Nhật Bản",
        "sơn tĩnh điện",
        "lương 10 triệu",
        "hòa đồng, phong phú, đạo đức",
        "",
        "  ",
        "😀 ☎ ...",
    ],
)
def test_everyday_words_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert named(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ha nio", "Thành phố Hà Nội"),
        ("hà nộii", "Thành phố Hà Nội"),
        ("binh duơng", "Tỉnh Bình Dương"),
        ("đà nẳng", "Thành phố Đà Nẵng"),
        ("hải phong", "Thành phố Hải Phòng"),
        ("ho chi mnih", "Thành phố Hồ Chí Minh"),
        ("hcmm", "Thành phố Hồ Chí Minh"),
        ("đồng naii", "Thành phố Đồng Nai"),
        ("ke toan can thoo", "Thành phố Cần Thơ"),
    ],
)
def test_slips_are_proposed_with_doubt(gazetteer: Gazetteer, text: str, name: str) -> None:
    (hit,) = gazetteer.resolve(text)
    assert gazetteer.get(hit.code).full_name == name
    assert not hit.is_exact
    assert hit.score_0_100 < 70


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Toàn quốc", (True, False, False)),
        ("toan quoc", (True, False, False)),
        ("Việt Nam", (True, False, False)),
        ("Hà Nội, Việt Nam", (False, False, False)),
        ("Remote", (False, True, False)),
        ("Từ xa", (False, True, False)),
        ("Kế toán (làm việc tại nhà)", (False, True, False)),
        ("Làm việc tại nhà máy", (False, False, False)),
        ("Nước ngoài", (False, False, True)),
        ("Công ty vốn nước ngoài", (False, False, False)),
        ("Quốc tế", (False, False, True)),
        ("Nhật Bản", (False, False, True)),
        ("đào tạo từ xa", (False, False, False)),
    ],
)
def test_flags(gazetteer: Gazetteer, text: str, flags: tuple[bool, bool, bool]) -> None:
    reading = gazetteer.read(text)
    assert (reading.is_nationwide, reading.is_remote, reading.is_abroad) == flags


def test_former_provinces_stand_for_todays(gazetteer: Gazetteer) -> None:
    (hit,) = gazetteer.resolve("Bình Dương")
    assert (hit.code, hit.today_code) == ("74@63", "79")


def test_the_hit_is_widened_by_the_unit_around_it(gazetteer: Gazetteer) -> None:
    text = "Tuyển thợ hàn tại Huyện Mường Khương, Lào Cai (gấp)"
    (hit,) = gazetteer.resolve(text)
    assert hit == PlaceHit(
        code="083@63",
        today_code=gazetteer.today("083@63"),
        start=18,
        end=45,
        text="Huyện Mường Khương, Lào Cai",
        score_0_100=100,
        is_exact=True,
    )


def test_units_that_stand_apart_are_context(gazetteer: Gazetteer) -> None:
    text = "Hà Nội; Hà Nội: Số 5 Phạm Hùng, Phường Cầu Giấy"
    (hit,) = gazetteer.resolve(text)
    assert hit.text == "Phường Cầu Giấy"
    assert [text[start:end] for start, end in hit.context] == ["Hà Nội", "Hà Nội"]


@pytest.mark.parametrize(("within", "province"), [("79", "79"), ("80", "80"), ("92", "92")])
def test_within_tells_namesakes_apart(gazetteer: Gazetteer, within: str, province: str) -> None:
    (hit,) = gazetteer.resolve("xã Tân Hòa", within)
    assert gazetteer.province_of(hit.code) == province


def test_within_must_exist(gazetteer: Gazetteer) -> None:
    with pytest.raises(InputError):
        gazetteer.resolve("Hà Nội", "99")


def test_a_heading_says_nothing_about_what_stands_before_it(gazetteer: Gazetteer) -> None:
    text = "Hồ Chí Minh: 2 Lê Lợi, Phường Tân Phú - Đồng Nai: 3 Lê Lợi, Phường Tân Phú"
    provinces = [gazetteer.province_of(hit.code) for hit in gazetteer.resolve(text)]
    assert provinces == ["79", "75"]


def test_scores_fall_with_doubt(gazetteer: Gazetteer) -> None:
    texts = ["Thủ Đức, HCM", "Thu Duc, HCM", "Thủ Đức", "thu duc", "thu ducc"]
    scores = [gazetteer.resolve(text)[0].score_0_100 for text in texts]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) >= 4


@pytest.mark.parametrize(
    "text", ["b" * 100_000, "may ao " * 3000, "1 " * 50_000, "phường 1, quận " * 6000]
)
def test_any_length_is_fast(text: str) -> None:
    places = load_gazetteer()
    places.read("Hà Nội")
    start = time.process_time()
    places.read(text)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hồ Chí Minh: 84-86, Hai Bà Trưng", ["Thành phố Hồ Chí Minh"]),
        ("Hồ Chí Minh: Số 84, Hai Bà Trưng, Quận 1", ["Quận 1"]),
        ("12, Hai Bà Trưng, Hà Nội", ["Quận Hai Bà Trưng"]),
        ("Hồ Chí Minh: Dĩ An", ["Thành phố Dĩ An"]),
    ],
)
def test_under_another_province_a_name_is_a_street(
    gazetteer: Gazetteer, text: str, names: list[str]
) -> None:
    assert named(gazetteer, text) == names
