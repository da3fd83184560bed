"""The counter by keyboard, and each of its pages at both widths."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.enums import Role
from tests.apps.factories import NOW, citizen_id
from tests.browser.gallery import entered, faults_of
from tests.ground.browser import DESK, PHONE, accessibility_violations, horizontal_overflow_px
from tests.web.factories import make_referral, make_vacancy
from tests.web.ground import Ground, make_ground

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# A practised officer types about four letters a second; a minute holds 240 of them.
STROKES_IN_A_MINUTE = 240
CARD = {
    "full_name": "Lo Thi Mau",
    "birth": "27/3/1998",
    "residence": "dong kinh",
    "phone": "0912345678",
    "wished_titles": "cong nhan may",
    "wage": "8",
    "experience_months": "2 nam",
}


@pytest.fixture
def ground(monkeypatch: pytest.MonkeyPatch) -> Ground:
    """A centre with something on every page, at the instant of the tests' objects."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_ground()


class Keyboard:
    """Types as an officer does and counts the strokes."""

    def __init__(self, page: Any) -> None:
        self.page, self.strokes = page, 0

    def write(self, text: str) -> None:
        """Type into whatever has the focus."""
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def press(self, key: str, times: int = 1) -> None:
        """Press one key, some times."""
        for _time in range(times):
            self.page.keyboard.press(key)
        self.strokes += times

    def focused(self) -> str:
        """The name of the field that has the focus."""
        return str(self.page.evaluate("document.activeElement.name"))


def test_registration_by_keyboard_alone_takes_less_than_a_minute(
    visitor: Any, live_server: Any, ground: Ground
) -> None:
    page = entered(visitor, live_server.url, ground.account(Role.RECEPTIONIST))
    assert make_vacancy(ground.employer)
    page.goto(f"{live_server.url}/quay/nguoi/moi/")
    keys = Keyboard(page)
    for name, answer in CARD.items():
        assert keys.focused() == name
        keys.write(answer)
        keys.press("Tab")
    # Both consents are asked aloud and ticked; nothing is ticked by itself.
    keys.press("Space")
    keys.press("Tab")
    keys.press("Space")
    with page.expect_navigation():
        keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lo Thi Mau")
    expect(page.locator(".sv-match")).to_have_count(1)
    assert keys.strokes < STROKES_IN_A_MINUTE / 2
    person = Jobseeker.objects.get()
    assert (person.residence_code, person.experience_months) == ("05977", 24)


def test_slash_finds_and_a_card_registers(visitor: Any, live_server: Any, ground: Ground) -> None:
    page = entered(visitor, live_server.url, ground.account(Role.RECEPTIONIST))
    page.goto(f"{live_server.url}/quay/")
    keys = Keyboard(page)
    keys.press("/")
    assert keys.focused() == "q"
    # What the scanner types, its Enter included.
    keys.write(f"{citizen_id(1998)}||Lò Thị Mẫu|27031998|Nữ|Phường Đông Kinh, Lạng Sơn|01012022")
    with page.expect_navigation():
        keys.press("Enter")
    with page.expect_navigation():
        page.get_by_role("button", name="Đăng ký theo thẻ vừa quét").press("Enter")
    expect(page.get_by_label("Họ và tên")).to_have_value("Lò Thị Mẫu")
    expect(page.get_by_label("Số định danh cá nhân")).to_be_visible()
    page.get_by_label("Muốn làm việc gì").fill("công nhân may")
    with page.expect_navigation():
        keys.press("Enter")
    assert Jobseeker.objects.get().sex == "female"


