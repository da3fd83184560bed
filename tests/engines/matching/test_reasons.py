"""What people read: whole sentences in both languages, for every rule of every term."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sanviec.engines.matching import (
    JobseekerFacts,
    VacancyFacts,
    VacancyIndex,
    build_index,
    explain,
    top_vacancies,
)
from sanviec.kernel.explanation import Reason
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations

ON = date(2026, 11, 22)
_PERSON = JobseekerFacts("p", wished_titles=("Công nhân may",), occupations=("8153",), home="06001")
_JOB = VacancyFacts("v", "Công nhân may", occupation="8153", places=("06003",))


def index_of(*jobs: VacancyFacts) -> VacancyIndex:
    return build_index(jobs, gazetteer=SmallGazetteer(), occupations=SmallOccupations())


def told(term: str, person: dict[str, Any], job: dict[str, Any]) -> Reason:
    """The reason of one term after some facts are changed."""
    vacancy = replace(_JOB, **job)
    reasons = explain(index_of(vacancy), replace(_PERSON, **person), "v", on=ON).reasons
    return next(reason for reason in reasons if reason.term == term)


@pytest.mark.parametrize(
    ("term", "person", "job", "points", "text_vi", "text_en"),
    [
        ("occupation", {}, {}, 32, "Đúng nghề thợ vận hành máy may",
         "The wished occupation: occupation 8153"),
        ("occupation", {}, {"occupation": "8154"}, 26,
         "Nghề rất gần với mong muốn: thợ vận hành máy tẩy, nhuộm",
         "Very close to a wished occupation: occupation 8154"),
        ("occupation", {}, {"occupation": "7531"}, 26,
         "Nghề rất gần với mong muốn: thợ may đo",
         "Very close to a wished occupation: occupation 7531"),
        ("occupation", {}, {"occupation": "8219"}, 4,
         "Cùng nhóm nghề lớn với mong muốn: thợ lắp ráp khác",
         "In the same major group as wished: occupation 8219"),
        ("occupation", {}, {"occupation": "2411"}, 0, "Khác nghề mong muốn: kế toán",
         "Another occupation: occupation 2411"),
        ("occupation", {"occupations": ("81",)}, {}, 26,
         "Nghề rất gần với mong muốn: thợ vận hành máy may",
         "Very close to a wished occupation: occupation 8153"),
        ("occupation", {}, {"occupation": None}, 4, "Tin chưa xếp được mã nghề",
         "The vacancy has no occupation code"),
        ("occupation", {"occupations": ()}, {}, 4, "Chưa rõ nghề mong muốn",
         "The wished occupation is not known"),
        ("title", {}, {}, 10, "Tên việc có các từ “công nhân may” như mong muốn",
         "The title has the wished words “công nhân may”"),
        ("place", {}, {}, 23, "Cách nhà khoảng 12 km", "About 12 km from home"),
        ("place", {}, {"places": ("06001",)}, 27, "Cách nhà chưa đến 1 km",
         "Less than 1 km from home"),
        ("place", {"max_distance_km": 10}, {}, 0,
         "Cách nhà khoảng 12 km, xa hơn mức 10 km đã chọn",
         "About 12 km from home, beyond the chosen 10 km"),
        ("place", {}, {"places": ("26001",)}, 0, "Cách nhà khoảng 1.227 km",
         "About 1,227 km from home"),
        ("place", {"can_relocate": True}, {"places": ("26001",)}, 8,
         "Ở nơi khác, người tìm việc sẵn sàng chuyển chỗ ở",
         "In another place, and the jobseeker would move"),
        ("place", {}, {"places": ("20",)}, 16,
         "Cùng tỉnh, thành phố Lạng Sơn, chưa rõ quãng đường",
         "In the same province, Lạng Sơn; the distance is not known"),
        ("place", {"home": None, "places": ("20",)}, {}, 26, "Đúng nơi mong muốn: Lạng Sơn",
         "In a wished place: Lạng Sơn"),
        ("place", {"home": None, "places": ("06002",)}, {"places": ("06001",)}, 27,
         "Cách nơi mong muốn (Phường Kỳ Lừa) khoảng 3 km",
         "About 3 km from the wished place (Kỳ Lừa)"),
        ("place", {"home": "06004"}, {"places": ("24",)}, 8,
         "Ở Bắc Ninh, tỉnh gần nơi mong muốn", "In Bắc Ninh, a province close by"),
        ("place", {}, {"places": ("79",)}, 0, "Ở Hồ Chí Minh, xa nơi mong muốn",
         "In Hồ Chí Minh, far from the wished places"),
        ("place", {}, {"places": ()}, 11, "Chưa rõ nơi làm việc", "The workplace is not known"),
        ("place", {"home": None}, {}, 11, "Chưa rõ nơi ở và nơi muốn làm việc",
         "Home and wished places are not known"),
        ("place", {}, {"places": ("VN",)}, 16, "Làm việc được ở bất cứ đâu trong nước",
         "The work can be anywhere at home"),
        ("place", {"places": ("JP",)}, {"places": ("JP",), "is_overseas": True}, 27,
         "Đúng nước mong muốn: Nhật Bản", "In a wished country: Nhật Bản"),
        ("place", {"accepts_overseas": True}, {"is_overseas": True}, 13,
         "Làm việc ở nước ngoài, người tìm việc đồng ý",
         "Work abroad, which the jobseeker accepts"),
        ("place", {}, {"places": ("TW",)}, 0, "Làm việc ở nước ngoài, ngoài nơi mong muốn",
         "Work abroad, which was not asked for"),
        ("wage", {"wage_min": 7_000_000}, {"wage_min": 8_000_000, "wage_max": 10_000_000}, 10,
         "Lương 8–10 triệu, đạt mức mong muốn 7 triệu",
         "Wage 8–10 million, meets the wished 7 million"),
        ("wage", {"wage_min": 7_000_000}, {"wage_min": 6_500_000, "wage_max": 9_000_000}, 9,
         "Lương 6,5–9 triệu, có thể đạt mức mong muốn 7 triệu",
         "Wage 6.5–9 million, can reach the wished 7 million"),
        ("wage", {"wage_min": 7_000_000}, {"wage_max": 9_000_000}, 6,
         "Lương đến 9 triệu, có thể đạt mức mong muốn 7 triệu",
         "Wage up to 9 million, can reach the wished 7 million"),
        ("wage", {"wage_min": 7_000_000}, {"wage_min": 6_000_000}, 5,
         "Lương từ 6 triệu, thấp hơn mức mong muốn 1 triệu",
         "Wage from 6 million, 1 million below the wish"),
        ("wage", {"wage_min": 7_000_000}, {"wage_min": 4_000_000, "wage_max": 4_000_000}, 0,
         "Lương 4 triệu, thấp hơn mức mong muốn 3 triệu",
         "Wage 4 million, 3 million below the wish"),
        ("wage", {"wage_min": 7_000_000}, {"wage_min": 0, "wage_max": 10**15}, 5,
         "Chưa rõ mức lương", "The wage is not known"),
        ("wage", {}, {"wage_min": 8_000_000}, 5, "Lương từ 8 triệu, chưa rõ mức mong muốn",
         "Wage from 8 million; the wished wage is not known"),
        ("shift", {"shifts": frozenset({"day"})}, {"shifts": frozenset({"day", "evening"})}, 3,
         "Thời gian làm đúng mong muốn: ca ngày, ca tối", "Wished hours: day shift, evening shift"),
        ("shift", {"shifts": frozenset({"day"})}, {"shifts": frozenset({"night"})}, 0,
         "Làm ca đêm, mong muốn ca ngày", "Hours: night shift; wished: day shift"),
        ("shift", {}, {"shifts": frozenset({"night"})}, 1, "Làm ca đêm, chưa rõ mong muốn",
         "Hours: night shift; the wish is not known"),
        ("shift", {}, {}, 1, "Chưa rõ ca làm việc", "The shift is not known"),
        ("employment_type", {"employment_types": frozenset({"seasonal"})},
         {"employment_type": "seasonal"}, 5, "Đúng hình thức mong muốn: thời vụ",
         "Wished kind of work: seasonal"),
        ("employment_type", {"employment_types": frozenset({"seasonal"})},
         {"employment_type": "full_time"}, 0, "Việc toàn thời gian, mong muốn thời vụ",
         "The work is full time; wished: seasonal"),
        ("employment_type", {}, {"employment_type": "full_time"}, 2,
         "Việc toàn thời gian, chưa rõ mong muốn",
         "The work is full time; the wish is not known"),
        ("experience", {}, {"experience_months": 0}, 7, "Không yêu cầu kinh nghiệm",
         "No experience asked"),
        ("experience", {"experience_months": 36}, {"experience_months": 24}, 7,
         "Đủ kinh nghiệm: cần 2 năm, đã có 3 năm",
         "Enough experience: 2 years asked, 3 years held"),
        ("experience", {"experience_months": 6}, {"experience_months": 12}, 3,
         "Thiếu kinh nghiệm: cần 1 năm, đã có 6 tháng",
         "Less experience than asked: 1 year asked, 6 months held"),
        ("experience", {"experience_months": 0}, {"experience_months": 12}, 0,
         "Thiếu kinh nghiệm: cần 1 năm, chưa có",
         "Less experience than asked: 1 year asked, none held"),
        ("experience", {}, {"experience_months": 12}, 3,
         "Cần 1 năm kinh nghiệm, chưa rõ kinh nghiệm của người tìm việc",
         "Experience asked: 1 year; the jobseeker's is not known"),
        ("education", {"education": 6}, {"education": 7}, 1,
         "Thấp hơn trình độ: cần đại học, đã có cao đẳng",
         "Less schooling: university asked, college held"),
        ("education", {"education": 7}, {"education": 7}, 2,
         "Đủ trình độ: cần đại học, đã có đại học",
         "Enough schooling: university asked, university held"),
        ("education", {}, {"education": 0}, 2, "Không yêu cầu bằng cấp", "No schooling asked"),
        ("skills", {"skills": ("May 1 kim", "excel")}, {"skills": ("may 1 kim",)}, 1,
         "Kỹ năng được yêu cầu: may 1 kim", "Skills asked for: may 1 kim"),
    ],
)  # fmt: skip
def test_sentences(
    term: str,
    person: dict[str, Any],
    job: dict[str, Any],
    points: int,
    text_vi: str,
    text_en: str,
) -> None:
    assert told(term, person, job) == Reason(term, points, text_vi, text_en)


def test_the_description_is_quoted_in_runs() -> None:
    said = "May áo khoác xuất khẩu"
    others = [VacancyFacts(f"w{n}", "Kho", text="Xếp hàng trong kho") for n in range(7)]
    index = index_of(replace(_JOB, text=said), *others)
    person = replace(_PERSON, text="đã may áo khoác ba năm")
    reason = explain(index, person, "v", on=ON).reasons[-1]
    assert reason.text_vi == "Mô tả công việc có nhắc đến “may áo khoác”"
    assert (reason.term, reason.points) == ("text", 2)


def test_titles_without_marks_match_titles_with_marks() -> None:
    index = index_of(_JOB)
    reason = explain(index, replace(_PERSON, wished_titles=("cong nhan may",)), "v", on=ON)
    assert "Tên việc có các từ “cong nhan may” như mong muốn" in [r.text_vi for r in reason.reasons]
    machine = replace(_PERSON, wished_titles=("Thợ máy",), occupations=())
    terms = {r.term for r in explain(index, machine, "v", on=ON).reasons}
    assert "title" not in terms, "máy (machine) is not may (to sew)"


def test_no_reason_speaks_of_sex_age_origin_or_family() -> None:
    young = replace(_PERSON, birth_year=2008)
    old = replace(_PERSON, birth_year=1960)
    index = index_of(replace(_JOB, min_age=18, max_age=35, age_source=""))
    assert top_vacancies(index, young, 1, on=ON) == top_vacancies(index, old, 1, on=ON)


def test_only_words_that_say_something_are_quoted() -> None:
    person = {"wished_titles": ("Nhân viên kho", "Nhân viên bán hàng")}
    reason = told("title", person, {"title": "Nhân viên kho"})
    assert reason.text_vi == "Tên việc có các từ “nhân viên kho” như mong muốn"


def test_who_wishes_any_place_is_told_where() -> None:
    reason = told("place", {"home": None, "places": ("VN",)}, {"places": ("07001",)})
    assert reason.text_vi == "Ở Bắc Ninh; làm ở đâu trong nước cũng được"


def test_of_several_places_the_near_one_is_named() -> None:
    reason = told("place", {"home": "06001"}, {"places": ("24", "79")})
    assert reason.text_vi == "Ở Bắc Ninh, tỉnh gần nơi mong muốn"


def test_what_is_out_of_reach_is_told_so() -> None:
    reason = told("place", {"home": "06001"}, {"places": ("79",)})
    assert (reason.points, reason.text_vi) == (0, "Ở Hồ Chí Minh, xa nơi mong muốn")
