"""Pay lists, recoveries and the agency in the dossier, at both widths, and one list approved."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from sanviec.apps.payments.models import PayList
from sanviec.apps.payments.services import propose_recovery
from sanviec.apps.platform.enums import Role
from tests.apps.claims.factories import make_claim
from tests.apps.factories import NOW, make_staff
from tests.apps.payments import factories as payments
from tests.browser.gallery import entered, faults_of
from tests.twin import NUMBER, record_of, twin
from tests.web.ground import make_ground

__all__ = ["twin"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATH = "/ho-so-tro-cap/"


@pytest.fixture(autouse=True)
def _then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def test_pages_at_both_widths(visitor: Any, live_server: Any, twin: Any) -> None:
    ground = make_ground()
    recovery = ground.recovery
    officer = make_staff(Role.CLAIMS_OFFICER, ground.centre)
    propose_recovery(recovery=recovery, actor=officer.actor, now=NOW)
    page = entered(visitor, live_server.url, make_staff(Role.APPROVER, ground.centre).user)
    pages = [
        ("pay-lists", f"{PATH}chi-tra/?chua-tra=1"),
        ("pay-list-made", f"{PATH}chi-tra/{ground.pay_list.pk}/"),
        ("pay-list-sent", f"{PATH}chi-tra/{ground.sent_list.pk}/"),
        ("recoveries", f"{PATH}thu-hoi/"),
        ("recovery", f"{PATH}thu-hoi/{recovery.pk}/"),
        ("recovery-new", f"{PATH}thu-hoi/moi/{ground.paid_claim.pk}/"),
        ("claim-paid", f"{PATH}{ground.paid_claim.pk}/"),
    ]
    assert faults_of(page, live_server.url, pages) == []


def test_the_record_comes_into_the_dossier(visitor: Any, live_server: Any, twin: Any) -> None:
    claim = make_claim(until="filed", insurance_no=NUMBER)
    spans = [claim.contributions[0] | {"wage_vnd": 7_000_000}]
    twin.people[NUMBER] = record_of(claim, contributions=spans)
    page = entered(visitor, live_server.url, payments_officer(claim.centre))
    page.goto(f"{live_server.url}{PATH}{claim.pk}/")

    page.get_by_role("button", name="Lấy quá trình đóng").click()

    expect(page.get_by_text("Khác lời khai: 1 khoảng.")).to_be_visible()
    pages = [("claim-record", f"{PATH}{claim.pk}/")]
    assert faults_of(page, live_server.url, pages) == []


def payments_officer(centre: Any) -> Any:
    return make_staff(Role.CLAIMS_OFFICER, centre).user


def test_a_second_person_approves_a_list(visitor: Any, live_server: Any) -> None:
    ground = make_ground()
    pay_list = ground.pay_list
    payments.accept_sample(pay_list, NOW)
    page = entered(visitor, live_server.url, payments_officer(ground.centre))
    address = f"{live_server.url}{PATH}chi-tra/{pay_list.pk}/"
    page.goto(address)
    page.get_by_role("button", name="Trình duyệt").click()
    expect(page.get_by_text("Danh sách đang chờ người duyệt.")).to_be_visible()

    other = entered(visitor, live_server.url, make_staff(Role.APPROVER, ground.centre).user)
    other.goto(address)
    other.get_by_role("button", name="Duyệt và gửi").click()

    expect(other.get_by_role("heading", name="Gửi và đối chiếu")).to_be_visible()
    assert PayList.objects.get().state == "approved"
