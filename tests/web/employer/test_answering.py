"""The signed link: one referral is answered without signing in, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from sanviec.apps.employers.models import EmployerContact
from sanviec.apps.employers.services import remove_contact
from sanviec.apps.jobseekers.services import withdraw_consent
from sanviec.apps.platform import audit
from sanviec.apps.platform.logs import blot
from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.referrals.links import AnswerLink, SentTo, sign_link
from sanviec.apps.referrals.models import Referral
from tests.apps.factories import NOW, make_employer
from tests.web.factories import BY_SYSTEM, make_referral

from .conftest import NUMBER, Firm

HIRE = {"viec": "hire", "hire-hired_on": "2026-11-23", "hire-starts_on": "2026-12-01"}
REJECT = {"viec": "reject", "reject-reason": "wage"}
INVITE = {
    "viec": "invite",
    "invite-interview_at": "2026-11-25T08:30",
    "invite-interview_place": "Cổng 2",
}


@pytest.fixture
def sent(firm: Firm) -> Referral:
    return make_referral(firm.person, firm.vacancy)


def address(referral: Referral, recipient: Any = None, *, days_ago: int = 0) -> str:
    """The link as it went to the employer's own address."""
    owner = recipient or referral.vacancy.employer
    link = AnswerLink(referral.pk, SentTo.EMAIL, owner.pk)
    token = sign_link(link, now=NOW - timedelta(days=days_ago))
    return reverse("web:employer:answer", args=[token])


def page_of(path: str, language: str = "vi") -> tuple[int, str]:
    client = Client()
    client.cookies["django_language"] = language
    answer = client.get(path)
    return answer.status_code, answer.content.decode()


class TestPage:
    def test_shows_what_the_signed_in_employer_sees_and_no_contact(
        self, firm: Firm, sent: Referral
    ) -> None:
        status, page = page_of(address(sent))
        assert status == 200
        assert all(text in page for text in ("Lò Thị Kín", "09•••••678", "Vì sao phù hợp"))
        assert NUMBER not in page
        signed_in = firm.get("referral", sent.pk).content.decode()
        facts = re.compile(r"<dt>(?:Nơi ở|Kinh nghiệm|Kỹ năng)</dt><dd>.*?</dd>")
        assert facts.findall(page) == facts.findall(signed_in)

    def test_withdrawn_consent_hides_who_it_is(self, firm: Firm, sent: Referral) -> None:
        withdraw_consent(jobseeker=firm.person, purpose="share_contact", **BY_SYSTEM)
        _status, page = page_of(address(sent))
        assert "Ứng viên đã rút lại sự đồng ý" in page
        assert not any(text in page for text in ("Lò Thị Kín", "•••", "<dt>Nơi ở</dt>"))

    def test_opening_it_writes_nothing(self, sent: Referral) -> None:
        before = AuditEntry.objects.count()
        for _time in range(3):
            page_of(address(sent))
        assert AuditEntry.objects.count() == before

    def test_the_address_leaks_nowhere(self, sent: Referral) -> None:
        answer = Client().get(address(sent))
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "strict-origin"
        assert answer["X-Robots-Tag"].startswith("noindex")

    def test_in_english(self, sent: Referral) -> None:
        assert "<title>Answer about a candidate" in page_of(address(sent), "en")[1]


