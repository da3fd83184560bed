"""An employer invites proposed people and answers for those who agreed."""

from __future__ import annotations

import pytest

from sanviec.apps.jobseekers.services import withdraw_consent
from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.referrals.models import Referral
from tests.apps.factories import make_jobseeker
from tests.web.factories import BY_SYSTEM, make_referral, make_seeker

from .conftest import NUMBER, Firm

HTMX = {"HX-Request": "true"}


class TestInvite:
    def test_person_is_asked(self, firm: Firm) -> None:
        answer = firm.post("invite", firm.vacancy.pk, ung_vien=str(firm.person.pk))
        referral = Referral.objects.get()
        assert (answer.status_code, referral.state) == (303, "proposed")
        assert referral.origin == "employer"

    @pytest.mark.parametrize("wanted", ["", "x", "00000000-0000-0000-0000-000000000000"])
    def test_rubbish_is_not_there(self, firm: Firm, wanted: str) -> None:
        assert firm.post("invite", firm.vacancy.pk, ung_vien=wanted).status_code == 404

    def test_only_whom_the_page_proposed_can_be_asked(self, firm: Firm) -> None:
        hidden = make_jobseeker(firm.employer.centre)
        elsewhere = make_seeker()
        for person in (hidden, elsewhere):
            answer = firm.post("invite", firm.vacancy.pk, ung_vien=str(person.pk))
            assert answer.status_code == 404
        assert Referral.objects.count() == 0

    def test_twice_is_refused(self, firm: Firm) -> None:
        for _time in range(2):
            firm.post("invite", firm.vacancy.pk, ung_vien=str(firm.person.pk))
        assert Referral.objects.count() == 1


class TestContact:
    @pytest.fixture
    def sent(self, firm: Firm) -> Referral:
        return make_referral(firm.person, firm.vacancy)

    def test_number_is_masked_until_it_is_asked_for(self, firm: Firm, sent: Referral) -> None:
        page = firm.get("referral", sent.pk).content.decode()
        assert NUMBER not in page
        assert "09•••••678" in page
        shown = firm.post("reveal", sent.pk, truong="phone").content.decode()
        assert f'href="tel:{NUMBER}"' in shown
        entry = AuditEntry.objects.get(action="jobseeker.revealed")
        assert (entry.actor_role, "Hồ sơ ứng tuyển: Công nhân may" in entry.data) == (
            "employer",
            True,
        )

    @pytest.mark.parametrize("field", ["", "identity_no", "residence_address", "full_name"])
    def test_other_fields_are_not_there(self, firm: Firm, sent: Referral, field: str) -> None:
        assert firm.post("reveal", sent.pk, truong=field).status_code == 404

    def test_withdrawn_consent_counts_at_once(self, firm: Firm, sent: Referral) -> None:
        withdraw_consent(jobseeker=firm.person, purpose="share_contact", **BY_SYSTEM)
        page = f"/nha-tuyen-dung/ho-so/{sent.pk}/"
        plain = firm.post("reveal", sent.pk, truong="phone")
        swapped = firm.client.post(f"{page}hien/", {"truong": "phone"}, headers=HTMX)
        assert (plain.status_code, plain["Location"]) == (303, page)
        assert (swapped["HX-Redirect"], NUMBER in swapped.content.decode()) == (page, False)

    def test_withdrawn_consent_hides_who_it_is(self, firm: Firm, sent: Referral) -> None:
        pages = [("referral", sent.pk), ("vacancy", firm.vacancy.pk), ("home",)]
        assert all(firm.person.full_name in firm.get(*page).content.decode() for page in pages)
        withdraw_consent(jobseeker=firm.person, purpose="share_contact", **BY_SYSTEM)
        for page in pages:
            html = firm.get(*page).content.decode()
            assert firm.person.full_name not in html
            assert "•••" not in html
            assert "Ứng viên đã rút lại sự đồng ý" in html
        html = firm.get("referral", sent.pk).content.decode()
        assert "<dt>Nơi ở</dt>" not in html
        assert "Vì sao phù hợp" in html

    def test_who_declined_takes_the_number_along(self, firm: Firm, sent: Referral) -> None:
        firm.post("referral_act", sent.pk, viec="reject", **{"reject-reason": "skills"})
        assert "•••" not in firm.get("referral", sent.pk).content.decode()
        assert firm.post("reveal", sent.pk, truong="phone").status_code == 404

    def test_person_without_phone_is_reached_through_the_centre(self, firm: Firm) -> None:
        sent = make_referral(make_seeker(firm.employer.centre), firm.vacancy)
        page = firm.get("referral", sent.pk).content.decode()
        assert "Hãy nhắn qua trung tâm." in page


