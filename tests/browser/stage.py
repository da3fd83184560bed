"""What the journeys share: an employer with public vacancies, signing in, looking at a page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page

from sanviec.apps.employers.services import EmployerData, register_employer, verify_employer
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.vacancies.services import (
    VacancyData,
    draft_vacancy,
    publish_vacancy,
    submit_vacancy,
)
from tests.apps.factories import HOME, SEWER, make_user, tax_code
from tests.ground.browser import accessibility_violations, horizontal_overflow_px, screenshot

PASSWORD = "mat-khau-dai-2026"
MILLION = 1_000_000


def sewing_vacancy(employer: Any, title: str) -> Any:
    """A public vacancy near home, open for a month from the real today."""
    facts: dict[str, Any] = {"actor": SYSTEM, "now": timezone.now()}
    data = VacancyData(
        title=title,
        occupation_code=SEWER,
        description="May áo khoác trên chuyền, được kèm nghề.",
        place_codes=[HOME],
        openings=3,
        wage_min_vnd_month=8 * MILLION,
        wage_max_vnd_month=10 * MILLION,
        shifts=["day"],
        employment_type="full_time",
        closes_on=timezone.localdate() + timedelta(days=30),
    )
    drafted = draft_vacancy(employer=employer, data=data, **facts)
    submit_vacancy(vacancy=drafted, **facts)
    return publish_vacancy(vacancy=drafted, **facts)


def sewing_firm(centre: Any) -> tuple[Any, Any]:
    """A verified employer and the account that signs in for it."""
    now = timezone.now()
    contact = make_user("nhan-su", password=PASSWORD)
    data = EmployerData(name="Công ty May Mẫu", tax_code=tax_code(), place_code=HOME)
    employer = register_employer(data=data, centre=centre, actor=SYSTEM, now=now, user=contact)
    return verify_employer(employer=employer, actor=SYSTEM, now=now), contact


def sign_in(page: Page, site: str, username: str) -> None:
    page.goto(f"{site}/tai-khoan/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(quay|nha-tuyen-dung)/$"))


def looked_at(page: Page, name: str) -> None:
    """Nothing axe finds, nothing wider than the screen, and a picture for people."""
    found = accessibility_violations(page)
    assert found == [], found
    assert horizontal_overflow_px(page) == 0
    screenshot(page, name)
