"""A session from its draft to its closed figures, each step by whoever takes it, by the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page, expect

from sanviec.apps.exchanges.enums import SessionState
from sanviec.apps.exchanges.models import ExchangeSession, SessionReport
from sanviec.apps.platform.enums import Role
from tests.apps.factories import NOW
from tests.browser.gallery import entered
from tests.ground.browser import DESK, PHONE, accessibility_violations, horizontal_overflow_px
from tests.web.ground import Ground, make_ground

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Phiên giao dịch việc làm tháng Mười Một"
# Thursday of that week, 07:00 in Việt Nam: an hour before the doors.
MORNING = datetime(2026, 11, 26, 0, 0, tzinfo=NOW.tzinfo)
ONE_EACH = (
    "employers",
    "registered",
    "registered_self",
    "attended",
    "interviews_planned",
    "interviews_held",
    "interviewed",
    "passed",
    "hired",
    "introductions",
)


@dataclass
class Centre:
    """The ground, its people at the site, and the hour that the test says it is."""

    ground: Ground
    visitor: Any
    site: str
    clock: list[datetime]

    def enters(self, role: Role, size: dict[str, int] = DESK) -> Page:
        page: Page = entered(self.visitor, self.site, self.ground.account(role), size)
        return page

    def opens(self, page: Page, name: str, session: ExchangeSession) -> None:
        page.goto(self.site + reverse(f"web:{name}", args=[session.pk]))


@pytest.fixture
def centre(visitor: Any, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Centre:
    """A centre with one firm that recruits and one person who looks for work."""
    clock = [NOW]
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock[0])
    ground = make_ground()
    with transaction.atomic():
        assert ground.person.centre_id == ground.vacancy.employer.centre_id
    return Centre(ground, visitor, live_server.url, clock)


def pressed(page: Page, name: str, says: str) -> None:
    """Press a button and read that it was done."""
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text(says).first).to_be_visible()


def drafted(centre: Centre, manager: Page) -> ExchangeSession:
    """The manager writes a session down and sends it to be approved."""
    manager.goto(centre.site + reverse("web:desk:new_session"))
    manager.get_by_label("Tên phiên").fill(TITLE)
    manager.get_by_label("Ngày tổ chức").fill("2026-11-26")
    manager.get_by_label("Giờ bắt đầu").fill("08:00")
    manager.get_by_label("Giờ kết thúc").fill("11:00")
    manager.get_by_label("Địa điểm").fill("Hội trường trung tâm")
    pressed(manager, "Lưu phiên", "Đã lập phiên số")
    pressed(manager, "Trình duyệt", "Đã cập nhật phiên.")
    assert manager.get_by_role("button", name="Duyệt", exact=True).count() == 0
    return ExchangeSession.objects.get(title=TITLE)


def published(centre: Centre, session: ExchangeSession) -> None:
    """Somebody else approves it and opens its registration."""
    approver = centre.enters(Role.APPROVER)
    centre.opens(approver, "desk:session", session)
    pressed(approver, "Duyệt", "Đã cập nhật phiên.")
    pressed(approver, "Mở đăng ký", "Đã cập nhật phiên.")


def firm_confirmed(centre: Centre, manager: Page, session: ExchangeSession) -> None:
    """The firm is asked, gets a stand and brings a vacancy."""
    firm = centre.ground.firm_name
    centre.opens(manager, "desk:session_stands", session)
    manager.get_by_label("Tên hoặc mã số thuế").fill(firm)
    manager.get_by_role("button", name="Tìm", exact=True).click()
    pressed(manager, f"Mời {firm}", f"Đã mời {firm}.")
    manager.get_by_role("link", name=firm).click()
    pressed(manager, "Nhận gian", "Đã cập nhật gian.")
    manager.locator("summary", has_text="Thêm hoặc đổi vị trí tuyển").click()
    pressed(manager, "Mang vị trí này đến phiên", "Đã cập nhật vị trí tuyển.")


def registered(centre: Centre, session: ExchangeSession) -> None:
    """The person finds the session in the public calendar and registers on a phone."""
    phone = centre.enters(Role.JOBSEEKER, PHONE)
    centre.opens(phone, "session", session)
    phone.get_by_role("link", name="Đăng ký tham gia, miễn phí").click()
    phone.get_by_role("button", name="Đăng ký phiên này").click()
    expect(phone.get_by_role("img", name="Mã vé để soát ở cửa")).to_be_visible()


def opened(centre: Centre, session: ExchangeSession) -> None:
    """On the day the manager announces the plan and opens the doors."""
    manager = centre.enters(Role.SESSION_MANAGER)
    centre.opens(manager, "desk:session_schedule", session)
    pressed(manager, "Công bố lịch và báo cho người có thay đổi", "Đã công bố 1 cuộc phỏng vấn")
    centre.opens(manager, "desk:session", session)
    pressed(manager, "Mở cửa phiên", "Đã cập nhật phiên.")


def let_in(centre: Centre, session: ExchangeSession) -> None:
    """Somebody without a ticket is found by name at the door."""
    door = centre.enters(Role.RECEPTIONIST)
    centre.opens(door, "day:door", session)
    code = door.get_by_label("Mã vé")
    code.fill("không phải vé")
    code.press("Enter")
    expect(door.locator(".sv-verdict")).to_contain_text("Không tìm thấy người này")
    # A scanner would type the next code behind this one.
    expect(code).to_have_value("")
    door.get_by_label("Quên vé").fill(centre.ground.person_name)
    found = door.locator("#tim-thay").get_by_role("button", name="Cho vào")
    found.click()
    expect(door.locator(".sv-verdict")).to_contain_text(centre.ground.person_name)


def taken_on(centre: Centre) -> None:
    """The firm says so at its table."""
    phone = centre.enters(Role.EMPLOYER, PHONE)
    phone.goto(centre.site + reverse("web:employer:home"))
    phone.get_by_role("link", name=TITLE).first.click()
    phone.get_by_role("link", name="Số 1", exact=False).first.click()
    assert (accessibility_violations(phone), horizontal_overflow_px(phone)) == ([], 0)
    pressed(phone, "Nhận ngay", "Đã ghi số 1: Nhận ngay tại phiên.")


def closed(centre: Centre, session: ExchangeSession) -> Page:
    """The manager sends everybody home and closes the figures."""
    manager = centre.enters(Role.SESSION_MANAGER)
    centre.opens(manager, "desk:session_results", session)
    pressed(manager, "Tan phiên", "Đã tan phiên.")
    expect(manager.get_by_text("Không thiếu kết quả nào.")).to_be_visible()
    manager.get_by_text("Chốt số liệu", exact=True).click()
    pressed(manager, "Chốt và giữ báo cáo", "Đã chốt số liệu.")
    return manager


def test_a_session_from_its_draft_to_its_report(centre: Centre) -> None:
    manager = centre.enters(Role.SESSION_MANAGER)
    session = drafted(centre, manager)
    published(centre, session)
    firm_confirmed(centre, manager, session)
    registered(centre, session)
    centre.clock[0] = MORNING
    opened(centre, session)
    centre.clock[0] = MORNING + timedelta(hours=1, minutes=10)
    let_in(centre, session)
    taken_on(centre)
    centre.clock[0] = MORNING + timedelta(hours=5)
    page = closed(centre, session)
    session.refresh_from_db()
    assert session.state == SessionState.CLOSED
    figures = SessionReport.objects.get(session=session, centre=None).figures
    counted = {row["code"]: row["value"] for row in figures["counters"]}
    assert {code: counted[code] for code in ONE_EACH} == dict.fromkeys(ONE_EACH, 1)
    assert figures["problems"] == []
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    assert download.value.path().read_bytes().startswith(b"PK")
