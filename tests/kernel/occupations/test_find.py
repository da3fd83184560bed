"""Job titles lead to the unit group that a counsellor would choose."""

import time

import pytest

from sanviec.kernel.errors import InputError
from sanviec.kernel.occupations import load_occupations

OCCUPATIONS = load_occupations()


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Kế Toán Tổng Hợp (Lương 15tr)", "2411"),
        ("công nhân may", "8153"),
        ("NVKD", "3322"),
        ("ke toan", "3313"),
        ("Senior Java Developer", "2512"),
        ("Kế toán trưởng", "1211"),
        ("Trưởng phòng kinh doanh HN", "1221"),
        ("🎉 TUYỂN GẤP thợ hàn", "7212"),
        ("𝐍𝐡â𝐧 𝐯𝐢ê𝐧 kho", "4321"),
        ("Chuyên viên cao cấp kinh doanh", "3322"),
        ("NV KD BĐS", "3334"),
        ("Phó phòng kế toán", "1211"),
        ("Trợ lý trưởng phòng", "3343"),
        ("Marketing Manager", "1221"),
        ("Nhân viên kinh doanh (biết kế toán)", "3322"),
    ],
)
def test_first_hit(title: str, code: str) -> None:
    assert OCCUPATIONS.find(title)[0].code == code


def test_groups_by_level_and_parent() -> None:
    assert [len(OCCUPATIONS.all(level)) for level in (1, 2, 3, 4)] == [10, 43, 130, 436]
    assert [group.code for group in OCCUPATIONS.children("71")] == ["711", "712", "713"]
    assert OCCUPATIONS.get("7112").parent == "711"


def test_unknown_code_names_the_nearest() -> None:
    with pytest.raises(InputError, match="7118") as refused:
        OCCUPATIONS.get("7118")
    assert "711" in refused.value.text_vi


@pytest.mark.parametrize(
    "text",
    ["b" * 1_000_000, "may ao " * 3000, "1" * 100_000, "x" * 299 + "nhanvien" * 9000],
)
def test_any_length_is_fast(text: str) -> None:
    start = time.process_time()
    OCCUPATIONS.find(text)
    assert time.process_time() - start < 5


def test_only_the_head_of_a_long_text_is_read() -> None:
    assert OCCUPATIONS.find("Thợ hàn " + "x " * 5000)[0].code == "7212"
    assert OCCUPATIONS.find("x " * 5000 + "Thợ hàn") == []


@pytest.mark.parametrize(
    ("title", "code"),
    [
        # Where the work is, after the trade, is no other trade.
        ("FullStack Developer - Khối Công Nghệ Thông Tin", "2512"),
        ("Tuyển kỹ sư phần mềm – Trung tâm Công nghệ thông tin", "2512"),
        ("Kế toán - Mảng F&B", "3313"),
        ("Trưởng phòng Công nghệ thông tin", "1330"),
        ("Nhân viên phòng kinh doanh", "3322"),
        ("[Hà Nội] Nhân viên Kinh doanh Khối y tế", "3322"),
        ("Bếp trưởng thuộc Bộ phận F&B", "3434"),
        ("Cộng tác viên - Trung tâm Vận hành thẻ - Khối Vận hành", "4110"),
        # For how long is said beside the trade.
        ("Nhân viên thời vụ phòng Kế hoạch", "4322"),
        ("Nhân viên thời vụ", "9329"),
        # A trainee in Japan is no clerk for Japan.
        ("TTS Nhật", "9329"),
    ],
)
def test_departments_and_terms_are_no_trades(title: str, code: str) -> None:
    assert OCCUPATIONS.find(title)[0].code == code


def test_a_clerk_for_a_country_is_no_trainee_there() -> None:
    assert OCCUPATIONS.find("Nhân viên phòng Nhật Bản") == []


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Nhân viên giám sát thi công", "3123"),
        ("Thực tập sinh quản lý chất lượng", "3119"),
        ("Cán bộ hỗ trợ kinh doanh", "4110"),
    ],
)
def test_of_equal_phrases_the_one_that_names_more_wins(title: str, code: str) -> None:
    assert OCCUPATIONS.find(title)[0].code == code
