"""Matches with reasons, applying, answering a proposal, messages."""

from __future__ import annotations

import pytest

from sanviec.apps.jobseekers.services import withdraw_consent
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.platform.services import Letter, post_message
from sanviec.apps.referrals.enums import ReferralOrigin
from sanviec.apps.referrals.models import Referral
from sanviec.apps.vacancies.services import change_state
from tests.apps.factories import NOW, make_user
from tests.web.factories import BY_SYSTEM, make_referral, make_seeker, make_vacancy

from .conftest import Own


class TestMatches:
    def test_each_says_why(self, own: Own) -> None:
        page = own.get("matches").content.decode()
        assert own.vacancy.title in page
        assert "Vì sao phù hợp" in page
        assert '<ul class="sv-reasons"><li>' in page

    def test_withdrawn_consent_counts_at_once(self, own: Own) -> None:
        withdraw_consent(jobseeker=own.person, purpose="matching", **BY_SYSTEM)
        page = own.get("matches").content.decode()
        assert own.vacancy.title not in page
        assert "Bạn chưa cho phép" in page

    def test_sum_and_button_on_one_page(self, own: Own) -> None:
        page = own.get("why", own.vacancy.pk).content.decode()
        assert "Ứng tuyển vào Công ty Mẫu" in page
        assert "Điểm từng phần" in page

    def test_missing_requirement_takes_the_button_away(self, own: Own) -> None:
        vacancy = make_vacancy(own.vacancy.employer, certificates=["forklift"])
        page = own.get("why", vacancy.pk).content.decode()
        assert "Còn thiếu điều kiện bắt buộc" in page
        assert "Ứng tuyển vào" not in page

    def test_what_would_open_the_door_is_told(self, own: Own) -> None:
        vacancy = make_vacancy(own.vacancy.employer, certificates=["forklift"])
        page = own.get("why", vacancy.pk).content.decode()
        assert "Điều gì sẽ làm tăng điểm?" in page
        assert "Có thêm Chứng chỉ vận hành xe nâng" in page

    def test_vacancy_that_never_was_public_is_not_there(self, own: Own) -> None:
        vacancy = make_vacancy(own.vacancy.employer, until="draft")
        assert own.get("why", vacancy.pk).status_code == 404
        assert own.post("apply", vacancy.pk).status_code == 404


class TestApply:
    def test_file_goes_to_the_employer(self, own: Own) -> None:
        answer = own.post("apply", own.vacancy.pk)
        referral = Referral.objects.get()
        assert (referral.state, referral.origin) == ("sent", "application")
        assert answer["Location"] == f"/toi/gioi-thieu/{referral.pk}/"
        page = own.get("referral", referral.pk).content.decode()
        assert "Chờ trả lời đến" in page
        assert "Xem tình trạng" in own.get("why", own.vacancy.pk).content.decode()

    def test_without_consent_the_way_to_give_it_is_shown(self, own: Own) -> None:
        withdraw_consent(jobseeker=own.person, purpose="share_contact", **BY_SYSTEM)
        answer = own.post("apply", own.vacancy.pk)
        assert answer["Location"] == "/toi/du-lieu/"
        assert "Bạn chưa cho phép gửi" in own.get("data").content.decode()
        assert Referral.objects.count() == 0

    def test_the_second_press_leads_to_the_first_application(self, own: Own) -> None:
        own.post("apply", own.vacancy.pk)
        answer = own.post("apply", own.vacancy.pk)
        assert answer["Location"] == f"/toi/gioi-thieu/{Referral.objects.get().pk}/"
        page = own.client.get(answer["Location"]).content.decode()
        assert "Bạn đã ứng tuyển việc này rồi." in page

    def test_vacancy_that_closed_meanwhile_is_told(self, own: Own) -> None:
        change_state(vacancy=own.vacancy, event="fill", **BY_SYSTEM)
        answer = own.post("apply", own.vacancy.pk)
        assert answer["Location"] == "/toi/viec/"
        assert Referral.objects.count() == 0

    def test_score_and_state_cannot_be_posted(self, own: Own) -> None:
        own.post("apply", own.vacancy.pk, score=999, state="hired", origin="counsellor")
        referral = Referral.objects.get()
        assert (referral.state, referral.origin) == ("sent", "application")
        assert referral.score == sum(reason["points"] for reason in referral.reasons)


