"""Each page of a person at home, at both widths."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from sanviec.apps.jobseekers.services import reveal_contact
from sanviec.apps.platform.enums import Role
from sanviec.apps.referrals.enums import ReferralOrigin
from sanviec.apps.referrals.models import Referral
from tests.apps.factories import NOW, make_staff, make_user
from tests.browser.gallery import entered, faults_of
from tests.ground.browser import PHONE
from tests.web.factories import make_referral, make_vacancy
from tests.web.ground import Ground, make_ground

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ground(monkeypatch: pytest.MonkeyPatch) -> Ground:
    """A person with an application, a proposal and a message, at one instant."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_ground()


def proposed_to(ground: Ground) -> Referral:
    """A vacancy of an employer who would like to meet the person."""
    vacancy = make_vacancy(ground.employer, title="Thợ may mẫu")
    origin = ReferralOrigin.EMPLOYER
    return make_referral(ground.person, vacancy, until="proposed", origin=origin)


def test_every_page_of_a_person(visitor: Any, live_server: Any, ground: Ground) -> None:
    user, asked = ground.account(Role.JOBSEEKER), proposed_to(ground)
    officer = make_staff(Role.COUNSELLOR, ground.centre).actor
    facts: dict[str, Any] = {"fields": ("phone",), "reason": "Hẹn phỏng vấn", "now": NOW}
    reveal_contact(jobseeker=ground.person, actor=officer, **facts)
    page = entered(visitor, live_server.url, user)
    pages = [
        ("person-home", "/toi/"),
        ("person-inbox", "/toi/tin-bao/"),
        ("person-profile", "/toi/ho-so/"),
        ("person-matches", "/toi/viec/"),
        ("person-why", f"/toi/viec/{ground.other_vacancy.pk}/"),
        ("person-application", f"/toi/gioi-thieu/{ground.referral.pk}/"),
        ("person-proposal", f"/toi/gioi-thieu/{asked.pk}/"),
        ("person-data", "/toi/du-lieu/"),
    ]
    assert faults_of(page, live_server.url, pages) == []


def test_pages_before_there_is_a_file(visitor: Any, live_server: Any, ground: Ground) -> None:
    page = entered(visitor, live_server.url, make_user())
    pages = [
        ("welcome", "/toi/"),
        ("person-register", "/toi/dang-ky/"),
        ("employer-register", "/nha-tuyen-dung/dang-ky/"),
    ]
    assert faults_of(page, live_server.url, pages) == []


def test_no_on_a_phone_asks_for_a_reason(visitor: Any, live_server: Any, ground: Ground) -> None:
    user, asked = ground.account(Role.JOBSEEKER), proposed_to(ground)
    phone = entered(visitor, live_server.url, user, PHONE)
    phone.goto(f"{live_server.url}/toi/")
    with phone.expect_navigation():
        phone.get_by_role("button", name="Trung tâm gợi ý cho bạn một việc").first.click()
    phone.get_by_text("Tôi không nhận việc này").click()
    no = phone.get_by_role("button", name="Không nhận việc này")
    with phone.expect_navigation():
        no.click()
    expect(phone.get_by_role("link", name="Hãy chọn “Lý do”.")).to_be_visible()
    phone.watch.forgive("422")
    phone.get_by_label("Xa nhà").check()
    with phone.expect_navigation():
        no.click()
    expect(phone.locator("main")).to_contain_text("Đã ghi nhận bạn không nhận việc này.")
    assert Referral.objects.get(pk=asked.pk).state == "declined"
