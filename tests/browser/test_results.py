"""A firm enters results on a phone of 360 px; the session manager closes the figures."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from sanviec.apps.exchanges.models import Interview
from sanviec.apps.platform.enums import Role
from tests.apps.exchanges.factories import make_interview, make_participant
from tests.apps.factories import NOW
from tests.browser.gallery import entered, faults_of
from tests.ground.browser import PHONE
from tests.web.ground import Ground, make_ground

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ground(monkeypatch: pytest.MonkeyPatch) -> Ground:
    """A session with open doors; two people have an appointment, one sits in the hall."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    ground = make_ground()
    second = make_participant(ground.running_session, state="attended", queue_no=2)
    make_interview(second, ground.running_stand, slot=3)
    make_participant(ground.running_session, state="attended", queue_no=31)
    return ground


def test_a_firm_enters_results_on_its_phone(visitor: Any, live_server: Any, ground: Ground) -> None:
    page = entered(visitor, live_server.url, ground.account(Role.EMPLOYER), PHONE)
    page.goto(f"{live_server.url}/nha-tuyen-dung/")
    page.get_by_role("link", name="Phiên giao dịch việc làm thứ Năm").click()
    page.get_by_role("link", name="Số 1").click()
    page.get_by_role("button", name="Nhận ngay").click()
    expect(page.get_by_text("Đã ghi số 1: Nhận ngay tại phiên.")).to_be_visible()
    # By keyboard: a reason is two presses away.
    page.get_by_role("link", name="Số 2").press("Enter")
    page.locator("summary", has_text="Chưa phù hợp").press("Enter")
    page.get_by_role("button", name="Thiếu kinh nghiệm").press("Enter")
    expect(page.get_by_text("Đã ghi số 2: Chưa phù hợp.")).to_be_visible()
    page.get_by_label("Số thứ tự trên vé").fill("31")
    page.get_by_role("button", name="Mở phiếu của người này").click()
    page.get_by_role("button", name="Đạt").click()
    # A wrong tap is put right.
    page.get_by_role("link", name="Số 1", exact=False).first.click()
    page.get_by_role("button", name="Đạt").click()
    expect(page.get_by_text("Đã ghi số 1: Đạt, chờ bước tiếp.")).to_be_visible()
    results = Interview.objects.order_by("participant__queue_no").values_list("result", flat=True)
    assert list(results) == ["passed", "not_suitable", "passed"]


def test_pages_of_results_are_sound(visitor: Any, live_server: Any, ground: Ground) -> None:
    page = entered(visitor, live_server.url, ground.account(Role.EMPLOYER))
    firm = "/nha-tuyen-dung/phien"
    pages = [
        ("results-table", f"{firm}/gian/{ground.running_stand.pk}/ket-qua/"),
        ("results-person", f"{firm}/phong-van/{ground.running_interview.pk}/ket-qua/"),
    ]
    assert faults_of(page, live_server.url, pages) == []
    page = entered(visitor, live_server.url, ground.account(Role.APPROVER))
    desk = [("results-session", f"/quay/phien/{ground.running_session.pk}/ket-qua/")]
    assert faults_of(page, live_server.url, desk) == []
