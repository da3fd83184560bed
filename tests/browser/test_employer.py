"""Each page of an employer and of those who manage, at both widths."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from sanviec.apps.imports.services import run_preview
from sanviec.apps.platform.enums import Role
from sanviec.apps.referrals.links import AnswerLink, SentTo, sign_link
from sanviec.apps.referrals.models import Referral
from tests.apps.factories import NOW
from tests.browser.gallery import entered, faults_of
from tests.ground.browser import PHONE
from tests.web.factories import make_vacancy
from tests.web.ground import Ground, make_ground

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ground(monkeypatch: pytest.MonkeyPatch) -> Ground:
    """An employer with a file to answer and people to invite, at one instant."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_ground()


def test_every_page_of_an_employer(visitor: Any, live_server: Any, ground: Ground) -> None:
    draft = make_vacancy(ground.employer, title="Thợ may mẫu", until="draft")
    assert ground.candidate
    page = entered(visitor, live_server.url, ground.account(Role.EMPLOYER))
    pages = [
        ("employer-referral", f"/nha-tuyen-dung/ho-so/{ground.referral.pk}/"),
        ("employer-home", "/nha-tuyen-dung/"),
        ("employer-profile", "/nha-tuyen-dung/thong-tin/"),
        ("employer-new-vacancy", "/nha-tuyen-dung/tin/moi/"),
        ("employer-vacancy", f"/nha-tuyen-dung/tin/{ground.vacancy.pk}/"),
        ("employer-draft", f"/nha-tuyen-dung/tin/{draft.pk}/"),
        ("employer-edit-vacancy", f"/nha-tuyen-dung/tin/{draft.pk}/sua/"),
        ("employer-inbox", "/toi/tin-bao/"),
    ]
    assert faults_of(page, live_server.url, pages) == []


def test_number_and_answer_between_two_interviews(
    visitor: Any, live_server: Any, ground: Ground
) -> None:
    referral = ground.referral
    phone = entered(visitor, live_server.url, ground.account(Role.EMPLOYER), PHONE)
    phone.goto(f"{live_server.url}/nha-tuyen-dung/ho-so/{referral.pk}/")
    phone.get_by_role("button", name="hiện số điện thoại").click()
    expect(phone.get_by_role("link", name=ground.number)).to_have_attribute(
        "href", f"tel:{ground.number}"
    )
    phone.get_by_text("Không chọn").first.click()
    phone.get_by_label("Chưa thống nhất được mức lương").check()
    with phone.expect_navigation():
        phone.get_by_role("button", name="Không chọn").click()
    assert Referral.objects.get(pk=referral.pk).state == "not_selected"
    expect(phone.locator("main")).not_to_contain_text("•••")


def test_link_of_a_letter_opens_the_answer(visitor: Any, live_server: Any, ground: Ground) -> None:
    """The whole way in a real browser: its referrer policy must not hide where the form is from."""
    link = AnswerLink(ground.referral.pk, SentTo.EMAIL, ground.employer.pk)
    path = reverse("web:employer:answer", args=[sign_link(link, now=NOW)])
    old = reverse("web:employer:answer", args=[sign_link(link, now=NOW - timedelta(days=9))])
    page = visitor(size=PHONE)
    pages = [("link-answer", path), ("link-expired", old), ("link-cut", path[:60] + "/")]
    assert faults_of(page, live_server.url, pages) == []
    page.watch.forgive("status of 410")
    page.watch.forgive("status of 404")
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}{path}")
    expect(page.locator("main")).not_to_contain_text(ground.number)
    page.get_by_text("Không chọn").first.click()
    page.get_by_label("Chưa thống nhất được mức lương").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Không chọn").click()
    assert Referral.objects.get(pk=ground.referral.pk).state == "not_selected"
    assert faults_of(page, live_server.url, [("link-over", path)]) == []


def test_every_page_of_those_who_manage(visitor: Any, live_server: Any, ground: Ground) -> None:
    run_preview(str(ground.run.pk), now=NOW)
    page = entered(visitor, live_server.url, ground.account(Role.DEPARTMENT))
    pages = [
        ("manage-figures", "/quan-ly/"),
        ("manage-wrong-period", "/quan-ly/?first=2026-12-01&last=2026-11-01"),
        ("manage-journal", "/quan-ly/nhat-ky/"),
        ("manage-members", "/quan-ly/can-bo/"),
        ("manage-imports", "/quan-ly/nhap-tep/"),
        ("manage-upload", "/quan-ly/nhap-tep/moi/"),
        ("manage-import", f"/quan-ly/nhap-tep/{ground.run.pk}/"),
    ]
    assert faults_of(page, live_server.url, pages) == []