class TestAnswer:
    @pytest.fixture
    def asked(self, own: Own) -> Referral:
        """An employer would like to meet the person."""
        origin = ReferralOrigin.EMPLOYER
        return make_referral(own.person, own.vacancy, until="proposed", origin=origin)

    def test_pages_speak_to_the_person(self, own: Own, asked: Referral) -> None:
        """They said "Người lao động từ chối" to the one who had declined."""
        assert "Chờ bạn trả lời" in own.get("home").content.decode()
        own.post("answer", asked.pk, reason="distance")
        for page in (own.get("home"), own.get("referral", asked.pk)):
            html = page.content.decode()
            assert "Bạn đã từ chối" in html
            assert "gười lao động từ chối" not in html

    def test_yes_sends_the_file(self, own: Own, asked: Referral) -> None:
        assert "Tôi đồng ý" in own.get("referral", asked.pk).content.decode()
        own.post("answer", asked.pk, tra_loi="dong_y")
        assert Referral.objects.get().state == "sent"

    def test_yes_without_consent_changes_nothing(self, own: Own, asked: Referral) -> None:
        withdraw_consent(jobseeker=own.person, purpose="share_contact", **BY_SYSTEM)
        answer = own.post("answer", asked.pk, tra_loi="dong_y")
        assert answer["Location"] == "/toi/du-lieu/"
        assert Referral.objects.get().state == "proposed"

    def test_no_has_a_reason(self, own: Own, asked: Referral) -> None:
        own.post("answer", asked.pk, reason="distance")
        referral = Referral.objects.get()
        assert (referral.state, referral.reason_code) == ("declined", "distance")
        assert "Xa nhà" in own.get("referral", asked.pk).content.decode()

    @pytest.mark.parametrize("answers", [{}, {"reason": "x"}, {"tra_loi": "khong"}])
    def test_no_without_a_reason_comes_back(
        self, own: Own, asked: Referral, answers: dict[str, str]
    ) -> None:
        answer = own.post("answer", asked.pk, **answers)
        assert answer.status_code == 422
        assert "Hãy chọn “Lý do”." in answer.content.decode() or "danh sách" in (
            answer.content.decode()
        )
        assert Referral.objects.get().state == "proposed"

    def test_another_reason_must_be_told(self, own: Own, asked: Referral) -> None:
        answer = own.post("answer", asked.pk, reason="other")
        assert "Hãy nói rõ lý do khác là gì." in answer.content.decode()
        assert answer.status_code == 422

    def test_referral_of_another_person_is_not_there(self, own: Own) -> None:
        other = make_referral(make_seeker(own.person.centre), own.vacancy)
        assert own.get("referral", other.pk).status_code == 404
        assert own.post("answer", other.pk, tra_loi="dong_y").status_code == 404


class TestMessages:
    def test_opening_one_leads_to_what_it_speaks_of(self, own: Own) -> None:
        referral = make_referral(own.person, own.vacancy, until="proposed")
        message = OutboxMessage.objects.get(recipient=own.person.user)
        assert message.subject in own.get("home").content.decode()
        assert message.subject in own.get("inbox").content.decode()
        answer = own.post("read_message", message.pk)
        assert answer["Location"] == f"/toi/gioi-thieu/{referral.pk}/"
        assert OutboxMessage.objects.get().read_at == NOW
        assert message.subject not in own.get("home").content.decode()

    @pytest.mark.parametrize(
        ("link", "location"),
        [("/toi/ho-so/", "/toi/ho-so/"), ("", "/toi/tin-bao/"), ("nothing", "/toi/tin-bao/")],
    )
    def test_other_links(self, own: Own, link: str, location: str) -> None:
        letter = Letter("k", "jobseeker.expired", "Tin", link=link, recipient=own.person.user)
        (message,) = post_message(letter, now=NOW)
        assert own.post("read_message", message.pk)["Location"] == location

    def test_message_of_another_person_is_not_there(self, own: Own) -> None:
        (message,) = post_message(Letter("k", "x", "Tin", recipient=make_user()), now=NOW)
        assert own.post("read_message", message.pk).status_code == 404
        assert OutboxMessage.objects.get().read_at is None
