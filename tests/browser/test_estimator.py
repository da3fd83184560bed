"""The estimator on a phone and a wide screen, by keyboard, and with scripts switched off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.ground.browser import accessibility_violations, horizontal_overflow_px, screenshot

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/tro-cap-that-nghiep/uoc-tinh/"


def assert_good(page: Any, name: str) -> None:
    assert accessibility_violations(page) == []
    assert horizontal_overflow_px(page) == 0
    screenshot(page, name)


def go_on(page: Any) -> None:
    page.get_by_role("button", name="Tiếp tục").click()


def choose(page: Any, label: str) -> None:
    page.get_by_label(label, exact=True).check()
    go_on(page)


def fill(page: Any, label: str, text: str) -> None:
    page.get_by_label(label).fill(text)
    go_on(page)


def left_on() -> str:
    """Give a day of last week as people write it."""
    return (timezone.localdate() - timedelta(days=7)).strftime("%d/%m/%Y")


def answer_up_to_the_wage(page: Any) -> None:
    fill(page, "Ngày nghỉ việc", left_on())
    choose(page, "Hết hạn hợp đồng, hoặc đã làm xong việc")
    choose(page, "Chưa đủ tuổi hoặc chưa đủ năm đóng để nhận lương hưu")
    choose(page, "Có ngày hết hạn, từ 12 tháng trở lên")
    fill(page, "Số tháng đã đóng", "4 năm 6 tháng")
    fill(page, "Số tháng có đóng trong khoảng đó", "18")
    page.get_by_role("radio").first.check()
    go_on(page)


def test_a_phone_comes_from_the_first_page_to_the_answer(phone: Any, live_server: Any) -> None:
    phone.goto(f"{live_server.url}/")
    phone.get_by_role("link", name="Vừa nghỉ việc?").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Bạn nghỉ việc ngày nào?")
    assert_good(phone, "estimator-first-phone")
    go_on(phone)
    expect(phone.get_by_role("alert")).to_contain_text("Hãy điền “Ngày nghỉ việc”")
    assert_good(phone, "estimator-error-phone")
    answer_up_to_the_wage(phone)
    assert_good(phone, "estimator-wage-phone")
    fill(phone, "Lương đóng bảo hiểm", "11 triệu")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("6.600.000 đồng một tháng")
    expect(phone.get_by_text("Ngày cuối cùng để nộp hồ sơ")).to_be_visible()
    assert phone.url == f"{live_server.url}{ADDRESS}"
    assert_good(phone, "estimator-result-phone")
    phone.get_by_text("Vì sao? Cách tính từng bước").click()
    expect(
        phone.get_by_text("Bảo lưu 6 tháng: 54 tháng đóng trừ 4 tháng hưởng × 12.")
    ).to_be_visible()
    assert_good(phone, "estimator-why-phone")


def test_a_changed_answer_changes_the_result(page: Any, live_server: Any) -> None:
    page.goto(f"{live_server.url}{ADDRESS}")
    answer_up_to_the_wage(page)
    fill(page, "Lương đóng bảo hiểm", "60 triệu")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bạn làm việc ở đâu?")
    fill(page, "Nơi làm việc", "Xưởng may số 3")
    assert_good(page, "estimator-region-wide")
    page.get_by_role("button", name="Quay lại").click()
    expect(page.get_by_label("Nơi làm việc")).to_have_value("Xưởng may số 3")
    fill(page, "Nơi làm việc", "quan 1 tp hcm")
    expect(page.get_by_role("heading", level=1)).to_contain_text("26.550.000 đồng một tháng")
    assert_good(page, "estimator-result-wide")
    page.get_by_role("button", name="Sửa Cách nghỉ việc").click()
    choose(page, "Tôi tự ý nghỉ, không báo trước")
    expect(page.get_by_role("heading", level=1)).to_contain_text("chưa được hưởng trợ cấp")
    assert_good(page, "estimator-refused-wide")


def test_it_needs_no_script_and_no_mouse(browser: Any, live_server: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}{ADDRESS}")
    page.get_by_label("Ngày nghỉ việc").focus()
    page.keyboard.type(left_on())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bạn nghỉ việc vì sao?")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bạn có lương hưu chưa?")
    context.close()
