"""The pages of a claim that moves, is contested, is trained for and is counted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sanviec.apps.claims import services
from sanviec.apps.claims.models import Claim
from sanviec.apps.platform.enums import Role
from tests.apps.claims.factories import make_claim, officer_of
from tests.apps.claims.test_complaints import complain
from tests.apps.claims.test_refusals import note
from tests.apps.claims.test_training import COURSE
from tests.apps.claims.test_transfers import ask
from tests.apps.factories import make_staff
from tests.browser.gallery import entered, faults_of
from tests.web.factories import account_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
JANUARY = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)


@pytest.fixture
def claim(monkeypatch: pytest.MonkeyPatch) -> Claim:
    """A running claim with everything that can happen to it under way."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: JANUARY)
    claim = make_claim(until="receiving")
    ask(claim, at=JANUARY)
    complain(claim, claim.decisions.get(), JANUARY)
    note(claim, JANUARY)
    services.ask_worker_training(claim=claim, data=COURSE, actor=officer_of(claim), now=JANUARY)
    return claim


def test_the_officers_pages_at_both_widths(visitor: Any, live_server: Any, claim: Claim) -> None:
    officer = make_staff(Role.CLAIMS_OFFICER, claim.centre).user
    page = entered(visitor, live_server.url, officer)
    home = "/ho-so-tro-cap/"
    pages = [
        ("claims-queue", home),
        ("claims-claim", f"{home}{claim.pk}/"),
        ("claims-slip", f"{home}{claim.pk}/phieu-hen/"),
        ("claims-transfers", f"{home}chuyen-noi/"),
        ("claims-transfer", f"{home}chuyen-noi/{claim.transfers.get().pk}/"),
        ("claims-complaints", f"{home}khieu-nai/"),
        ("claims-complaint", f"{home}khieu-nai/{claim.complaints.get().pk}/"),
        ("claims-new-complaint", f"{home}{claim.pk}/khieu-nai/"),
        ("claims-training", f"{home}dao-tao/{claim.training_supports.get().pk}/"),
        ("claims-report", f"{home}bao-cao/?first=2026-01-01&last=2026-12-31"),
    ]
    assert faults_of(page, live_server.url, pages) == []


def test_the_persons_pages_at_both_widths(visitor: Any, live_server: Any, claim: Claim) -> None:
    page = entered(visitor, live_server.url, account_of(claim.jobseeker))
    home = f"/toi/tro-cap/{claim.pk}/"
    pages = [
        ("own-claim", home),
        ("own-transfer", f"{home}chuyen-noi/"),
        ("own-complaint", f"{home}khieu-nai/"),
        ("own-training", f"{home}dao-tao/"),
        ("own-slip", f"{home}phieu-hen/"),
    ]
    assert faults_of(page, live_server.url, pages) == []
