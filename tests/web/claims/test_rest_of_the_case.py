"""Transfers, refusals, complaints, training, the slip and the report by their screens."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from sanviec.apps.claims import services
from sanviec.apps.claims.enums import PaperKind
from sanviec.apps.claims.models import Claim, ClaimPaper, Complaint, TrainingSupport
from sanviec.apps.jobseekers.services import pause_jobseeker
from sanviec.apps.platform.enums import Role
from tests.apps.claims.factories import make_claim, open_decision
from tests.apps.claims.test_complaints import refused_claim
from tests.apps.factories import make_centre, make_jobseeker, make_staff
from tests.apps.platform.photographs import page_photo
from tests.web.doors import _CLAIM, _COURSE
from tests.web.factories import BY_SYSTEM, account_of, make_seeker, make_vacancy

from .test_journey import do, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SignIn = Callable[..., Client]
JANUARY = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)
ONE_LATER = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


@pytest.fixture
def in_january(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the second month of the made claims runs."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: JANUARY)


def officer_of(sign_in: SignIn, claim: Claim) -> Client:
    return sign_in(make_staff(Role.CLAIMS_OFFICER, claim.centre).user)


def press(client: Client, name: str, pk: Any, **answers: str) -> str:
    return text_of(client.post(reverse(name, args=[pk]), answers, follow=True))


@pytest.mark.usefixtures("in_january")
class TestTransfer:
    def test_from_the_persons_wish_to_the_new_centre(self, sign_in: SignIn) -> None:
        claim = make_claim(until="receiving")
        to = make_centre("TMOI")
        person = sign_in(account_of(claim.jobseeker))
        wish = {"to_centre": "TMOI", "reason": "Về quê"}
        page = press(person, "web:jobseeker:transfer", claim.pk, **wish)
        assert "Hạn chuyển hồ sơ" in page
        assert to.name in page
        transfer = claim.transfers.get()
        giving, taking = (
            officer_of(sign_in, claim),
            sign_in(make_staff(Role.CLAIMS_OFFICER, to).user),
        )

        assert taking.get(reverse("web:claims:transfer", args=[transfer.pk])).status_code == 404
        press(giving, "web:claims:transfer_act", transfer.pk, viec="hand_over")
        waiting = text_of(taking.get(reverse("web:claims:transfers")))
        assert claim.jobseeker.full_name in waiting
        page = press(taking, "web:claims:transfer_act", transfer.pk, viec="take_over")
        assert "Nơi đến đã tiếp nhận" in page
        assert "Nơi chi trả từng tháng" in page
        assert "Chưa gửi" in page

        assert giving.get(reverse("web:claims:claim", args=[claim.pk])).status_code == 404
        kept = text_of(giving.get(reverse("web:claims:transfer", args=[transfer.pk])))
        assert "Trung tâm xem lại được những gì đã quyết định" in kept
        assert "4.800.000" in kept

    def test_each_side_has_its_own_acts(self, sign_in: SignIn) -> None:
        claim = make_claim(until="receiving")
        officer = officer_of(sign_in, claim)
        make_centre("TMOI")
        do(officer, claim, "transfer", to_centre="TMOI", reason="Theo gia đình")
        path = reverse("web:claims:transfer_act", args=[claim.transfers.get().pk])

        assert officer.post(path, {"viec": "take_over"}).status_code == 404
        assert "Hãy ghi rõ lý do" in text_of(officer.post(path, {"viec": "refuse"}, follow=True))


@pytest.mark.usefixtures("in_january")
class TestInBenefit:
    def test_a_month_is_exempted_on_a_ground_of_the_law(self, sign_in: SignIn) -> None:
        claim = make_claim(until="receiving")
        officer = officer_of(sign_in, claim)

        wrong = do(officer, claim, "exempt", month="9", ground="illness", reason="Giấy viện")
        assert "không có tháng hưởng thứ 9" in text_of(wrong)
        page = text_of(do(officer, claim, "exempt", month="2", ground="illness", reason="Giấy"))

        assert "được miễn thông báo (Ốm đau" in page

    def test_two_refusals_lead_to_a_draft_of_the_ending(self, sign_in: SignIn) -> None:
        claim = make_claim(until="receiving")
        officer, person = officer_of(sign_in, claim), sign_in(account_of(claim.jobseeker))
        for day in ("2027-01-07", "2027-01-08"):
            do(officer, claim, "refusal", job=f"Thợ may {day}", refused_on=day)
            refusal = claim.refusals.get(verdict="open")
            early = press(officer, "web:claims:judge_refusal", refusal.pk, reason="Gần")
            assert "còn được giải trình" in early
            page = press(person, "web:jobseeker:answer_refusal", refusal.pk, answer="Ca đêm")
            assert "Đã gửi giải trình" in page
            judged = {"viec": "none", "reason": "Ca ngày, cách 3 km"}
            page = press(officer, "web:claims:judge_refusal", refusal.pk, **judged)

        assert open_decision(claim).ground == "refused_jobs"
        assert "Cán bộ xem dự thảo: Chấm dứt hưởng" in page


class TestPapers:
    def test_a_photo_is_kept_small_opened_and_judged(self, sign_in: SignIn) -> None:
        claim = make_claim()
        person, officer = sign_in(account_of(claim.jobseeker)), officer_of(sign_in, claim)
        photo = SimpleUploadedFile("so.jpg", page_photo(590, 800))
        path = reverse("web:jobseeker:claim_paper", args=[claim.pk])

        page = text_of(person.post(path, {"loai": "book", "tep": photo}, follow=True))

        assert "Ảnh nhỏ, chữ có thể khó đọc" in page
        paper = claim.papers.get()
        answer = officer.post(reverse("web:claims:paper", args=[paper.pk]))
        assert answer["Content-Disposition"].startswith("attachment")
        assert not Image.open(BytesIO(answer.content)).getexif()
        looks = text_of(person.get(reverse("web:jobseeker:data")))
        assert "Sổ bảo hiểm xã hội" in looks
        page = press(officer, "web:claims:judge_paper", paper.pk, dat="0")
        assert "chưa đạt ở chỗ nào" in page
        press(officer, "web:claims:judge_paper", paper.pk, dat="0", reason="Thiếu trang 3")
        assert ClaimPaper.objects.get().state == "refused"

    def test_an_officer_keeps_a_copy_too(self, sign_in: SignIn) -> None:
        claim = make_claim()
        officer = officer_of(sign_in, claim)
        scan = SimpleUploadedFile("giay.pdf", b"%PDF-1.7 giay")
        path = reverse("web:claims:act", args=[claim.pk])
        sent = {"viec": "paper", "paper-kind": "request", "paper-upload": scan}

        officer.post(path, sent)

        paper = claim.papers.get()
        assert paper.stored is not None
        assert paper.stored.content_type == "application/pdf"

    def test_a_proxy_is_named_and_collects_with_a_letter(self, sign_in: SignIn) -> None:
        centre = make_centre()
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, centre).user)
        path = reverse("web:claims:new", args=[make_seeker(centre).pk])
        nameless = officer.post(path, _CLAIM | {"channel": "proxy"})
        assert "Nộp thay thì phải ghi họ tên" in text_of(nameless)
        claim = make_claim(until="granted")
        own = officer_of(sign_in, claim)

        refused = text_of(do(own, claim, "collect", collector_name="Lý Văn Thay"))
        assert "cần giấy ủy quyền" in refused
        services.add_paper(
            claim=claim,
            kind=PaperKind.PROXY_LETTER,
            stored=None,
            note="",
            actor=make_staff(Role.CLAIMS_OFFICER, claim.centre).actor,
            now=JANUARY,
        )
        page = text_of(do(own, claim, "collect", collector_name="Lý Văn Thay"))

        assert "Lý Văn Thay" in page
        assert "Đang hưởng" in page

    def test_the_slip_names_the_days_for_both(self, sign_in: SignIn) -> None:
        claim = make_claim(until="accepted")
        person = sign_in(account_of(claim.jobseeker))

        for client, name in (
            (officer_of(sign_in, claim), "web:claims:slip"),
            (person, "web:jobseeker:claim_slip"),
        ):
            page = text_of(client.get(reverse(name, args=[claim.pk])))
            assert "từ ngày 22/12/2026 đến hết ngày 24/12/2026" in page
        draft = make_claim(claim.jobseeker, separated_on=claim.separated_on.replace(day=2))
        slip = reverse("web:jobseeker:claim_slip", args=[draft.pk])
        assert person.get(slip).status_code == 404

    def test_the_person_withdraws(self, sign_in: SignIn) -> None:
        claim = make_claim(until="filed")
        person = sign_in(account_of(claim.jobseeker))

        assert "Đã rút hồ sơ" in press(person, "web:jobseeker:withdraw_claim", claim.pk)
        assert Claim.objects.get().state == "withdrawn"


class TestMatches:
    def test_work_that_suits_is_shown_with_reasons_where_the_person_agrees(
        self, sign_in: SignIn
    ) -> None:
        claim = make_claim(make_seeker(make_centre()), until="filed")
        vacancy = make_vacancy(title="Thợ may công nghiệp")
        officer = officer_of(sign_in, claim)
        path = reverse("web:claims:matches", args=[claim.pk])

        page = text_of(officer.get(path))
        assert reverse("web:vacancy", args=[vacancy.pk]) in page
        assert "sv-points" in page

        silent = make_claim(make_jobseeker(claim.centre), until="filed")
        page = text_of(officer.get(reverse("web:claims:matches", args=[silent.pk])))
        assert "chưa đồng ý" in page
        assert "Thợ may công nghiệp" not in page

    def test_an_introduction_from_the_dossier_opens_the_gate(self, sign_in: SignIn) -> None:
        claim = make_claim(make_seeker(make_centre()), until="filed")
        vacancy = make_vacancy(title="Thợ may công nghiệp")
        officer = officer_of(sign_in, claim)
        way = reverse("web:claims:introduce", args=[claim.pk, vacancy.pk])
        before = text_of(officer.get(reverse("web:claims:matches", args=[claim.pk])))
        assert way in before
        assert not services.gate_of(claim).is_introduced

        page = text_of(officer.post(way, follow=True))

        assert f"Đã giới thiệu {claim.jobseeker.full_name}" in page
        assert "sv-tag--late" not in page
        assert way not in page
        assert services.gate_of(claim).is_introduced
        again = text_of(officer.post(way, follow=True))
        assert "đang được giới thiệu vào đúng việc này" in again
        assert claim.jobseeker.referrals.count() == 1

    def test_who_looks_for_no_work_is_not_introduced(self, sign_in: SignIn) -> None:
        claim = make_claim(make_seeker(make_centre()), until="filed")
        vacancy = make_vacancy(title="Thợ may công nghiệp")
        pause_jobseeker(jobseeker=claim.jobseeker, **BY_SYSTEM)
        officer = officer_of(sign_in, claim)
        way = reverse("web:claims:introduce", args=[claim.pk, vacancy.pk])

        page = text_of(officer.post(way, follow=True))

        assert "không ở trạng thái “đang tìm việc”" in page
        assert way not in page
        assert not claim.jobseeker.referrals.exists()


class TestQueue:
    def test_late_and_todays_claims_are_counted_and_come_first(
        self, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        late = make_claim(until="filed")
        todays = make_claim(
            make_seeker(late.centre, full_name="Hoàng Thị Hôm"), until="accepted", at=ONE_LATER
        )
        assert todays.decide_by is not None
        noon = datetime.combine(todays.decide_by, time(5), UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
        officer = officer_of(sign_in, late)

        page = text_of(officer.get(reverse("web:claims:queue")))

        assert "Đang chờ: 2, hạn hôm nay: 1." in page
        assert "1 quá hạn" in page
        assert page.index(late.number) < page.index(todays.number)


class TestComplaint:
    def test_from_the_persons_words_to_a_dossier_looked_at_again(self, sign_in: SignIn) -> None:
        claim = refused_claim()
        person, officer = sign_in(account_of(claim.jobseeker)), officer_of(sign_in, claim)
        wrong = claim.decisions.get()
        said = {"decision": str(wrong.pk), "content": "Tôi đã báo trước"}
        page = press(person, "web:jobseeker:complain", claim.pk, **said)
        assert "khởi kiện tại Tòa án" in page
        complaint = Complaint.objects.get()
        press(officer, "web:claims:complaint_act", complaint.pk, viec="accept")
        assert "Người trình và người ký" in text_of(
            officer.get(reverse("web:claims:complaint", args=[complaint.pk]))
        )
        other = sign_in(make_staff(Role.DEPARTMENT, claim.centre).user)
        path = reverse("web:claims:answer_complaint", args=[complaint.pk])
        assert other.post(path, {"outcome": "upheld", "answer": ""}).status_code == 422
        other.post(path, {"outcome": "upheld", "answer": "Có đơn báo trước"})

        draft = open_decision(claim)
        press(officer, "web:claims:decision_act", draft.pk, viec="propose")
        press(other, "web:claims:decision_act", draft.pk, viec="sign")

        assert Claim.objects.get().state == "accepted"
        told = text_of(person.get(reverse("web:jobseeker:complain", args=[claim.pk])))
        assert "Khiếu nại đúng" in told

    def test_a_grant_that_was_wrong_leads_to_the_next_step(self, sign_in: SignIn) -> None:
        claim = make_claim(until="granted")
        person, officer = sign_in(account_of(claim.jobseeker)), officer_of(sign_in, claim)
        other = sign_in(make_staff(Role.DEPARTMENT, claim.centre).user)
        said = {"decision": str(claim.decisions.get().pk), "content": "Lương ghi thiếu"}
        press(person, "web:jobseeker:complain", claim.pk, **said)
        complaint = Complaint.objects.get()
        press(officer, "web:claims:complaint_act", complaint.pk, viec="accept")
        path = reverse("web:claims:answer_complaint", args=[complaint.pk])
        other.post(path, {"outcome": "upheld", "answer": "Đúng"})

        page = text_of(officer.get(reverse("web:claims:complaint", args=[complaint.pk])))
        assert "Bước tiếp theo: sửa quá trình đóng" in page
        edit = reverse("web:claims:edit", args=[claim.pk])
        assert edit in page
        told = _CLAIM | {"contributions": "07/2023 – 10/2026: 9.000.000", "region": "III"}
        told |= {"separated_on": claim.separated_on.isoformat()}
        assert officer.post(edit, told).status_code == 303
        draft = open_decision(claim)
        press(officer, "web:claims:decision_act", draft.pk, viec="propose")
        press(other, "web:claims:decision_act", draft.pk, viec="sign")

        assert Claim.objects.get().monthly_amount_vnd == 5_400_000


class TestTraining:
    def test_asked_at_home_and_decided_by_two(self, sign_in: SignIn) -> None:
        claim = make_claim(until="receiving")
        person, officer = sign_in(account_of(claim.jobseeker)), officer_of(sign_in, claim)
        approver = sign_in(make_staff(Role.APPROVER, claim.centre).user)
        wrong = person.post(
            reverse("web:jobseeker:ask_training", args=[claim.pk]), _COURSE | {"cost_vnd": "nhiều"}
        )
        assert "Chưa rõ số tiền “nhiều”" in text_of(wrong)
        press(person, "web:jobseeker:ask_training", claim.pk, **_COURSE)
        row = TrainingSupport.objects.get()

        page = text_of(officer.get(reverse("web:claims:training", args=[row.pk])))
        assert "4.500.000" in page
        press(officer, "web:claims:training_act", row.pk, viec="propose")
        press(approver, "web:claims:training_act", row.pk, viec="sign")

        told = text_of(person.get(reverse("web:jobseeker:claim", args=[claim.pk])))
        assert "Tiền ăn được hỗ trợ" in told
        assert "3.000.000" in told

    def test_another_course_is_judged_before_it_is_proposed(self, sign_in: SignIn) -> None:
        claim = make_claim(until="receiving")
        officer = officer_of(sign_in, claim)
        press(officer, "web:claims:new_training", claim.pk, **_COURSE)
        press(officer, "web:claims:new_training", claim.pk, **_COURSE | {"course": "Pha chế"})
        second = TrainingSupport.objects.get(course="Pha chế")

        page = press(officer, "web:claims:training_act", second.pk, viec="propose")
        assert "Hai khóa học được hỗ trợ trùng thời gian" in page
        assert "hãy kiểm tra và ghi kết luận" in page
        flag = claim.flags.get()
        page = press(officer, "web:claims:flag", flag.pk, answer="Học tối", dao_tao=second.number)
        assert "Học tối" in page
        assert "Đã trình, chờ ký" in press(
            officer, "web:claims:training_act", second.pk, viec="propose"
        )


class TestReport:
    def test_screen_and_workbook_say_the_same(self, sign_in: SignIn) -> None:
        claim = make_claim(until="granted")
        officer = officer_of(sign_in, claim)
        days = {"first": "2026-11-01", "last": "2026-11-30"}

        page = text_of(officer.get(reverse("web:claims:report"), days))
        book = officer.get(reverse("web:claims:workbook"), days)

        assert "14.400.000" in page
        assert "Ngoại lệ: Lý do khác" in page
        # A list of the parts at the top leads to each of them.
        parts = re.findall(r'href="#(phan-[0-9]+)"', page)
        assert parts == re.findall(r'<table[^>]* id="([^"]+)"', page)
        assert len(parts) > 3
        sheet = openpyxl.load_workbook(BytesIO(book.content)).active
        assert sheet is not None
        told = {row[0]: row[2] for row in sheet.iter_rows(values_only=True)}
        assert told["Tổng mức hưởng theo quyết định"] == 14_400_000

    def test_the_director_sees_the_share_of_the_gate(self, sign_in: SignIn) -> None:
        claim = make_claim(until="granted")
        director = sign_in(make_staff(Role.DEPARTMENT, claim.centre).user)

        page = text_of(director.get(reverse("web:manage:home")))

        assert "Tỷ lệ đã tư vấn và giới thiệu việc làm" in page
        assert "Ngoại lệ: Lý do khác" in page
