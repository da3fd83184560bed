"""What is kept about a person, what they allow, and who looked."""

from __future__ import annotations

import pytest

from sanviec.apps.jobseekers.models import Consent
from sanviec.apps.jobseekers.services import reveal_contact
from sanviec.apps.platform.enums import Role
from tests.apps.factories import NOW, make_staff

from .conftest import Own


def test_who_looked_is_told_with_the_reason(own: Own) -> None:
    assert "Chưa ai xem" in own.get("data").content.decode()
    officer = make_staff(Role.COUNSELLOR, own.person.centre)
    reveal_contact(
        jobseeker=own.person,
        fields=("phone",),
        reason="Hẹn phỏng vấn",
        actor=officer.actor,
        now=NOW,
    )
    page = own.get("data").content.decode()
    assert "09:00 23/11/2026: Tư vấn viên, Trung tâm" in page
    assert "Số điện thoại (Hẹn phỏng vấn)" in page
    assert officer.user.username not in page


def test_everything_can_be_taken_home(own: Own) -> None:
    answer = own.get("export")
    assert answer["Content-Disposition"].startswith("attachment")
    data = answer.json()
    assert data["number"] == own.person.number
    assert {"name": "phone", "title": "Số điện thoại", "value": "0912345678"} in data["file"]


@pytest.mark.parametrize(("answer", "count"), [("0", 0), ("1", 1)])
def test_consent_is_given_and_withdrawn(own: Own, answer: str, count: int) -> None:
    assert own.post("consent", muc_dich="messages", dong_y=answer).status_code == 303
    assert Consent.objects.in_force().filter(purpose="messages").count() == count


def test_unknown_purpose_is_not_there(own: Own) -> None:
    assert own.post("consent", muc_dich="sell", dong_y="1").status_code == 404