class TestAnswer:
    @pytest.mark.parametrize(
        ("answers", "state"), [(INVITE, "interview"), (HIRE, "hired"), (REJECT, "not_selected")]
    )
    def test_is_recorded_and_says_by_which_link(
        self, sent: Referral, answers: dict[str, str], state: str
    ) -> None:
        path = address(sent)
        answer = Client().post(path, answers)
        assert (answer.status_code, answer["Location"]) == (303, path)
        assert Referral.objects.get().state == state
        entry = AuditEntry.objects.for_object("referrals.referral", sent.pk).last()
        assert entry is not None
        assert (entry.actor_role, entry.actor_id) == ("employer", None)
        assert f'"link_sent_to": "email:{sent.vacancy.employer_id}"' in entry.data
        assert list(audit.verify()) == []

    def test_officer_reads_by_which_link(
        self, sent: Referral, sign_in: Callable[..., Client]
    ) -> None:
        from tests.apps.factories import make_staff

        Client().post(address(sent), REJECT)
        client = sign_in(make_staff(centre=sent.centre).user)
        page = client.get(reverse("web:desk:referral", args=[sent.pk])).content.decode()
        assert "(Người sử dụng lao động, qua liên kết gửi tới thư điện tử của đơn vị)" in page

    def test_wrong_answers_come_back_open(self, sent: Referral) -> None:
        answer = Client().post(address(sent), {"viec": "reject", "reject-reason": "other"})
        assert (answer.status_code, answer["Cache-Control"]) == (422, "private, no-store")
        assert 'open id="viec-reject"' in answer.content.decode()

    def test_once_answered_it_says_so_and_names_nobody(self, sent: Referral) -> None:
        client, path = Client(), address(sent)
        client.post(path, REJECT)
        page = client.get(path).content.decode()
        assert "Đơn vị đã trả lời ngày 23/11/2026." in page
        assert "Không được chọn" in page
        assert "Lò Thị Kín" not in page
        assert '<form method="post" action="/nha-tuyen-dung/tra-loi' not in page

    def test_answer_after_the_referral_has_moved_on_changes_nothing(self, sent: Referral) -> None:
        client, path = Client(), address(sent)
        client.post(path, REJECT)
        messages = client.post(path, HIRE, follow=True).context["messages"]
        assert "Hãy tải lại trang" in str(list(messages)[-1])
        assert Referral.objects.get().state == "not_selected"

    @pytest.mark.parametrize("event", ["", "confirm_start", "decline", "send", "report"])
    def test_other_acts_are_not_there(self, sent: Referral, event: str) -> None:
        assert Client().post(address(sent), {"viec": event}).status_code == 404
        assert Referral.objects.get().state == "sent"

    def test_form_from_elsewhere_is_refused(self, sent: Referral) -> None:
        client = Client(enforce_csrf_checks=True)
        assert client.post(address(sent), REJECT).status_code == 403


class TestUselessLink:
    @pytest.mark.parametrize(("days", "status"), [(7, 200), (8, 410)])
    def test_works_for_seven_days(self, sent: Referral, days: int, status: int) -> None:
        found, page = page_of(address(sent, days_ago=days))
        assert found == status
        assert ("Liên kết đã hết hạn" in page) == (status == 410)
        assert ("Lò Thị Kín" in page) == (status == 200)

    def test_forged_ones_are_not_there_and_are_logged_without_the_key(
        self, sent: Referral, caplog: pytest.LogCaptureFixture
    ) -> None:
        path = address(sent)
        forged = [path[:-3] + "/", path.replace("tra-loi/e", "tra-loi/a"), path[:60] + "/"]
        for bad in (*forged, reverse("web:employer:answer", args=["x" * 5_000])):
            caplog.clear()
            answer = Client().get(bad)
            assert answer.status_code == 404
            assert "Liên kết không dùng được" in answer.content.decode()
            assert "refused why=link_forged path=answer_link" in caplog.messages

    def test_link_of_another_purpose_is_refused(self, sent: Referral) -> None:
        from django.core.signing import TimestampSigner

        value = address(sent).split("/")[-2].split(".")[0]
        other = TimestampSigner(sep=".", salt="another purpose").sign(value)
        path = reverse("web:employer:answer", args=[other])
        assert Client().get(path).status_code == 404

    def test_another_employer_opens_nothing(self, sent: Referral) -> None:
        for stranger in (make_employer(), type(sent)(pk=uuid4())):
            assert page_of(address(sent, stranger))[0] == 410
            assert Client().post(address(sent, stranger), HIRE).status_code == 410

    def test_contact_who_left_opens_nothing(self, firm: Firm, sent: Referral) -> None:
        contact = EmployerContact.objects.get(employer=firm.employer)
        link = AnswerLink(sent.pk, SentTo.ACCOUNT, contact.pk)
        path = reverse("web:employer:answer", args=[sign_link(link, now=NOW)])
        assert page_of(path)[0] == 200
        remove_contact(contact=contact, **BY_SYSTEM)
        assert page_of(path)[0] == 410

    def test_guessing_is_slowed_down(self, sent: Referral) -> None:
        answers = [page_of("/nha-tuyen-dung/tra-loi/e.a.b/")[0] for _time in range(31)]
        assert (answers[:30], answers[30]) == ([404] * 30, 429)
        assert page_of(address(sent))[0] == 200

    def test_no_log_line_holds_a_link(self, sent: Referral) -> None:
        path = address(sent)
        assert blot(f"Unprocessable Entity: {path}") == (
            "Unprocessable Entity: /nha-tuyen-dung/tra-loi/[link]/"
        )
