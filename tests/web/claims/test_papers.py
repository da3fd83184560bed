"""Papers on the screens: signed in a batch, made, taken home, refused to others."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanviec.apps.claims import services
from sanviec.apps.claims.models import Claim, DecisionDocument
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry
from tests.apps.claims.factories import NOW, make_claim
from tests.apps.claims.signers import (
    BrokenSigner,
    KeylessSigner,
    QuickSigner,
    draw_quickly,
    use,
)
from tests.apps.factories import make_centre, make_staff
from tests.web.factories import account_of, make_seeker

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
PAPERS = "web:claims:documents"


@pytest.fixture(autouse=True)
def quick(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    draw_quickly(monkeypatch)
    use(settings, QuickSigner)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def make_all() -> None:
    for document in DecisionDocument.objects.queued().order_by("pk"):
        services.make_document(document.pk, now=NOW)


def take(client: Client, name: str, claim: Claim) -> Any:
    return client.post(reverse(name, args=[claim.decisions.get().pk]))


class TestAtTheDesk:
    def test_signing_leads_to_the_papers(self, sign_in: SignIn) -> None:
        claim = make_claim(until="proposed")
        approver = sign_in(make_staff(Role.APPROVER, claim.centre).user)
        ticked = {"quyet_dinh": str(claim.decisions.get().pk)}

        page = approver.post(reverse("web:claims:sign_batch"), ticked, follow=True)

        assert "Đã ký số 0 trên 1 văn bản" in text_of(page)
        assert 'hx-trigger="load delay:2s"' in text_of(page)
        make_all()
        path = page.redirect_chain[-1][0]
        again = text_of(approver.get(path, headers={"HX-Request": "true"}))
        assert "Đã ký số 1 trên 1 văn bản" in again
        assert "hx-trigger" not in again
        assert "<html" not in again

    def test_nothing_signed_stays_at_the_list(self, sign_in: SignIn) -> None:
        centre = make_centre()
        approver = sign_in(make_staff(Role.APPROVER, centre).user)

        answer = approver.post(reverse("web:claims:sign_batch"), {"quyet_dinh": ["x"]})

        assert answer["Location"] == reverse("web:claims:to_sign")

    def test_an_officer_takes_the_paper(self, sign_in: SignIn) -> None:
        claim = make_claim(until="granted")
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, claim.centre).user)
        early = officer.post(
            reverse("web:claims:document", args=[claim.decisions.get().pk]), follow=True
        )
        assert "đang được làm và ký số" in text_of(early)
        make_all()

        answer = take(officer, "web:claims:document", claim)

        assert answer["Content-Type"] == "application/pdf"
        assert f"-{claim.centre.code}-2026.pdf" in answer["Content-Disposition"]
        assert answer.content.startswith(b"%PDF-1.7 SANVIEC-QD-")
        assert AuditEntry.objects.filter(action="claim.document_opened").count() == 1
        page = text_of(officer.get(reverse("web:claims:decision", args=[claim.decisions.get().pk])))
        assert "Tải văn bản" in page

    def test_why_it_waits_and_trying_again(self, sign_in: SignIn, settings: Any) -> None:
        claim = make_claim(until="granted")
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, claim.centre).user)
        use(settings, KeylessSigner)
        make_all()
        assert "Chưa cài khóa ký số" in text_of(officer.get(reverse(PAPERS)))
        use(settings, BrokenSigner)
        make_all()
        page = text_of(officer.get(reverse(PAPERS)))
        assert "Không làm được 1" in page
        assert "Có văn bản chưa làm được" in page

        use(settings, QuickSigner)
        again = take(officer, "web:claims:retry_document", claim)
        assert again.status_code == 303
        make_all()
        assert "Đã ký số 1 trên 1" in text_of(officer.get(reverse(PAPERS)))

    def test_another_centre_finds_nothing(self, sign_in: SignIn) -> None:
        claim = make_claim(until="granted")
        make_all()
        stranger = sign_in(make_staff(Role.APPROVER).user)

        for name in ("web:claims:document", "web:claims:retry_document"):
            assert take(stranger, name, claim).status_code == 404
        decision = claim.decisions.get()
        assert decision.number not in text_of(stranger.get(reverse(PAPERS)))

    def test_the_page_asks_as_often_for_many(
        self, sign_in: SignIn, django_assert_max_num_queries: Any
    ) -> None:
        centre = make_centre()
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, centre).user)
        for _ in range(3):
            make_claim(make_seeker(centre), until="granted")

        with django_assert_max_num_queries(10):
            page = text_of(officer.get(reverse(PAPERS)))

        assert "Đã ký số 0 trên 3" in page


class TestAtHome:
    def test_the_person_takes_their_own(self, sign_in: SignIn) -> None:
        claim = make_claim(until="granted")
        client = sign_in(account_of(claim.jobseeker))
        path = reverse("web:jobseeker:claim", args=[claim.pk])
        assert "đang được làm và ký số" in text_of(client.get(path))
        assert take(client, "web:jobseeker:decision_document", claim).status_code == 404
        make_all()

        assert "Tải quyết định đã ký số" in text_of(client.get(path))
        answer = take(client, "web:jobseeker:decision_document", claim)
        assert answer.content.startswith(b"%PDF-")

    def test_nobody_else_does(self, sign_in: SignIn) -> None:
        claim = make_claim(until="granted")
        make_all()
        other = sign_in(account_of(make_seeker(claim.centre)))

        assert take(other, "web:jobseeker:decision_document", claim).status_code == 404
        assert take(sign_in(), "web:jobseeker:decision_document", claim).status_code == 302


@pytest.mark.slow  # a hundred dossiers
def test_a_hundred_are_signed_by_one_press(sign_in: SignIn) -> None:
    centre = make_centre()
    approver = sign_in(make_staff(Role.APPROVER, centre).user)
    for number in range(101):
        at = NOW - timedelta(minutes=number)
        make_claim(make_seeker(centre), until="proposed", at=at)
    page = approver.get(reverse("web:claims:to_sign"))
    ticked = re.findall(r'name="quyet_dinh" value="([\w-]+)"', page.content.decode())
    assert len(ticked) == 100

    signed = approver.post(reverse("web:claims:sign_batch"), {"quyet_dinh": ticked}, follow=True)

    assert "Đã ký số 0 trên 100 văn bản" in text_of(signed)
    make_all()
    path = signed.redirect_chain[-1][0]
    assert "Đã ký số 100 trên 100 văn bản" in text_of(approver.get(path))
    numbers = DecisionDocument.objects.values_list("decision__number", flat=True)
    assert len(set(numbers)) == 100


def test_a_letter_of_authority_is_noted_when_somebody_else_collects(sign_in: SignIn) -> None:
    claim = make_claim(until="granted")
    officer = sign_in(make_staff(Role.CLAIMS_OFFICER, claim.centre).user)
    path = reverse("web:claims:act", args=[claim.pk])
    collect = {"viec": "collect", "collect-collector_name": "Lương Văn Tư"}
    assert "giấy ủy quyền" in text_of(officer.post(path, collect))

    officer.post(path, {"viec": "paper", "paper-kind": "proxy_letter"})
    officer.post(path, collect)

    claim.refresh_from_db()
    assert (claim.state, claim.collector_name) == ("receiving", "Lương Văn Tư")


def test_signing_nothing_says_what_to_do(sign_in: SignIn) -> None:
    claim = make_claim(until="proposed")
    approver = sign_in(make_staff(Role.APPROVER, claim.centre).user)

    page = text_of(approver.post(reverse("web:claims:sign_batch"), follow=True))

    assert "Chưa đánh dấu quyết định nào" in page
    assert "Đã ký" not in page


def test_a_claim_that_waits_for_its_signature_is_not_called_finished(sign_in: SignIn) -> None:
    claim = make_claim(until="proposed")
    officer = sign_in(make_staff(Role.CLAIMS_OFFICER, claim.centre).user)

    assert "Hồ sơ đã xong" not in text_of(officer.get(reverse("web:claims:claim", args=[claim.pk])))


def test_the_dossier_leads_to_its_training(sign_in: SignIn) -> None:
    claim = make_claim(until="filed")
    days = (date(2026, 12, 1), date(2027, 2, 28))
    course = services.CourseData("May", "Trường nghề", *days, cost_vnd=6_000_000, study_days=60)
    actor = make_staff(Role.CLAIMS_OFFICER, claim.centre)
    asked = services.ask_worker_training(claim=claim, data=course, actor=actor.actor, now=NOW)

    page = text_of(sign_in(actor.user).get(reverse("web:claims:claim", args=[claim.pk])))

    assert reverse("web:claims:training", args=[asked.pk]) in page
    assert asked.number in page
