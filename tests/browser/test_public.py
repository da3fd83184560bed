"""A jobseeker with a phone types without marks, corrects what was understood, opens a vacancy."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from sanviec.apps.vacancies.search_index import reset_index
from tests.apps.factories import make_centre, make_employer
from tests.ground.browser import (
    PHONE,
    accessibility_violations,
    horizontal_overflow_px,
    screenshot,
)
from tests.web.factories import make_vacancy

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "ke toan ha noi 10tr"
PATHS = (
    "/",
    "/viec-lam/ban-do/",
    "/viec-lam/?q=ke+toan+ha+noi+10tr",
    "/viec-lam/?q=ke+toan+ha+noi+16tr",
    "/viec-lam/?q=may+gan+nha",
    "/tro-cap-that-nghiep/uoc-tinh/",
    "/kiem-tra/",
    "/tro-giup/",
    "/du-lieu-ca-nhan/",
    "/tai-khoan/login/",
    "/tai-khoan/signup/",
    "/tai-khoan/password/reset/",
)


@pytest.fixture
def house(live_server: Any) -> str:
    """Bookkeepers wanted in two cities, and sewers; gives the address of the site."""
    reset_index()
    centre = make_centre(public_phone="024 3869 1401")
    firm = make_employer(centre, name="Công ty cổ phần Minh Phát")
    open_until = timezone.localdate() + timedelta(days=30)
    bookkeeper = {
        "occupation_code": "3313",
        "wage_min_vnd_month": 12_000_000,
        "wage_max_vnd_month": 15_000_000,
        "closes_on": open_until,
    }
    make_vacancy(firm, title="Kế toán tổng hợp", place_codes=["01"], **bookkeeper)
    make_vacancy(firm, title="Kế toán kho", place_codes=["31"], **bookkeeper)
    make_vacancy(firm, closes_on=open_until)
    return str(live_server.url)


def assert_good(page: Any) -> None:
    assert accessibility_violations(page) == []
    assert horizontal_overflow_px(page) == 0


def test_a_jobseeker_finds_a_vacancy_on_a_phone(phone: Any, house: str) -> None:
    phone.goto(house)
    assert_good(phone)
    phone.get_by_label("Bạn muốn tìm việc gì?").fill(WORDS)
    phone.keyboard.press("Enter")
    chips = phone.locator(".sv-chip")
    expect(chips).to_contain_text(["Kế toán viên", "Thành phố Hà Nội", "Lương từ 10 triệu"])
    expect(phone.get_by_role("heading", name="1 việc phù hợp")).to_be_visible()
    assert_good(phone)
    chips.filter(has_text="Thành phố Hà Nội").click()
    found = phone.get_by_role("heading", name="2 việc phù hợp")
    expect(found).to_be_focused()
    expect(phone).to_have_url(re.compile(r"bo=place:01"))
    expect(chips).to_have_count(2)
    phone.get_by_role("link", name="Kế toán kho").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Kế toán kho")
    expect(phone.get_by_role("link", name="Ứng tuyển việc này")).to_be_visible()
    posting = json.loads(phone.locator('script[type="application/ld+json"]').inner_text())
    assert posting["title"] == "Kế toán kho"
    assert_good(phone)
    screenshot(phone, "public-vacancy")


def test_going_back_shows_the_whole_page_again(phone: Any, house: str) -> None:
    phone.goto(f"{house}/viec-lam/?q=ke+toan+ha+noi+10tr")
    phone.locator(".sv-chip").filter(has_text="Thành phố Hà Nội").click()
    expect(phone.get_by_role("heading", name="2 việc phù hợp")).to_be_visible()
    phone.go_back()
    expect(phone.get_by_role("heading", name="1 việc phù hợp")).to_be_visible()
    expect(phone.get_by_label("Bạn muốn tìm việc gì?")).to_have_value(WORDS)


def test_everything_works_without_javascript(visitor: Any, house: str) -> None:
    plain = visitor(size=PHONE, java_script_enabled=False)
    plain.goto(house)
    plain.get_by_label("Bạn muốn tìm việc gì?").fill(WORDS)
    plain.get_by_role("button", name="Tìm việc").click()
    plain.locator(".sv-chip").filter(has_text="Thành phố Hà Nội").click()
    expect(plain.get_by_role("heading", name="2 việc phù hợp")).to_be_visible()
    plain.get_by_text("Lọc thêm").click()
    plain.get_by_role("link", name="Hải Phòng").click()
    expect(plain.locator(".sv-hit")).to_have_count(1)
    plain.get_by_role("link", name="Kế toán kho").click()
    plain.get_by_role("link", name="Ứng tuyển việc này").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Đăng ký")


def test_the_slash_key_leads_to_the_question(page: Any, house: str) -> None:
    page.goto(f"{house}/viec-lam/")
    page.keyboard.press("/")
    expect(page.get_by_label("Bạn muốn tìm việc gì?")).to_be_focused()


def test_pages_are_open_to_everybody(phone: Any, house: str) -> None:
    troubles = {}
    for path in PATHS:
        phone.goto(house + path)
        if found := [*accessibility_violations(phone), *["wide"] * horizontal_overflow_px(phone)]:
            troubles[path] = found
        # Playwright leaves empty style attributes on the fields of a page whose picture it took,
        # and htmx may not copy those: pictures are taken where nothing else is done.
        screenshot(phone, f"public-{re.sub(r'[^a-z0-9]+', '-', path).strip('-') or 'home'}")
    assert troubles == {}
