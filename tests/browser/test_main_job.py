"""The main job, end to end, in a real browser: from the counter to the first day of work."""

from __future__ import annotations

import re
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry, OutboxMessage
from sanviec.apps.referrals.models import FollowUp, Referral
from tests.apps.factories import make_centre, make_staff
from tests.browser.stage import PASSWORD, looked_at, sewing_firm, sewing_vacancy, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def counter() -> dict[str, Any]:
    """A centre with a counsellor, an employer who signs in, and two vacancies."""
    centre = make_centre("LS")
    staff = make_staff(Role.COUNSELLOR, centre)
    staff.user.set_password(PASSWORD)
    staff.user.save(update_fields=["password"])
    employer, contact = sewing_firm(centre)
    titles = ("Công nhân may công nghiệp", "Thợ may mẫu")
    vacancies = [sewing_vacancy(employer, title) for title in titles]
    return {"staff": staff.user, "contact": contact, "vacancies": vacancies}


def _register_at_the_counter(page: Page) -> None:
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("Lò Thị Mẫu")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Đăng ký người mới").last.click()
    page.fill("input[name=full_name]", "Lò Thị Mẫu")
    page.fill("input[name=birth]", "27/3/1998")
    page.fill("input[name=residence]", "phuong dong kinh, lang son")
    page.fill("input[name=phone]", "0912 345 678")
    page.fill("input[name=wished_titles]", "cong nhan may")
    page.fill("input[name=wage]", "7 triệu")
    for box in ("allow_matching", "allow_contact"):
        if not page.is_checked(f"input[name={box}]"):
            page.check(f"input[name={box}]")
    looked_at(page, "desk-register")
    page.get_by_role("button", name="Đăng ký và xem việc phù hợp").click()


def test_from_the_counter_to_the_first_day_of_work(
    page: Page, phone: Page, live_server: Any, counter: dict[str, Any]
) -> None:
    site = live_server.url
    sign_in(page, site, counter["staff"].username)
    looked_at(page, "desk-home")
    _register_at_the_counter(page)

    # Matches stand beside the person, each point with its reason.
    expect(page.get_by_role("heading", level=1)).to_have_text("Lò Thị Mẫu")
    matches = page.locator(".sv-match")
    expect(matches).to_have_count(2)
    expect(matches.first.locator(".sv-reasons")).to_contain_text("Đúng nghề")
    expect(page.locator("body")).not_to_contain_text("0912345678")
    looked_at(page, "desk-person")
    for _number in range(2):
        with page.expect_navigation():
            page.get_by_role("button", name=re.compile("^Giới thiệu")).first.click()
    person = Jobseeker.objects.get()
    hired = Referral.objects.get(vacancy=counter["vacancies"][0])
    other = Referral.objects.get(vacancy=counter["vacancies"][1])
    assert {hired.state, other.state} == {"sent"}

    # The employer answers on a phone.
    sign_in(phone, site, "nhan-su")
    looked_at(phone, "employer-home")
    phone.goto(f"{site}/nha-tuyen-dung/ho-so/{hired.pk}/")
    looked_at(phone, "employer-referral")
    today = timezone.localdate()
    phone.locator("#viec-hire summary").click()
    phone.fill("input[name=hire-hired_on]", today.isoformat())
    phone.fill("input[name=hire-starts_on]", today.isoformat())
    with phone.expect_navigation():
        phone.locator("#viec-hire button[name=viec]").click()
    hired.refresh_from_db()
    other.refresh_from_db()
    assert (hired.state, other.state) == ("hired", "obsolete")

    # Back at the counter the first day is confirmed.
    page.goto(f"{site}/quay/gioi-thieu/{hired.pk}/")
    page.locator("#viec-confirm_start summary").click()
    with page.expect_navigation():
        page.locator("#viec-confirm_start button[name=viec]").click()
    looked_at(page, "desk-referral")
    _everything_is_there(person, hired)
    page.goto(f"{site}/quay/viec/")
    expect(page.locator("main")).to_contain_text("Lò Thị Mẫu")


def _everything_is_there(person: Jobseeker, hired: Referral) -> None:
    """Ledger, audit, follow-up, clock and messages of the walk."""
    hired.refresh_from_db()
    person.refresh_from_db()
    assert (hired.state, person.state) == ("started", "placed")
    kinds = sorted(ServiceLine.objects.filter(person_id=person.pk).values_list("kind", flat=True))
    assert kinds == ["placement", "referral", "referral", "registration"]
    follow_up = FollowUp.objects.get(referral=hired)
    assert hired.starts_on is not None
    assert follow_up.due_on == hired.starts_on + relativedelta(months=1)
    assert hired.report_due_on is not None
    assert hired.report_due_on > hired.starts_on
    acts = AuditEntry.objects.for_object("referrals.referral", hired.pk)
    assert [entry.action for entry in acts] == [
        "referral.proposed",
        "referral.agreed",
        "referral.sent",
        "referral.hired",
        "referral.started",
    ]
    assert list(audit.verify()) == []
    topics = set(OutboxMessage.objects.values_list("topic", flat=True))
    assert {"referral.sent", "referral.hired", "referral.started"} <= topics
