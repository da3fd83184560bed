"""The pages of the weights at both widths, and an adoption."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from sanviec.apps.platform.enums import Role
from sanviec.apps.weights.selectors import weights_in_force
from tests.apps.factories import NOW, make_staff
from tests.apps.weights.planted import adopt, propose
from tests.browser.gallery import entered, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATH = "/quan-ly/trong-so/"


@pytest.fixture(autouse=True)
def _then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def test_pages_at_both_widths(visitor: Any, live_server: Any) -> None:
    version = adopt(propose())
    waiting = propose()
    page = entered(visitor, live_server.url, make_staff(Role.MINISTRY).user)
    pages = [
        ("weights", PATH),
        ("weights-adopted", f"{PATH}{version.pk}/"),
        ("weights-proposed", f"{PATH}{waiting.pk}/"),
    ]
    assert faults_of(page, live_server.url, pages) == []


def test_a_second_person_adopts(visitor: Any, live_server: Any) -> None:
    version = propose()
    page = entered(visitor, live_server.url, make_staff(Role.MINISTRY).user)
    page.goto(f"{live_server.url}{PATH}{version.pk}/")
    title = "Áp dụng bảng điểm này cho mọi trung tâm"
    page.locator("summary", has_text=title).click()
    page.get_by_label("Tôi đã đọc kết quả kiểm tra").first.check()
    page.locator("#id_AdoptForm-reason").fill("Tốt hơn trên người để riêng")
    page.get_by_role("button", name=title).click()
    expect(page.get_by_text("Từ nay xếp hạng theo bảng điểm này.")).to_be_visible()
    assert weights_in_force().version == version
