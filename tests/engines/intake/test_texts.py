"""What titles and requirements say about shifts, kinds of work, age, papers and schooling."""

from __future__ import annotations

import pytest

from sanviec.engines.intake.records.asked import education_in, experience_in
from sanviec.engines.intake.records.conditions import (
    employment_type_of_title,
    is_remote_work,
    is_work_abroad,
    read_age_text,
    read_employment_types,
    read_shifts,
)
from sanviec.engines.intake.records.papers import (
    held_certificates,
    held_languages,
    licence_classes,
    required_certificates,
    required_languages,
)
from sanviec.kernel.education import EducationLevel


@pytest.mark.parametrize(
    ("text", "wanted", "refused"),
    [
        ("Làm việc theo ca (ca ngày, ca đêm)", {"rotating", "night", "day"}, set()),
        ("Làm 3 ca 4 kíp", {"rotating"}, set()),
        ("xoay ca, đi ca đêm được", {"rotating", "night"}, set()),
        ("Giờ làm việc: 8h00 – 17h30 từ thứ 2", {"day"}, set()),
        ("lam gio hanh chinh", {"day"}, set()),
        ("Không phải làm ca đêm, làm giờ hành chính", {"day"}, {"night"}),
        ("Chỉ làm ca ngày, không xoay ca", {"day"}, {"rotating"}),
        ("thời gian linh hoạt, tự chọn ca", {"flexible"}, set()),
        ("willing to work night shift", {"night"}, set()),
        ("Làm tới 17h; không tăng ca; ca sĩ phòng trà; theo cá nhân", set(), set()),
        ("Nhân viên hành chính nhân sự", set(), set()),
        ("Nhân viên phục vụ ca tối", {"evening"}, set()),
    ],
)
def test_shifts(text: str, wanted: set[str], refused: set[str]) -> None:
    found = read_shifts(text)
    assert (set(found[0]), set(found[1])) == (wanted, refused)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("FULL_TIME", ("full_time",)),
        ("Nhân viên chính thức, Thực tập", ("full_time", "internship")),
        ("Bán thời gian", ("part_time",)),
        ("Thời vụ/ Nghề tự do", ("seasonal",)),
        ("TEMPORARY", ("temporary",)),
        ("At office", ()),
    ],
)
def test_kinds_of_employment(text: str, wanted: tuple[str, ...]) -> None:
    assert read_employment_types(text) == wanted


KINDS = {
    "internship": "thực tập|Intern|Internship",
    "part_time": "bán thời gian|Part-time|part time|làm thêm|theo giờ|làm bán ngày",
    "seasonal": "thời vụ|mùa vụ|Seasonal",
    "temporary": "tạm thời|Temporary|ngắn hạn|Short-term|Cộng tác viên",
    "full_time": "toàn thời gian|Full time|full-time|chính thức|cố định|dài hạn|lâu dài|permanent",
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_for_a_kind_passes_the_quick_look(kind: str) -> None:
    words = KINDS[kind].split("|")
    assert [read_employment_types(word) for word in words] == [(kind,)] * len(words)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Thực tập sinh kế toán", "internship"),
        ("Nhân viên bán hàng part-time", "part_time"),
        ("Công nhân thời vụ Tết", "seasonal"),
        ("Thực tập sinh Nhật Bản ngành chế biến", None),
        ("Kế toán nội bộ", None),
        ("Nhân viên chính thức", None),
    ],
)
def test_the_kind_of_employment_in_a_title(title: str, wanted: str | None) -> None:
    assert employment_type_of_title(title) == wanted