def test_people_are_found_while_typing(visitor: Any, live_server: Any, ground: Ground) -> None:
    assert ground.person
    page = entered(visitor, live_server.url, ground.account(Role.COUNSELLOR))
    page.goto(f"{live_server.url}/quay/")
    page.keyboard.press("/")
    page.keyboard.type("nong thi")
    expect(page.locator("#ket-qua a").first).to_have_text(ground.person_name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(ground.person_name)


def test_without_javascript_the_counter_works_the_same(
    visitor: Any, live_server: Any, ground: Ground
) -> None:
    assert ground.person
    assert ground.vacancy
    user = ground.account(Role.COUNSELLOR)
    page = entered(visitor, live_server.url, user, java_script_enabled=False)
    page.goto(f"{live_server.url}/quay/")
    page.get_by_label("Tìm người").fill(ground.person_name)
    page.get_by_role("button", name="Tìm").press("Enter")
    page.get_by_role("button", name="hiện số điện thoại").click()
    expect(page.locator("main")).to_contain_text(ground.number)
    page.get_by_role("link", name="Về hồ sơ").click()
    page.get_by_role("button", name="Giới thiệu").first.click()
    expect(page.locator("main")).to_contain_text(f"Đã giới thiệu {ground.person_name}")


def test_number_is_shown_in_place_and_focused(
    visitor: Any, live_server: Any, ground: Ground
) -> None:
    page = entered(visitor, live_server.url, ground.account(Role.COUNSELLOR))
    page.goto(f"{live_server.url}/quay/nguoi/{ground.person.pk}/")
    page.locator("#che-phone button").press("Enter")
    expect(page.locator("#che-phone")).to_have_text(ground.number)
    focused = page.evaluate("document.activeElement.textContent")
    assert focused.strip() == ground.number


def test_refused_form_moves_the_focus_to_its_errors(
    visitor: Any, live_server: Any, ground: Ground
) -> None:
    page = entered(visitor, live_server.url, ground.account(Role.RECEPTIONIST))
    page.goto(f"{live_server.url}/quay/nguoi/moi/")
    with page.expect_navigation():
        page.get_by_role("button", name="Đăng ký và xem việc phù hợp").press("Enter")
    assert "govuk-error-summary" in page.evaluate("document.activeElement.className")
    assert accessibility_violations(page) == []
    page.watch.forgive("422")


def test_every_page_of_the_counter(visitor: Any, live_server: Any, ground: Ground) -> None:
    started = make_referral(ground.candidate, ground.vacancy, until="started")
    hired = make_referral(ground.twin, ground.vacancy, until="hired")
    person, vacancy, employer = ground.document.jobseeker_id, ground.vacancy.pk, ground.employer.pk
    page = entered(visitor, live_server.url, ground.account(Role.APPROVER))
    pages = [
        ("desk-home", "/quay/"),
        ("desk-tasks", "/quay/viec/"),
        ("desk-people", "/quay/nguoi/?q=nong"),
        ("desk-nobody", "/quay/nguoi/?q=zzz"),
        ("desk-register", "/quay/nguoi/moi/"),
        ("desk-person", f"/quay/nguoi/{person}/"),
        ("desk-merged", f"/quay/nguoi/{ground.kept.pk}/"),
        ("desk-edit-person", f"/quay/nguoi/{person}/sua/"),
        ("desk-merge", f"/quay/nguoi/{person}/gop/"),
        ("desk-pair", f"/quay/nguoi/{person}/viec/{vacancy}/"),
        ("desk-referrals", "/quay/gioi-thieu/"),
        ("desk-referral", f"/quay/gioi-thieu/{ground.referral.pk}/"),
        ("desk-referral-hired", f"/quay/gioi-thieu/{hired.pk}/"),
        ("desk-referral-started", f"/quay/gioi-thieu/{started.pk}/"),
        ("desk-follow-up", f"/quay/theo-doi/{started.follow_ups.get().pk}/"),
        ("desk-employers", "/quay/doanh-nghiep/"),
        ("desk-new-employer", "/quay/doanh-nghiep/moi/"),
        ("desk-employer", f"/quay/doanh-nghiep/{employer}/"),
        ("desk-new-vacancy", f"/quay/doanh-nghiep/{employer}/tin-moi/"),
        ("desk-vacancies", "/quay/tin/"),
        ("desk-vacancy", f"/quay/tin/{vacancy}/"),
        ("desk-edit-vacancy", f"/quay/tin/{vacancy}/sua/"),
    ]
    assert faults_of(page, live_server.url, pages) == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_what_would_raise_a_score_unfolds_by_keyboard(
    visitor: Any, live_server: Any, ground: Ground, size: dict[str, int]
) -> None:
    vacancy = make_vacancy(ground.employer, certificates=["forklift"], title="Lái xe nâng")
    officer = ground.account(Role.COUNSELLOR)
    page = entered(visitor, live_server.url, officer, size)
    page.goto(live_server.url + reverse("web:desk:pair", args=[ground.person.pk, vacancy.pk]))
    change = page.get_by_text("Có thêm Chứng chỉ vận hành xe nâng")
    expect(change).to_be_hidden()
    page.locator(".sv-raise summary").focus()
    page.keyboard.press("Enter")
    expect(change).to_be_visible()
    assert accessibility_violations(page) == []
    assert horizontal_overflow_px(page) == 0
