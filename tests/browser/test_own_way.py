"""People who help themselves: a jobseeker on an old phone, an employer who posts and invites."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform import audit
from sanviec.apps.platform.enums import Role
from sanviec.apps.referrals.models import Referral
from sanviec.apps.vacancies.models import Vacancy
from tests.apps.factories import make_centre, make_seeker, make_staff
from tests.browser.stage import PASSWORD, looked_at, sewing_firm, sewing_vacancy, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _sign_up(page: Page, site: str, username: str) -> None:
    page.goto(f"{site}/tai-khoan/signup/")
    page.fill("input[name=username]", username)
    for field in ("password1", "password2"):
        page.fill(f"input[name={field}]", PASSWORD)
    looked_at(page, "sign-up")
    with page.expect_navigation(url=re.compile(r"/toi/$")):
        page.keyboard.press("Enter")


def test_a_jobseeker_without_diacritics_finds_and_applies(
    phone: Page, page: Page, live_server: Any
) -> None:
    centre = make_centre("LS")
    counsellor = make_staff(Role.COUNSELLOR, centre).user
    counsellor.set_password(PASSWORD)
    counsellor.save(update_fields=["password"])
    employer, _contact = sewing_firm(centre)
    sewing_vacancy(employer, "Công nhân may công nghiệp")
    site = live_server.url

    # Search first, without an account.
    phone.goto(site)
    phone.locator("input[name=q]").first.fill("cong nhan may lang son 8tr")
    with phone.expect_navigation():
        phone.keyboard.press("Enter")
    expect(phone.locator("main")).to_contain_text("Công nhân may công nghiệp")
    expect(phone.locator("main")).to_contain_text("Lạng Sơn")
    looked_at(phone, "search")

    # Then register with the same short card as at the counter.
    _sign_up(phone, site, "hoa1998")
    phone.get_by_role("link", name=re.compile("Tôi tìm việc")).click()
    answers = {
        "full_name": "Lo Thi Mau",
        "birth": "1998",
        "residence": "dong kinh lang son",
        "phone": "0912345679",
        "wished_titles": "cong nhan may",
    }
    for name, answer in answers.items():
        phone.fill(f"input[name={name}]", answer)
    for box in ("allow_matching", "allow_contact"):
        phone.check(f"input[name={box}]")
    with phone.expect_navigation(url=re.compile(r"/toi/viec/$")):
        phone.get_by_role("button", name="Xem việc hợp với tôi").click()
    looked_at(phone, "my-matches")
    phone.get_by_role("link", name=re.compile("Vì sao phù hợp")).first.click()
    expect(phone.locator("main")).to_contain_text("Đúng nghề")
    looked_at(phone, "why")
    with phone.expect_navigation():
        phone.get_by_role("button", name=re.compile("Ứng tuyển")).first.click()
    expect(phone.locator("main")).to_contain_text("Đã gửi doanh nghiệp")
    looked_at(phone, "my-application")

    # A counsellor looks at the number; the person sees that somebody did.
    person = Jobseeker.objects.get()
    sign_in(page, site, counsellor.username)
    page.goto(f"{site}/quay/nguoi/{person.pk}/")
    page.get_by_role("button", name=re.compile("^hiện")).first.click()
    expect(page.locator("body")).to_contain_text("0912345679")
    phone.goto(f"{site}/toi/du-lieu/")
    expect(phone.locator("main")).to_contain_text("Tư vấn viên")
    looked_at(phone, "my-data")
    assert list(audit.verify()) == []


def test_an_employer_posts_and_invites_without_seeing_names(
    phone: Page, page: Page, live_server: Any
) -> None:
    centre = make_centre("LS")
    approver = make_staff(Role.APPROVER, centre).user
    approver.set_password(PASSWORD)
    approver.save(update_fields=["password"])
    sewing_firm(centre)
    seeker = make_seeker(centre, full_name="Hứa Thị Kín", wished_titles=("công nhân may",))
    site = live_server.url

    sign_in(phone, site, "nhan-su")
    phone.goto(f"{site}/nha-tuyen-dung/tin/moi/")
    looked_at(phone, "employer-new-vacancy")
    phone.fill("input[name=title]", "Công nhân may áo khoác")
    phone.fill("input[name=place]", "phuong dong kinh, lang son")
    phone.fill("input[name=wage_min]", "8 triệu")
    phone.fill("textarea[name=description]", "May áo khoác xuất khẩu.")
    with phone.expect_navigation():
        phone.get_by_role("button", name="Lưu và gửi duyệt").click()
    vacancy = Vacancy.objects.get()
    assert vacancy.state == "submitted"

    sign_in(page, site, approver.username)
    page.goto(f"{site}/quay/tin/{vacancy.pk}/")
    looked_at(page, "desk-vacancy")
    with page.expect_navigation():
        page.get_by_role("button", name="Đăng tin").click()

    phone.goto(f"{site}/nha-tuyen-dung/tin/{vacancy.pk}/")
    expect(phone.locator("main")).to_contain_text("Ứng viên 1")
    expect(phone.locator("main")).not_to_contain_text("Hứa Thị Kín")
    looked_at(phone, "employer-vacancy")
    with phone.expect_navigation():
        phone.get_by_role("button", name="Mời ứng viên 1").click()
    referral = Referral.objects.get(jobseeker=seeker)
    assert (referral.state, referral.origin) == ("proposed", "employer")
    # Before the person agrees even the direct address shows nothing.
    phone.goto(f"{site}/nha-tuyen-dung/ho-so/{referral.pk}/")
    expect(phone.locator("main")).not_to_contain_text("Hứa Thị Kín")
    phone.watch.forgive("404")
