"""A director gives roles of the centre and takes them away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from sanviec.apps.centres.models import Membership
from sanviec.apps.platform.enums import Role
from tests.apps.factories import Staff, make_centre, make_staff, make_user

PATH = "/quan-ly/can-bo/"


@dataclass
class Office:
    """A director who is signed in, and a counsellor of the same centre."""

    director: Staff
    counsellor: Staff
    client: Client

    def membership(self, staff: Staff) -> Membership:
        """The one membership of somebody."""
        return Membership.objects.get(user=staff.user)


@pytest.fixture
def office(db: None, sign_in: Callable[..., Client]) -> Office:
    centre = make_centre()
    director = make_staff(Role.DEPARTMENT, centre)
    return Office(director, make_staff(Role.COUNSELLOR, centre), sign_in(director.user))


def test_people_of_the_centre_are_listed(office: Office) -> None:
    other = make_staff(Role.COUNSELLOR)
    page = office.client.get(PATH).content.decode()
    assert f"{office.counsellor.user.username} – Tư vấn viên" in page
    assert other.user.username not in page


def test_role_is_given_to_an_account(office: Office) -> None:
    user = make_user("le.van.moi")
    answer = office.client.post(PATH, {"username": "le.van.moi", "role": "receptionist"})
    membership = Membership.objects.get(user=user)
    assert answer.status_code == 303
    assert (membership.role, membership.centre_id) == (
        "receptionist",
        office.director.actor.centre_id,
    )


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"username": "khong.co", "role": "receptionist"}, "Không có tài khoản nào với tên này."),
        ({"username": "", "role": "receptionist"}, "Hãy điền “Tên đăng nhập của cán bộ”."),
        ({"username": "le.van.moi", "role": "administrator"}, "Hãy chọn trong danh sách."),
        ({"username": "le.van.moi", "role": "department"}, "Hãy chọn trong danh sách."),
    ],
)
def test_wrong_answers_come_back(office: Office, answers: dict[str, str], expected: str) -> None:
    make_user("le.van.moi")
    answer = office.client.post(PATH, answers)
    assert answer.status_code == 422
    assert expected in answer.content.decode()
    assert Membership.objects.count() == 2


def test_role_is_taken_away_at_once(office: Office, sign_in: Callable[..., Client]) -> None:
    client = sign_in(office.counsellor.user)
    assert client.get("/quay/").status_code == 200
    mine = office.membership(office.counsellor)
    assert office.client.post(f"{PATH}{mine.pk}/rut/").status_code == 303
    assert client.get("/quay/").status_code == 404


def test_nobody_takes_away_their_own(office: Office) -> None:
    mine = office.membership(office.director)
    assert office.client.post(f"{PATH}{mine.pk}/rut/").status_code == 404
    assert Membership.objects.get(pk=mine.pk).is_active


def test_member_of_another_centre_is_not_there(office: Office) -> None:
    other = office.membership(make_staff(Role.COUNSELLOR))
    assert office.client.post(f"{PATH}{other.pk}/rut/").status_code == 404
    assert Membership.objects.get(pk=other.pk).is_active