def test_work_abroad_and_from_afar() -> None:
    assert is_work_abroad("Đơn hàng Nhật Bản chế biến thực phẩm")
    assert is_work_abroad("XKLĐ Đài Loan")
    assert not is_work_abroad("Kế toán đơn hàng | TTS kế toán")
    assert is_remote_work("Remote")
    assert not is_remote_work("Hybrid")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nam/nữ, độ tuổi từ 18 - 35 tuổi, sức khoẻ tốt", "độ tuổi từ 18 - 35 tuổi"),
        ("Tuổi: 22–40", "Tuổi: 22–40"),
        ("Nữ 18-40t", "18-40t"),
        ("Không quá 45 tuổi", "Không quá 45 tuổi"),
        ("Age: 20 - 30", "Age: 20 - 30"),
        ("Công ty 20 năm tuổi; lương 15 - 20 triệu; manage 10-20 staff", ""),
    ],
)
def test_the_words_of_an_age_wish_are_kept(text: str, wanted: str) -> None:
    assert read_age_text(text) == wanted


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        ("Lái xe tải", "Có bằng C trở lên", ("driving_c",)),
        ("Lái xe", "Bằng lái hạng B2, C, D", ("driving_b2",)),
        ("Tài xế", "GPLX hạng FC", ("driving_fc",)),
        ("Nhân viên giao hàng", "Có bằng lái xe máy và thông thạo đường", ("driving_motorcycle",)),
        ("Nhân viên kinh doanh", "Có bằng lái ô tô", ("driving",)),
        ("Thủ kho", "Ưu tiên có bằng lái xe nâng", ()),
        ("Lái xe nâng", "Có chứng chỉ vận hành xe nâng", ("forklift",)),
        ("Thợ hàn", "Chứng chỉ hàn 6G", ("welding",)),
        ("Kế toán trưởng", "Có chứng chỉ kế toán trưởng", ("chief_accountant",)),
        ("Kế toán", "Chứng chỉ kế toán trưởng là một lợi thế", ()),
        ("Kế toán", "Bằng B tiếng Anh; bằng cấp liên quan", ()),
        ("Giám sát", "Hồ sơ gồm bằng cấp, chứng chỉ hành nghề", ()),
        ("Dược sĩ", "Có bằng B2 hoặc ưu tiên chứng chỉ hành nghề dược", ()),
        ("Bảo vệ", "không yêu cầu chứng chỉ bảo vệ", ()),
    ],
)
def test_certificates_that_are_asked(title: str, text: str, wanted: tuple[str, ...]) -> None:
    assert required_certificates(title, text) == wanted


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        ("Nhân viên kinh doanh tiếng Trung", "", ("zh",)),
        ("Kỹ sư", "Tiếng Nhật N3 trở lên", ("ja:N3",)),
        ("Kỹ sư", "Tiếng Anh giao tiếp, TOEIC 600", ("en:TOEIC600",)),
        ("Phiên dịch", "TOPIK 4", ("ko:TOPIK4",)),
        ("Phiên dịch", "Biết tiếng Hàn hoặc tiếng Trung", ()),
        ("Kế toán", "Ưu tiên ứng viên biết Excel, tiếng Anh", ()),
        ("Kế toán", "Có tiếng Anh là lợi thế", ()),
        ("Kế toán", "Không yêu cầu tiếng Anh", ()),
        ("Kế toán", "Được đào tạo tiếng Anh miễn phí", ()),
        ("Kế toán", "Thành thạo Excel\nEnglish is a plus", ()),
        ("Kế toán", "Tiếng Anh tốt, ưu tiên biết tiếng Trung", ("en",)),
    ],
)
def test_languages_that_are_asked(title: str, text: str, wanted: tuple[str, ...]) -> None:
    assert required_languages(title, text) == wanted


def test_papers_and_languages_that_a_person_holds() -> None:
    assert held_certificates("Bằng lái xe hạng B2, C; chứng chỉ xe nâng") == (
        "driving_b2", "driving_c", "forklift",
    )  # fmt: skip
    assert licence_classes("B2, C") == ("driving_b2", "driving_c")
    assert licence_classes("Chứng chỉ B") == ()
    assert held_languages("Tiếng Anh IELTS 6.5, tiếng Nhật N3, tiếng Việt") == (
        "en:IELTS6.5", "ja:N3",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- Tốt nghiệp Cao đẳng/ Đại học chuyên ngành kế toán", EducationLevel.COLLEGE),
        ("Trình độ: THPT trở lên", EducationLevel.UPPER_SECONDARY),
        ("Bachelor's degree in CS", EducationLevel.UNIVERSITY),
        ("Trình độ tiếng Anh tương đương đại học", None),
        ("Công ty Đại học Xanh cần tuyển", None),
        ("Trình độ tin học văn phòng.\nTốt nghiệp trung cấp", EducationLevel.INTERMEDIATE),
    ],
)
def test_education_in_requirements(text: str, wanted: EducationLevel | None) -> None:
    assert education_in(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Có ít nhất 2 năm kinh nghiệm", 24),
        ("Chấp nhận chưa có kinh nghiệm", 0),
        ("Hoạt động 10 năm trong ngành", None),
        ("x" * 5_000 + ". Kinh nghiệm từ 6 tháng", 6),
    ],
)
def test_experience_in_requirements(text: str, wanted: int | None) -> None:
    found = experience_in(text)
    assert (found.min_months if found else None) == wanted
