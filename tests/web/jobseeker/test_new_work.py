"""Work that a person in benefit has found, told from home; and the way in for a fresh account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanviec.apps.claims.models import Claim
from sanviec.engines.benefits import load_law
from tests.apps.claims.factories import make_claim
from tests.apps.factories import make_centre, make_user
from tests.web.factories import account_of, make_seeker

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
THEN = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)
WORK = {"employer": "May Cao Lộc", "happened_on": "2027-01-11", "contract_months": "12"}


@pytest.fixture
def claim(monkeypatch: pytest.MonkeyPatch) -> Claim:
    monkeypatch.setattr("django.utils.timezone.now", lambda: THEN)
    return make_claim(until="receiving")


def page_of(claim: Claim, name: str = "report_work") -> str:
    return reverse(f"web:jobseeker:{name}", args=[claim.pk])


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_end_is_prepared_and_people_decide(sign_in: SignIn, claim: Claim) -> None:
    client = sign_in(account_of(claim.jobseeker))

    page = text_of(client.post(page_of(claim), WORK, follow=True))

    assert "Đã báo có việc làm" in page
    assert "11/01/2027: Có việc làm" in page
    report, decision = claim.reports.get(), claim.decisions.get(state="prepared")
    assert (report.kind, report.is_notified, report.contract_months) == ("new_job", True, 12)
    assert (decision.kind, decision.proposed_by_id) == ("terminate", None)
    assert "May Cao Lộc" in decision.reason
    claim.refresh_from_db()
    assert claim.state == "receiving"


def test_who_ticks_it_in_the_notice_is_asked_where(sign_in: SignIn, claim: Claim) -> None:
    client = sign_in(account_of(claim.jobseeker))

    answer = client.post(page_of(claim, "notice"), {"found_work": "on"})

    assert (answer.status_code, answer["Location"]) == (303, page_of(claim))
    assert claim.notices.get().found_work


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"happened_on": "2027-01-12"}, "Ngày xảy ra phải từ ngày nghỉ việc đến hôm nay."),
        ({"employer": ""}, "Hãy điền “Nơi làm việc mới”."),
    ],
)
def test_what_is_wrong_comes_back(
    sign_in: SignIn, claim: Claim, changes: dict[str, str], words: str
) -> None:
    client = sign_in(account_of(claim.jobseeker))

    answer = client.post(page_of(claim), WORK | changes)

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not claim.reports.exists()


def test_before_the_allowance_runs_there_is_no_such_page(sign_in: SignIn) -> None:
    claim = make_claim(until="granted")
    client = sign_in(account_of(claim.jobseeker))

    assert client.get(page_of(claim)).status_code == 404
    assert client.post(page_of(claim), WORK).status_code == 404


def test_a_fresh_account_comes_to_the_claim_by_the_short_card(sign_in: SignIn) -> None:
    client = sign_in(make_user())

    answer = client.get(reverse("web:jobseeker:new_claim"))

    assert answer.status_code == 303
    assert answer["Location"] == "/toi/dang-ky/?next=%2Ftoi%2Ftro-cap%2Fnop%2F"


def test_the_page_names_the_article_that_is_in_force(sign_in: SignIn, claim: Claim) -> None:
    client = sign_in(account_of(claim.jobseeker))

    page = text_of(client.get(page_of(claim)))

    rule = load_law().get("ground_new_job", THEN.date())
    assert rule.reference in page
    assert "Luật 74/2025/QH15, Điều 41" in page


def test_the_time_to_file_is_the_one_of_the_law(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(account_of(make_seeker(make_centre())))
    page = reverse("web:jobseeker:benefits")
    assert "phải nộp trong 3 tháng" in text_of(client.get(page))

    monkeypatch.setattr("sanviec.web.templatetags.sanviec.number_of_law", lambda key, on: 4)

    assert "phải nộp trong 4 tháng" in text_of(client.get(page))
