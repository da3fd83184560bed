"""An employer registers, sees what waits, corrects the particulars."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from sanviec.apps.employers.models import Employer, EmployerContact
from tests.apps.factories import make_centre, make_user
from tests.web.factories import account_of, make_referral, make_seeker

from .conftest import Firm

ANSWERS = {
    "name": "Công ty Hồi",
    "tax_code": "0100109106",
    "kind": "private",
    "place": "dong dang, lang son",
    "contact_name": "Phòng nhân sự",
    "phone": "0912 345 678",
}


@pytest.fixture
def fresh(db: None, sign_in: Callable[..., Client]) -> Client:
    """Somebody who has just signed up, in a country with one centre."""
    make_centre()
    return sign_in(make_user())


def test_registration_waits_to_be_verified(fresh: Client) -> None:
    answer = fresh.post("/nha-tuyen-dung/dang-ky/", ANSWERS)
    employer = Employer.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, "/nha-tuyen-dung/")
    assert (employer.state, EmployerContact.objects.count()) == ("submitted", 1)
    page = fresh.get("/nha-tuyen-dung/").content.decode()
    assert "Tin chỉ được đăng sau khi trung tâm xác minh." in page


@pytest.mark.parametrize(
    ("changes", "expected", "field"),
    [
        ({"place": "ha noi"}, "Chưa có trung tâm nào của Hà Nội", "place"),
        ({"tax_code": "1"}, "Mã số thuế chưa đúng.", "tax_code"),
        ({"contact_name": ""}, "Hãy điền “Người liên hệ”.", "contact_name"),
        ({"name": "x" * 300}, "Hãy viết ngắn lại, nhiều nhất 250 ký tự.", "name"),
    ],
)
def test_wrong_answers_come_back(
    fresh: Client, changes: dict[str, str], expected: str, field: str
) -> None:
    answer = fresh.post("/nha-tuyen-dung/dang-ky/", ANSWERS | changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert expected in page
    assert f'href="#id_{field}"' in page
    assert Employer.objects.count() == 0


def test_nobody_verifies_themselves(fresh: Client) -> None:
    forged = {"state": "verified", "verified_at": "2026-01-01", "centre": "x"}
    fresh.post("/nha-tuyen-dung/dang-ky/", ANSWERS | forged)
    assert Employer.objects.get().state == "submitted"


def test_person_with_a_file_is_no_employer(sign_in: Callable[..., Client], db: None) -> None:
    client = sign_in(account_of(make_seeker()))
    assert client.get("/nha-tuyen-dung/dang-ky/").status_code == 404
    assert client.post("/nha-tuyen-dung/dang-ky/", ANSWERS).status_code == 404


def test_first_page_shows_who_waits_for_an_answer(firm: Firm) -> None:
    make_referral(firm.person, firm.vacancy)
    page = firm.get("home").content.decode()
    assert "Chờ bạn trả lời (1)" in page
    assert "Lò Thị Kín – Công nhân may" in page
    assert "1 hồ sơ chờ, đã tuyển 0/1" in page
    assert "Có ứng viên mới cho Công nhân may." in page


def test_name_is_unknown_until_the_person_agreed(firm: Firm) -> None:
    for until in ("proposed", "agreed"):
        referral = make_referral(
            make_seeker(firm.employer.centre, full_name="Lò Thị Kín"), firm.vacancy, until=until
        )
        assert "Lò Thị Kín" not in firm.get("home").content.decode()
        assert "Lò Thị Kín" not in firm.get("vacancy", firm.vacancy.pk).content.decode()
        assert firm.get("referral", referral.pk).status_code == 404


def test_particulars_are_corrected(firm: Firm) -> None:
    own = {"name": firm.employer.name, "tax_code": firm.employer.tax_code}
    answer = firm.post("profile", **(ANSWERS | own | {"address": "Số 5"}))
    assert answer.status_code == 303
    assert Employer.objects.get().address == "Số 5"


def test_verified_name_is_changed_at_the_centre_only(firm: Firm) -> None:
    answer = firm.post("profile", **ANSWERS)
    assert answer.status_code == 422
    assert Employer.objects.get().name == firm.employer.name
