"""An employer writes vacancies and moves them on."""

from __future__ import annotations

import pytest

from sanviec.apps.vacancies.models import Vacancy
from tests.web.factories import make_referral, make_vacancy

from .conftest import NUMBER, Firm

POST = {
    "title": "Thợ hàn",
    "openings": "3",
    "place": "ky lua, lang son",
    "description": "Hàn khung nhà xưởng.",
    "wage_min": "9",
    "wage_max": "12",
}


@pytest.mark.parametrize(("extra", "state"), [({}, "submitted"), ({"nhap": "1"}, "draft")])
def test_new_vacancy(firm: Firm, extra: dict[str, str], state: str) -> None:
    answer = firm.post("new_vacancy", **POST, **extra)
    vacancy = Vacancy.objects.get()
    assert answer["Location"] == f"/nha-tuyen-dung/tin/{vacancy.pk}/"
    assert (vacancy.state, vacancy.place_codes) == (state, ["06187"])
    assert vacancy.employer_id == firm.employer.pk


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"description": ""}, "Hãy điền “Mô tả công việc”."),
        ({"wage_max": "5"}, "Lương đến phải bằng hoặc cao hơn lương từ."),
        ({"place": "xyzzy"}, "là nơi nào"),
        ({"min_age": "18"}, "Chỉ được giới hạn tuổi khi pháp luật"),
    ],
)
def test_wrong_answers_come_back(firm: Firm, changes: dict[str, str], expected: str) -> None:
    answer = firm.post("new_vacancy", **(POST | changes))
    assert answer.status_code == 422
    assert expected in answer.content.decode()
    assert Vacancy.objects.count() == 0


def test_nobody_publishes_their_own_vacancy(firm: Firm) -> None:
    forged = {"state": "published", "published_at": "2026-11-01", "is_vouched": "1"}
    firm.post("new_vacancy", **POST, **forged)
    vacancy = Vacancy.objects.get()
    assert (vacancy.state, vacancy.published_at) == ("submitted", None)
    assert firm.post("vacancy_act", vacancy.pk, viec="publish").status_code == 404


def test_change_of_a_public_vacancy_is_approved_again(firm: Firm) -> None:
    answer = firm.post("edit_vacancy", firm.vacancy.pk, **POST)
    vacancy = Vacancy.objects.get()
    assert (answer.status_code, vacancy.state, vacancy.title) == (303, "submitted", "Thợ hàn")


def test_unchanged_vacancy_stays_public(firm: Firm) -> None:
    same = {
        "title": firm.vacancy.title,
        "openings": firm.vacancy.openings,
        "place": "Phường Đông Kinh, Lạng Sơn",
        "description": firm.vacancy.description,
        "wage_min": "8.000.000",
        "wage_max": "10.000.000",
        "contract_kind": firm.vacancy.contract_kind,
        "closes_on": firm.vacancy.closes_on.isoformat(),
    }
    assert firm.post("edit_vacancy", firm.vacancy.pk, **same).status_code == 303
    assert Vacancy.objects.get().state == "published"


@pytest.mark.parametrize(
    ("until", "event", "state"),
    [
        ("draft", "submit", "submitted"),
        ("published", "pause", "paused"),
        ("published", "fill", "filled"),
        ("published", "close", "closed"),
        ("published", "resume", "published"),
    ],
)
def test_event(firm: Firm, until: str, event: str, state: str) -> None:
    vacancy = make_vacancy(firm.employer, until=until)
    assert firm.post("vacancy_act", vacancy.pk, viec=event).status_code == 303
    assert Vacancy.objects.get().state == state


@pytest.mark.parametrize("event", ["", "publish", "return", "review", "expire"])
def test_events_of_the_centre_are_not_there(firm: Firm, event: str) -> None:
    vacancy = make_vacancy(firm.employer, until="submitted")
    assert firm.post("vacancy_act", vacancy.pk, viec=event).status_code == 404
    assert Vacancy.objects.get().state == "submitted"


def test_candidates_have_reasons_and_no_name(firm: Firm) -> None:
    assert firm.person
    page = firm.get("vacancy", firm.vacancy.pk).content.decode()
    assert "Người phù hợp (1)" in page
    assert "Ứng viên 1" in page
    assert [text for text in ("Lò Thị Kín", NUMBER) if text in page] == []


def test_people_sent_are_listed_by_name(firm: Firm) -> None:
    make_referral(firm.person, firm.vacancy)
    page = firm.get("vacancy", firm.vacancy.pk).content.decode()
    assert "Hồ sơ đã nhận (1)" in page
    assert "Lò Thị Kín" in page
    assert "Người phù hợp (0)" in page
