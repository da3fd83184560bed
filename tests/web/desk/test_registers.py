"""Employers and vacancies at the counter."""

from __future__ import annotations

import re

import pytest

from sanviec.apps.employers.models import Employer
from sanviec.apps.vacancies.models import Vacancy
from tests.apps.factories import HOME, make_employer, tax_code
from tests.web.factories import make_referral, make_seeker, make_vacancy

from .conftest import Counter

FIRM = {
    "name": "Công ty Hồi",
    "tax_code": "0100109106",
    "kind": "private",
    "place": "dong dang",
    "contact_name": "Phòng nhân sự",
    "phone": "0912 345 678",
}
POST = {
    "title": "Thợ hàn",
    "openings": "3",
    "place": "Kỳ Lừa, Lạng Sơn",
    "description": "Hàn khung nhà xưởng.",
    "wage_min": "9 triệu",
    "wage_max": "12tr",
    "experience_months": "1 năm",
    "closes_on": "2026-12-31",
}


def acts_by_enter(page: str) -> list[list[str]]:
    """For each form with a box for a reason, the acts of its buttons."""
    forms = re.findall(r"<form.*?</form>", page, re.S)
    boxed = [form for form in forms if 'name="ly_do"' in form]
    return [re.findall(r'name="viec" value="(\w+)"', form) for form in boxed]


class TestEmployers:
    def test_found_by_name_and_state(self, counter: Counter) -> None:
        make_employer(counter.centre, name="Công ty Hồi Xứ Lạng")
        make_employer(counter.centre, name="Hợp tác xã Na", is_verified=False)
        page = counter.get("employers", q="hoi xu").content.decode()
        assert "Công ty Hồi Xứ Lạng" in page
        assert "Hợp tác xã Na" not in page
        page = counter.get("employers", trang_thai="submitted").content.decode()
        assert "Hợp tác xã Na" in page
        assert "Công ty Hồi Xứ Lạng" not in page

    def test_new_one_waits_to_be_verified(self, counter: Counter) -> None:
        answer = counter.post("new_employer", **FIRM)
        employer = Employer.objects.get()
        assert answer["Location"] == f"/quay/doanh-nghiep/{employer.pk}/"
        assert (employer.state, employer.place_code) == ("submitted", "06184")
        assert employer.centre_id == counter.centre.pk

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"name": ""}, "Hãy điền “Tên đơn vị”."),
            ({"tax_code": "123"}, "Mã số thuế chưa đúng."),
            ({"kind": "circus"}, "Hãy chọn trong danh sách."),
            ({"phone": "1"}, "Số điện thoại chưa đúng."),
            ({"email": "x"}, "Địa chỉ thư điện tử chưa đúng."),
            ({"place": "xyzzy"}, "là nơi nào"),
        ],
    )
    def test_wrong_answers_come_back(
        self, counter: Counter, changes: dict[str, str], expected: str
    ) -> None:
        answer = counter.post("new_employer", **(FIRM | changes))
        assert answer.status_code == 422
        assert expected in answer.content.decode()
        assert Employer.objects.count() == 0

    def test_taken_tax_code_is_told_beside_its_field(self, counter: Counter) -> None:
        make_employer(counter.centre, tax_code=FIRM["tax_code"])
        page = counter.post("new_employer", **FIRM).content.decode()
        assert 'href="#id_tax_code"' in page

    @pytest.mark.parametrize(
        ("is_verified", "event", "reason", "state"),
        [
            (False, "verify", "", "verified"),
            (False, "refuse", "Không có địa chỉ", "refused"),
            (False, "refuse", "", "submitted"),
            (True, "suspend", "Tin sai", "suspended"),
            (True, "suspend", " ", "verified"),
            (True, "verify", "", "verified"),
        ],
    )
    def test_event(
        self, counter: Counter, is_verified: bool, event: str, reason: str, state: str
    ) -> None:
        employer = make_employer(counter.centre, is_verified=is_verified)
        answer = counter.post("employer_act", employer.pk, viec=event, ly_do=reason)
        assert answer.status_code == 303
        assert Employer.objects.get(pk=employer.pk).state == state
        assert counter.get("employer", employer.pk).status_code == 200

    @pytest.mark.parametrize("is_verified", [False, True])
    def test_enter_in_a_reason_sends_the_act_that_it_belongs_to(
        self, counter: Counter, is_verified: bool
    ) -> None:
        """The first button of a form is what Enter presses: it was “verify” for every reason."""
        employer = make_employer(counter.centre, is_verified=is_verified)
        page = counter.get("employer", employer.pk).content.decode()
        assert acts_by_enter(page) == [["suspend"] if is_verified else ["refuse"]]

    def test_unknown_event_is_not_there(self, counter: Counter) -> None:
        assert counter.post("employer_act", counter.employer.pk, viec="delete").status_code == 404