class TestAnswer:
    @pytest.mark.parametrize(
        ("until", "event", "answers", "state"),
        [
            (
                "sent",
                "invite",
                {"invite-interview_at": "2026-11-25T08:30", "invite-interview_place": "Cổng 2"},
                "interview",
            ),
            (
                "sent",
                "hire",
                {"hire-hired_on": "23/11/2026", "hire-starts_on": "1/12/2026"},
                "hired",
            ),
            ("sent", "reject", {"reject-reason": "wage"}, "not_selected"),
            ("hired", "confirm_start", {"confirm_start-starts_on": "2026-11-23"}, "started"),
        ],
    )
    def test_event(
        self, firm: Firm, until: str, event: str, answers: dict[str, str], state: str
    ) -> None:
        referral = make_referral(firm.person, firm.vacancy, until=until)
        assert f'value="{event}"' in firm.get("referral", referral.pk).content.decode()
        answer = firm.post("referral_act", referral.pk, viec=event, **answers)
        assert answer.status_code == 303
        assert Referral.objects.get().state == state

    @pytest.mark.parametrize(
        ("event", "answers"),
        [
            ("invite", {}),
            ("hire", {"hire-hired_on": "x"}),
            ("hire", {"hire-hired_on": "2026-11-23", "hire-starts_on": "2026-11-22"}),
            ("reject", {"reject-reason": "too old"}),
            ("reject", {"reject-reason": "other"}),
        ],
    )
    def test_wrong_answers_come_back_open(
        self, firm: Firm, event: str, answers: dict[str, str]
    ) -> None:
        referral = make_referral(firm.person, firm.vacancy)
        answer = firm.post("referral_act", referral.pk, viec=event, **answers)
        assert answer.status_code == 422
        assert f'open id="viec-{event}"' in answer.content.decode()
        assert Referral.objects.get().state == "sent"

    @pytest.mark.parametrize("event", ["", "agree", "send", "decline", "miss_start", "report"])
    def test_events_of_others_are_not_there(self, firm: Firm, event: str) -> None:
        referral = make_referral(firm.person, firm.vacancy)
        assert firm.post("referral_act", referral.pk, viec=event).status_code == 404

    @pytest.mark.parametrize("event", ["hire", "confirm_start", "miss"])
    def test_too_late_is_told(self, firm: Firm, event: str) -> None:
        referral = make_referral(firm.person, firm.vacancy)
        firm.post("referral_act", referral.pk, viec="reject", **{"reject-reason": "wage"})
        answer = firm.post("referral_act", referral.pk, viec=event)
        messages = list(firm.client.get(answer["Location"]).context["messages"])
        assert "Hãy tải lại trang" in str(messages[-1])

    def test_state_and_score_cannot_be_posted(self, firm: Firm) -> None:
        referral = make_referral(firm.person, firm.vacancy)
        forged = {"state": "started", "score": "0", "reported_on": "2026-11-23", "fee_vnd": "5"}
        hire = {"hire-hired_on": "2026-11-23", "hire-starts_on": "2026-12-01"}
        firm.post("referral_act", referral.pk, viec="hire", **hire, **forged)
        after = Referral.objects.get()
        assert (after.state, after.score) == ("hired", referral.score)
        assert (after.reported_on, after.fee_vnd) == (None, 0)
