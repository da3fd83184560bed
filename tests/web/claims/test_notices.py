"""The monthly notice at the counter: found, written down once, and the next person."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sanviec.apps.claims.models import Claim, JobSearchNotice
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform.enums import Role
from tests.apps.claims.factories import make_claim
from tests.apps.factories import make_centre, make_staff
from tests.web.factories import make_seeker

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
NOTICES = reverse("web:claims:notices")


@pytest.fixture
def claim() -> Claim:
    """In benefit since August, so that the third month runs today and asks for a notice."""
    paid = ({"from": "2023-05", "to": "2026-07", "wage_vnd": 8_000_000, "paid": True},)
    at = datetime(2026, 8, 10, 2, 0, tzinfo=UTC)
    person = make_seeker(full_name="Lò Thị Thêu", birth_year=1990)
    facts = {"separated_on": date(2026, 8, 3), "contributions": paid}
    return make_claim(person, until="receiving", at=at, **facts)


@pytest.fixture
def officer(claim: Claim, sign_in: SignIn) -> Client:
    return sign_in(make_staff(Role.CLAIMS_OFFICER, claim.centre).user)


def page_of(claim: Claim) -> str:
    return reverse("web:claims:notice", args=[claim.pk])


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_somebody_is_found_by_name_or_by_number(officer: Client, claim: Claim) -> None:
    for asked in ("lo thi theu", claim.number, claim.number.lower()):
        text = text_of(officer.get(NOTICES, {"q": asked}))
        assert page_of(claim) in text
        assert "1990" in text
        assert "tháng 3: thông báo trước hết ngày" in text


def test_it_is_written_down_and_the_next_one_comes(officer: Client, claim: Claim) -> None:
    answer = officer.post(page_of(claim), {"employer_1": "May Hòa An"}, follow=True)

    assert answer.redirect_chain == [(NOTICES, 303)]
    text = text_of(answer)
    assert "Đã nhận thông báo tháng này của Lò Thị Thêu." in text
    assert "tại quầy 1, trên mạng 0" in text
    notice = claim.notices.get()
    assert (notice.channel, notice.contacts) == ("desk", [{"employer": "May Hòa An"}])
    line = ServiceLine.objects.get(kind="job_search_notice")
    assert (line.channel, line.centre_id) == ("desk", claim.centre_id)
    assert "đã thông báo ngày" in text_of(officer.get(NOTICES, {"q": claim.number}))


def test_a_second_tap_writes_nothing_more(officer: Client, claim: Claim) -> None:
    for _ in range(2):
        answer = officer.post(page_of(claim), {"note": "Đang ốm"}, follow=True)
    assert "Tháng này đã có thông báo rồi" in text_of(answer)
    assert JobSearchNotice.objects.count() == 1


def test_an_empty_form_says_what_is_missing(officer: Client, claim: Claim) -> None:
    answer = officer.post(page_of(claim), {})
    assert answer.status_code == 422
    assert "Hãy ghi ít nhất một nơi đã hỏi việc" in text_of(answer)
    assert not JobSearchNotice.objects.exists()


def test_who_has_work_is_asked_for_the_day(officer: Client, claim: Claim) -> None:
    answer = officer.post(page_of(claim), {"found_work": "on"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("web:claims:claim", args=[claim.pk])
    assert "Hãy ghi nơi làm việc và ngày bắt đầu làm." in text_of(answer)


def test_the_dossier_leads_to_it_while_a_notice_is_asked_for(officer: Client, claim: Claim) -> None:
    dossier = reverse("web:claims:claim", args=[claim.pk])
    assert page_of(claim) in text_of(officer.get(dossier))
    officer.post(page_of(claim), {"employer_1": "May Hòa An"})
    assert page_of(claim) not in text_of(officer.get(dossier))


def test_the_first_month_asks_for_none(sign_in: SignIn) -> None:
    began = timezone.now() - timedelta(days=10)
    claim = make_claim(make_seeker(), until="receiving", at=began)
    month = claim.months.order_by("number").first()
    assert month is not None
    client = sign_in(make_staff(Role.CLAIMS_OFFICER, claim.centre).user)
    answer = client.post(page_of(claim), {"employer_1": "May Hòa An"})
    assert answer.status_code == 422
    assert not claim.notices.exists()


def test_another_centre_neither_finds_nor_writes(sign_in: SignIn, claim: Claim) -> None:
    other = sign_in(make_staff(Role.CLAIMS_OFFICER, make_centre()).user)
    assert "Không thấy ai đang hưởng" in text_of(other.get(NOTICES, {"q": claim.number}))
    assert other.post(page_of(claim), {"employer_1": "May Hòa An"}).status_code == 404
    assert not JobSearchNotice.objects.exists()