class TestVacancies:
    def test_found_by_title_and_state(self, counter: Counter) -> None:
        make_vacancy(counter.employer, title="Thợ hàn")
        make_vacancy(counter.employer, title="Phụ bếp", until="draft")
        page = counter.get("vacancies", q="tho han").content.decode()
        assert "Thợ hàn" in page
        assert "Phụ bếp" not in page
        assert "Phụ bếp" in counter.get("vacancies", trang_thai="draft").content.decode()

    def test_written_for_an_employer_waits_for_approval(self, counter: Counter) -> None:
        answer = counter.post("new_vacancy", counter.employer.pk, **POST)
        vacancy = Vacancy.objects.get()
        assert answer["Location"] == f"/quay/tin/{vacancy.pk}/"
        assert (vacancy.state, vacancy.place_codes) == ("submitted", ["06187"])
        assert (vacancy.wage_min_vnd_month, vacancy.experience_months) == (9_000_000, 12)
        assert vacancy.occupation_code == "7212"

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"title": ""}, "Hãy điền “Tên công việc”."),
            ({"openings": "0"}, "Hãy ghi số từ 1 trở lên."),
            ({"title": "😀"}, "Mục này phải có chữ."),
            ({"openings": "10000000000"}, "Hãy ghi số không quá 10.000."),
            ({"description": "x" * 20_000}, "nhiều nhất 10.000 ký tự."),
            ({"wage_min": "20 triệu"}, "Lương đến phải bằng hoặc cao hơn lương từ."),
            ({"place": "xyzzy"}, "là nơi nào"),
            ({"closes_on": "31/02/2026"}, "Ngày chưa đúng."),
            ({"max_age": "30"}, "Chỉ được giới hạn tuổi khi pháp luật"),
            ({"shifts": "midnight"}, "Hãy chọn trong danh sách."),
        ],
    )
    def test_wrong_answers_come_back(
        self, counter: Counter, changes: dict[str, str], expected: str
    ) -> None:
        answer = counter.post("new_vacancy", counter.employer.pk, **(POST | changes))
        assert answer.status_code == 422
        assert expected in answer.content.decode()
        assert Vacancy.objects.count() == 0

    def test_correction_keeps_it_public(self, counter: Counter) -> None:
        answer = counter.post("edit_vacancy", counter.vacancy.pk, **POST)
        vacancy = Vacancy.objects.get()
        assert (answer.status_code, vacancy.state, vacancy.title) == (303, "published", "Thợ hàn")

    @pytest.mark.parametrize(
        ("until", "event", "reason", "state"),
        [
            ("draft", "submit", "", "submitted"),
            ("submitted", "publish", "", "published"),
            ("submitted", "return", "Ghi rõ lương", "returned"),
            ("submitted", "return", "", "submitted"),
            ("published", "pause", "", "paused"),
            ("published", "fill", "", "filled"),
            ("published", "close", "", "closed"),
            ("published", "review", "", "published"),
            ("published", "publish", "", "published"),
        ],
    )
    def test_event(self, counter: Counter, until: str, event: str, reason: str, state: str) -> None:
        vacancy = make_vacancy(counter.employer, until=until)
        answer = counter.post("vacancy_act", vacancy.pk, viec=event, ly_do=reason)
        assert answer.status_code == 303
        assert Vacancy.objects.get().state == state
        assert counter.get("vacancy", vacancy.pk).status_code == 200

    @pytest.mark.parametrize(
        ("until", "acts"), [("submitted", [["return"]]), ("published", [["pause"], ["close"]])]
    )
    def test_enter_in_a_reason_sends_the_act_that_it_belongs_to(
        self, counter: Counter, until: str, acts: list[list[str]]
    ) -> None:
        page = counter.get("vacancy", make_vacancy(counter.employer, until=until).pk)
        found = acts_by_enter(page.content.decode())
        assert [one for one in found if one in acts] == acts
        assert all(len(one) == 1 for one in found)

    def test_limits_by_sex_or_age_are_shown_with_the_law(self, counter: Counter) -> None:
        text = "Chỉ tuyển nữ dưới 30 tuổi, độc thân."
        vacancy = make_vacancy(counter.employer, until="submitted", requirements=text)
        page = counter.get("vacancy", vacancy.pk).content.decode()
        assert "“Chỉ tuyển nữ”, “độc thân”, “dưới 30 tuổi”" in page
        assert "45/2019/QH14, Điều 8" in page

    def test_limit_that_a_rule_demands_is_not_warned_of(self, counter: Counter) -> None:
        text = "Tuổi từ 18 - 35."
        rule = {"min_age": 18, "max_age": 35, "age_source": "Nghị định 112/2021/NĐ-CP"}
        limited = make_vacancy(counter.employer, requirements=text, **rule)
        plain = make_vacancy(counter.employer, requirements="Biết may.")
        for vacancy in (limited, plain):
            page = counter.get("vacancy", vacancy.pk).content.decode()
            assert "cấm phân biệt đối xử" not in page

    def test_unverified_employer_is_not_published(self, counter: Counter) -> None:
        employer = make_employer(counter.centre, is_verified=False, tax_code=tax_code())
        vacancy = make_vacancy(employer, until="submitted")
        counter.post("vacancy_act", vacancy.pk, viec="publish")
        assert Vacancy.objects.get().state == "submitted"

    def test_unknown_event_is_not_there(self, counter: Counter) -> None:
        assert counter.post("vacancy_act", counter.vacancy.pk, viec="expire").status_code == 404

    def test_people_who_suit_and_who_were_introduced(self, counter: Counter) -> None:
        make_referral(counter.person, counter.vacancy)
        make_seeker(counter.centre, full_name="Lý Văn Hợp")
        page = counter.get("vacancy", counter.vacancy.pk).content.decode()
        assert "Người phù hợp nhất" in page
        assert "Đã giới thiệu" in page
        # Who was introduced already is not proposed again.
        assert page.count("Hoàng Thị Mẫu") == page.count("Lý Văn Hợp") == 1

    def test_nothing_else_can_be_posted(self, counter: Counter) -> None:
        forged = {"state": "published", "hired_count": 9, "centre": "x", "employer": "x"}
        counter.post("new_vacancy", counter.employer.pk, **POST, **forged)
        vacancy = Vacancy.objects.get()
        assert (vacancy.state, vacancy.hired_count) == ("submitted", 0)
        assert vacancy.employer_id == counter.employer.pk
        assert vacancy.place_codes != [HOME]
