"""Introducing at the counter and recording what came of it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sanviec.apps.jobseekers.services import pause_jobseeker, withdraw_consent
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.referrals.models import FollowUp, Referral
from sanviec.apps.vacancies.services import change_state
from tests.apps.factories import HOME, TODAY, make_jobseeker
from tests.web.factories import BY_SYSTEM, make_referral, make_seeker, make_vacancy

from .conftest import Counter

NO_ID = "00000000-0000-0000-0000-000000000000"


def state_of(referral: Referral) -> str:
    return Referral.objects.get(pk=referral.pk).state


def said_after(counter: Counter, name: str, *ids: Any, **answers: Any) -> str:
    """The one message on the page to which a form leads."""
    location = counter.post(name, *ids, **answers)["Location"]
    (message,) = counter.client.get(location).context["messages"]
    return str(message)


def test_what_has_ended_waits_for_no_answer(counter: Counter) -> None:
    """An answer had a day by which it was due for ever, also after the person had declined."""
    referral = make_referral(counter.person, counter.vacancy)
    assert "Chờ trả lời đến" in counter.get("referral", referral.pk).content.decode()
    answers = {"viec": "decline", "decline-reason": "distance"}
    counter.post("referral_act", referral.pk, **answers)
    assert "Chờ trả lời đến" not in counter.get("referral", referral.pk).content.decode()
    assert (
        "còn"
        not in counter.get("person", counter.person.pk)
        .content.decode()
        .split('id="dang-gioi-thieu"')[1]
        .split("</section>")[0]
    )


class TestIntroduce:
    def test_one_click_proposes_agrees_and_sends(self, counter: Counter) -> None:
        answer = counter.post("introduce", counter.person.pk, counter.vacancy.pk)
        referral = Referral.objects.get()
        assert (answer.status_code, referral.state) == (303, "sent")
        assert ServiceLine.objects.filter(kind="referral").count() == 1
        assert sum(reason["points"] for reason in referral.reasons) == referral.score

    def test_no_consent_to_share_writes_nothing(self, counter: Counter) -> None:
        purpose = "share_contact"
        withdraw_consent(jobseeker=counter.person, purpose=purpose, **BY_SYSTEM)
        text = said_after(counter, "introduce", counter.person.pk, counter.vacancy.pk)
        assert "chưa đồng ý gửi tên và số điện thoại" in text
        assert Referral.objects.count() == 0

    def test_missing_requirement_writes_nothing(self, counter: Counter) -> None:
        vacancy = make_vacancy(counter.employer, certificates=["driving_c"])
        text = said_after(counter, "introduce", counter.person.pk, vacancy.pk)
        assert "còn thiếu điều kiện bắt buộc" in text
        assert Referral.objects.count() == 0

    def test_second_time_is_refused(self, counter: Counter) -> None:
        make_referral(counter.person, counter.vacancy)
        text = said_after(counter, "introduce", counter.person.pk, counter.vacancy.pk)
        assert "đang được giới thiệu vào đúng việc này" in text

    def test_who_does_not_look_for_work_is_not_introduced(self, counter: Counter) -> None:
        pause_jobseeker(jobseeker=counter.person, **BY_SYSTEM)
        text = said_after(counter, "introduce", counter.person.pk, counter.vacancy.pk)
        assert "không ở trạng thái" in text

    def test_vacancy_that_closed_meanwhile_is_told(self, counter: Counter) -> None:
        change_state(vacancy=counter.vacancy, event="pause", **BY_SYSTEM)
        text = said_after(counter, "introduce", counter.person.pk, counter.vacancy.pk)
        assert "vừa hết hạn hoặc đã tuyển đủ người" in text

    @pytest.mark.parametrize("until", ["draft", "submitted"])
    def test_vacancy_that_never_was_public_is_not_there(self, counter: Counter, until: str) -> None:
        vacancy = make_vacancy(counter.employer, until=until)
        assert counter.get("pair", counter.person.pk, vacancy.pk).status_code == 404
        assert counter.post("introduce", counter.person.pk, vacancy.pk).status_code == 404

    def test_pair_shows_the_sum_or_what_is_missing(self, counter: Counter) -> None:
        good = counter.get("pair", counter.person.pk, counter.vacancy.pk).content.decode()
        assert "Giới thiệu Hoàng Thị Mẫu với Công ty Mẫu" in good
        vacancy = make_vacancy(counter.employer, certificates=["driving_c"])
        bad = counter.get("pair", counter.person.pk, vacancy.pk).content.decode()
        assert "Còn thiếu điều kiện bắt buộc" in bad
        assert "Giới thiệu Hoàng Thị Mẫu với" not in bad


ACTS = [
    ("proposed", "agree", {}, "agreed"),
    ("agreed", "send", {}, "sent"),
    (
        "sent",
        "invite",
        {"invite-interview_at": "2026-11-25T08:30", "invite-interview_place": "Cổng 2"},
        "interview",
    ),
    ("sent", "hire", {"hire-hired_on": "23/11/2026", "hire-starts_on": "2026-12-01"}, "hired"),
    ("sent", "reject", {"reject-reason": "skills"}, "not_selected"),
    ("sent", "decline", {"decline-reason": "distance"}, "declined"),
    ("hired", "confirm_start", {"confirm_start-starts_on": "2026-11-23"}, "started"),
    ("hired", "miss_start", {}, "not_started"),
]


class TestAct:
    @pytest.mark.parametrize(("until", "event", "answers", "state"), ACTS)
    def test_event_is_recorded(
        self, counter: Counter, until: str, event: str, answers: dict[str, str], state: str
    ) -> None:
        referral = make_referral(counter.person, counter.vacancy, until=until)
        page = counter.get("referral", referral.pk).content.decode()
        assert f'value="{event}"' in page
        answer = counter.post("referral_act", referral.pk, viec=event, **answers)
        assert (answer.status_code, state_of(referral)) == (303, state)
        assert counter.get("referral", referral.pk).status_code == 200

    @pytest.mark.parametrize(
        ("until", "event", "answers", "expected"),
        [
            ("sent", "invite", {}, "Hãy điền “Nơi phỏng vấn”."),
            ("sent", "invite", {"invite-interview_at": "2020-01-01T08:00"}, "Hãy điền"),
            (
                "sent",
                "invite",
                {"invite-interview_at": "2020-01-01T08:00", "invite-interview_place": "x"},
                "Giờ phỏng vấn phải ở phía trước",
            ),
            ("sent", "hire", {"hire-hired_on": "31/02/2026"}, "Ngày chưa đúng"),
            (
                "sent",
                "hire",
                {"hire-hired_on": "2026-11-23", "hire-starts_on": "2026-11-01"},
                "Ngày đi làm không thể trước ngày được nhận",
            ),
            ("sent", "reject", {}, "Hãy chọn “Lý do”."),
            ("sent", "reject", {"reject-reason": "ugly"}, "Hãy chọn trong danh sách."),
            ("sent", "reject", {"reject-reason": "other"}, "Hãy nói rõ lý do khác là gì."),
            (
                "hired",
                "confirm_start",
                {"confirm_start-starts_on": "2027-01-01"},
                "Ngày đi làm còn ở phía trước",
            ),
        ],
    )
    def test_wrong_answers_come_back_open(
        self, counter: Counter, until: str, event: str, answers: dict[str, str], expected: str
    ) -> None:
        referral = make_referral(counter.person, counter.vacancy, until=until)
        answer = counter.post("referral_act", referral.pk, viec=event, **answers)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert expected in page
        assert f'open id="viec-{event}"' in page
        assert state_of(referral) == until

    @pytest.mark.parametrize("event", ["", "close", "give_up", "supersede", "drop"])
    def test_what_comes_by_itself_is_not_there(self, counter: Counter, event: str) -> None:
        referral = make_referral(counter.person, counter.vacancy)
        assert counter.post("referral_act", referral.pk, viec=event).status_code == 404
        assert state_of(referral) == "sent"

    def test_out_of_turn_is_told(self, counter: Counter) -> None:
        referral = make_referral(counter.person, counter.vacancy)
        assert counter.post("referral_act", referral.pk, viec="agree").status_code == 303
        assert state_of(referral) == "sent"

    def test_state_score_and_centre_cannot_be_posted(self, counter: Counter) -> None:
        referral = make_referral(counter.person, counter.vacancy)
        forged = {"state": "started", "score": 1, "centre_id": NO_ID, "hire-score": 1}
        hire = {"hire-hired_on": "2026-11-23", "hire-starts_on": "2026-12-01"}
        counter.post("referral_act", referral.pk, viec="hire", **hire, **forged)
        after = Referral.objects.get(pk=referral.pk)
        assert (after.state, after.score) == ("hired", referral.score)
        assert after.centre_id == counter.centre.pk

    def test_hire_is_reported_once(self, counter: Counter) -> None:
        referral = make_referral(counter.person, counter.vacancy, until="hired")
        assert "Hạn báo cáo tuyển dụng" in counter.get("referral", referral.pk).content.decode()
        assert "Đã ghi kết quả" in said_after(counter, "referral_act", referral.pk, viec="report")
        again = said_after(counter, "referral_act", referral.pk, viec="report")
        assert "Không có báo cáo tuyển dụng nào đang chờ" in again


class TestFollowUp:
    @pytest.fixture
    def planned(self, counter: Counter) -> FollowUp:
        referral = make_referral(counter.person, counter.vacancy, until="started")
        return referral.follow_ups.get()

    @pytest.fixture
    def due(self, planned: FollowUp) -> FollowUp:
        """The day of the follow-up has come."""
        planned.due_on = TODAY
        planned.save(update_fields=["due_on"])
        return planned

    def test_before_its_day_only_who_left_is_recorded(
        self, counter: Counter, planned: FollowUp
    ) -> None:
        page = counter.get("follow_up", planned.pk).content.decode()
        assert "Chưa đến ngày theo dõi." in page
        assert re.findall(r'name="result" value="(\w+)"', page) == ["left"]
        answer = counter.post("follow_up", planned.pk, result="working")
        assert (answer.status_code, state_of(planned.referral)) == (422, "started")
        assert "Chưa đến ngày theo dõi (23/12/2026)" in answer.content.decode()
        assert counter.post("follow_up", planned.pk, result="left").status_code == 303

    def test_result_closes_the_referral(self, counter: Counter, due: FollowUp) -> None:
        assert counter.get("follow_up", due.pk).status_code == 200
        answer = counter.post("follow_up", due.pk, result="working", note="Đã quen việc")
        assert (answer.status_code, state_of(due.referral)) == (303, "closed")
        page = counter.get("referral", due.referral_id).content.decode()
        assert "Vẫn đang làm, Đã quen việc" in page

    @pytest.mark.parametrize(
        "answers", [{}, {"result": "rich"}, {"result": "left", "note": "x" * 600}]
    )
    def test_wrong_answers_come_back(
        self, counter: Counter, planned: FollowUp, answers: dict[str, str]
    ) -> None:
        assert counter.post("follow_up", planned.pk, **answers).status_code == 422

    def test_twice_is_refused(self, counter: Counter, due: FollowUp) -> None:
        counter.post("follow_up", due.pk, result="working")
        again = counter.post("follow_up", due.pk, result="left")
        assert again.status_code == 422
        assert "Lần theo dõi này đã được ghi kết quả." in again.content.decode()


def test_a_second_invitation_moves_the_interview(counter: Counter) -> None:
    referral = make_referral(counter.person, counter.vacancy, until="interview")
    page = counter.get("referral", referral.pk).content.decode()
    assert "Đổi lịch phỏng vấn" in page
    assert "Mời phỏng vấn" not in page
    assert 'value="2026-11-25T09:00"' in page
    assert 'value="Cổng số 2"' in page


class TestList:
    def test_narrowed_to_a_state(self, counter: Counter) -> None:
        make_referral(counter.person, counter.vacancy)
        assert "Hoàng Thị Mẫu" in counter.get("referrals", trang_thai="sent").content.decode()
        empty = counter.get("referrals", trang_thai="hired").content.decode()
        assert "Chưa có giới thiệu nào ở trạng thái này." in empty

    @pytest.mark.parametrize("query", [{"trang_thai": "x"}, {"trang": "x"}, {"trang": "999"}])
    def test_rubbish_in_the_address_shows_the_list(
        self, counter: Counter, query: dict[str, str]
    ) -> None:
        make_referral(counter.person, counter.vacancy)
        assert "Hoàng Thị Mẫu" in counter.get("referrals", **query).content.decode()

    def test_other_centres_stay_out(self, counter: Counter) -> None:
        other = make_seeker(None, full_name="Nông Văn Xa")
        make_referral(other, make_vacancy())
        assert "Nông Văn Xa" not in counter.get("referrals").content.decode()


def test_person_without_experience_is_not_told_that_none_is_needed(counter: Counter) -> None:
    person = make_jobseeker(counter.centre, experience_months=0, residence_code=HOME)
    page = counter.get("person", person.pk).content.decode()
    assert "chưa có kinh nghiệm" in page
    assert "không cần kinh nghiệm" not in page
