"""A claim by its screens: counter, online, the gate, two people, the notice, the end."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sanviec.apps.claims import services
from sanviec.apps.claims.models import Claim
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import StoredFile
from sanviec.kernel.errors import InputError
from sanviec.web.forms.claim import ClaimForm, ContributionsField, written_record
from tests.apps.claims.factories import make_claim
from tests.apps.factories import NOW, make_centre, make_referral, make_staff
from tests.apps.platform.photographs import page_photo
from tests.web.doors import _CLAIM
from tests.web.factories import account_of, make_seeker

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def do(client: Client, claim: Claim, event: str, **said: str) -> Any:
    """Press one button of the dossier's page and look at it again."""
    answers = {f"{event}-{name}": value for name, value in said.items()} | {"viec": event}
    return client.post(reverse("web:claims:act", args=[claim.pk]), answers, follow=True)


class TestAtTheCounter:
    def test_from_the_paper_to_a_signed_decision(self, sign_in: SignIn) -> None:
        centre = make_centre()
        person = make_seeker(centre, full_name="Lý Thị Hạnh")
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, centre).user)
        approver = sign_in(make_staff(Role.APPROVER, centre).user)

        found = officer.get(reverse("web:claims:find"), {"q": "ly thi hanh"})
        assert "Lý Thị Hạnh" in text_of(found)
        officer.post(reverse("web:claims:new", args=[person.pk]), _CLAIM)
        claim = Claim.objects.get()
        for kind in ("request", "separation", "book"):
            do(officer, claim, "paper", kind=kind)
        do(officer, claim, "file", filed_on="2026-11-23")
        page = text_of(do(officer, claim, "accept"))
        assert "4.800.000" in page
        assert "Đủ điều kiện hưởng" in page

        refused = text_of(do(officer, claim, "propose"))
        assert "tư vấn việc làm và giới thiệu việc làm" in refused
        do(
            officer,
            claim,
            "counsel",
            held_on="2026-11-23",
            topic="job",
            way="desk",
            summary="Tìm việc may",
        )
        make_referral(person, until="sent")
        assert "Đã ghi" in text_of(do(officer, claim, "propose"))

        decision = claim.decisions.get()
        queue = text_of(approver.get(reverse("web:claims:to_sign")))
        assert "Lý Thị Hạnh: Hưởng trợ cấp thất nghiệp, 4.800.000" in queue
        batch = {"quyet_dinh": str(decision.pk)}
        signed = approver.post(reverse("web:claims:sign_batch"), batch, follow=True)
        assert "Đã ký 1 quyết định" in text_of(signed)
        page = text_of(do(officer, claim, "collect"))
        assert "Đang hưởng" in page
        assert "thông báo trước hết ngày 12/01/2027" in page

    def test_what_is_wrong_stands_beside_its_field(self, sign_in: SignIn) -> None:
        centre = make_centre()
        person = make_seeker(centre)
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, centre).user)
        wrong = _CLAIM | {"contributions": "từ năm ngoái", "separated_on": "30/02/2026"}

        answer = officer.post(reverse("web:claims:new", args=[person.pk]), wrong)

        assert answer.status_code == 422
        page = text_of(answer)
        assert "Dòng 1 “từ năm ngoái” chưa đọc được" in page
        assert "Ngày chưa đúng" in page
        assert not Claim.objects.exists()

    def test_an_officer_does_not_sign(self, sign_in: SignIn) -> None:
        claim = make_claim(until="proposed")
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, claim.centre).user)
        decision = claim.decisions.get()

        path = reverse("web:claims:decision_act", args=[decision.pk])
        assert officer.post(path, {"viec": "sign"}).status_code == 404
        assert officer.get(reverse("web:claims:to_sign")).status_code == 404

    def test_sending_back_needs_a_reason(self, sign_in: SignIn) -> None:
        claim = make_claim(until="proposed")
        approver = sign_in(make_staff(Role.APPROVER, claim.centre).user)
        path = reverse("web:claims:decision_act", args=[claim.decisions.get().pk])

        page = text_of(approver.post(path, {"viec": "send_back", "reason": " "}, follow=True))

        assert "Hãy ghi rõ lý do" in page
        assert claim.decisions.get().state == "proposed"


class TestTwice:
    """A second tap, the back button: one row."""

    def test_a_meeting_counts_once(self, sign_in: SignIn) -> None:
        claim = make_claim(until="filed")
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, claim.centre).user)
        page = text_of(officer.get(reverse("web:claims:claim", args=[claim.pk])))
        key = key_in(page, "counsel-form_key")
        told = {"held_on": "2026-11-23", "topic": "job", "way": "desk", "summary": "Tìm việc may"}

        for _tap in range(2):
            assert "Đã ghi" in text_of(do(officer, claim, "counsel", form_key=key, **told))

        assert claim.jobseeker.counselling_sessions.count() == 1
        do(officer, claim, "counsel", form_key="lạ", **told)
        assert claim.jobseeker.counselling_sessions.count() == 2

    def test_a_complaint_is_one_even_when_it_was_answered(self, sign_in: SignIn) -> None:
        claim = make_claim(until="filed")
        person = sign_in(account_of(claim.jobseeker))
        path = reverse("web:jobseeker:complain", args=[claim.pk])
        sent = {"content": "Chưa trả lời", "form_key": key_in(text_of(person.get(path)))}

        for _tap in range(2):
            assert person.post(path, sent).status_code == 303

        assert claim.complaints.count() == 1

    def test_a_paper_is_there_once(self, sign_in: SignIn) -> None:
        claim = make_claim()
        person = sign_in(account_of(claim.jobseeker))
        path = reverse("web:jobseeker:claim_paper", args=[claim.pk])
        for _tap in range(2):
            photo = SimpleUploadedFile("so.pdf", b"%PDF-1.7 so")
            person.post(path, {"loai": "book", "tep": photo})
        assert claim.papers.count() == StoredFile.objects.count() == 1

        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, claim.centre).user)
        for _tap in range(2):
            do(officer, claim, "paper", kind="request")
        assert claim.papers.filter(kind="request").count() == 1


def key_in(page: str, name: str = "form_key") -> str:
    """The hidden key of a form on a page."""
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found is not None, page
    return found[1]


class TestAtHome:
    def test_online_with_photos_of_the_papers(self, sign_in: SignIn) -> None:
        person = make_seeker(make_centre())
        client = sign_in(account_of(person))
        client.post(reverse("web:jobseeker:new_claim"), _CLAIM)
        claim = Claim.objects.get()
        photo = SimpleUploadedFile("so.jpg", page_photo(700, 900))

        path = reverse("web:jobseeker:claim_paper", args=[claim.pk])
        page = text_of(client.post(path, {"loai": "book", "tep": photo}, follow=True))
        assert "Đã nhận giấy tờ" in page
        broken = SimpleUploadedFile("so.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)
        refused = client.post(path, {"loai": "book", "tep": broken}, follow=True)
        assert "Không đọc được ảnh “so.png”" in text_of(refused)
        rubbish = SimpleUploadedFile("so.exe", b"MZ rubbish")
        refused = client.post(path, {"loai": "book", "tep": rubbish}, follow=True)
        assert "không phải PDF, JPG hay PNG" in text_of(refused)
        filed = client.post(reverse("web:jobseeker:file_claim", args=[claim.pk]), follow=True)

        assert "Trung tâm đang kiểm tra giấy tờ" in text_of(filed)
        assert Claim.objects.get().channel == "portal"
        assert claim.papers.count() == 1

    def test_what_became_of_each_paper_stays_readable(self, sign_in: SignIn) -> None:
        claim = make_claim(until="filed")
        paper = claim.papers.get(kind="book")
        officer = make_staff(Role.CLAIMS_OFFICER, claim.centre).actor
        why = "Ảnh mờ, không đọc được số sổ."
        services.judge_paper(paper=paper, is_good=False, reason=why, actor=officer, now=NOW)

        client = sign_in(account_of(claim.jobseeker))
        page = text_of(client.get(reverse("web:jobseeker:claim", args=[claim.pk])))

        assert why in page
        assert "Chưa đạt" in page
        assert "Gửi giấy tờ" not in page

    def test_no_notice_is_asked_for_in_the_first_month(
        self, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        claim = make_claim(until="receiving")
        on = datetime(2026, 12, 10, 2, 0, tzinfo=UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: on)
        client = sign_in(account_of(claim.jobseeker))
        assert claim.months.running_on(on.date()).get().number == 1

        page = text_of(client.get(reverse("web:jobseeker:claim", args=[claim.pk])))

        assert "Thông báo tìm kiếm việc làm tháng này" not in page
        path = reverse("web:jobseeker:notice", args=[claim.pk])
        by_hand = client.post(path, {"employer_1": "May A"})
        assert by_hand.status_code == 422
        assert "Tháng hưởng thứ 1 không phải thông báo" in text_of(by_hand)

    def test_the_notice_of_the_month(
        self, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        claim = make_claim(until="receiving")
        on = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: on)
        client = sign_in(account_of(claim.jobseeker))
        page = text_of(client.get(reverse("web:jobseeker:claim", args=[claim.pk])))
        assert "Thông báo tìm kiếm việc làm tháng này" in page
        path = reverse("web:jobseeker:notice", args=[claim.pk])

        empty = client.post(path, {})
        assert empty.status_code == 422
        given = client.post(path, {"employer_1": "Công ty May A"}, follow=True)

        assert "Đã nhận thông báo" in text_of(given)
        assert claim.notices.get().contacts == [{"employer": "Công ty May A"}]

    def test_a_decision_shows_the_sum_and_its_articles(self, sign_in: SignIn) -> None:
        claim = make_claim(until="granted")
        client = sign_in(account_of(claim.jobseeker))

        page = text_of(client.get(reverse("web:jobseeker:claim", args=[claim.pk])))

        assert "Cách tính, từng bước theo điều luật" in page
        assert "Luật 74/2025/QH15" in page
        assert "Hãy đến nhận quyết định từ ngày 22/12/2026" in page


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (
            "07/2023 – 10/2026: 8.000.000",
            {"from": "2023-07", "to": "2026-10", "wage_vnd": 8_000_000, "paid": True},
        ),
        (
            "7/2023-10/2023 8 triệu",
            {"from": "2023-07", "to": "2023-10", "wage_vnd": 8_000_000, "paid": True},
        ),
        (
            "03/2024: 5000000đ",
            {"from": "2024-03", "to": "2024-03", "wage_vnd": 5_000_000, "paid": True},
        ),
        (
            "03/2024 – 08/2024: thai sản",
            {"from": "2024-03", "to": "2024-08", "paid": False, "reason": "maternity"},
        ),
        (
            "03/2024 – 04/2024: không lương",
            {"from": "2024-03", "to": "2024-04", "paid": False, "reason": "unpaid_leave"},
        ),
        ("03/2024 – 04/2024: không đóng", {"from": "2024-03", "to": "2024-04", "paid": False}),
    ],
)
def test_a_line_of_the_record_is_read_as_people_write_it(line: str, row: dict[str, Any]) -> None:
    read = ContributionsField().clean(line)

    assert read == (row,)
    assert ContributionsField().clean(written_record(Claim(contributions=list(read)))) == read


@pytest.mark.parametrize("line", ["03/2024: 5000", "03/2024: 0", "03/2024: nhiều"])
def test_a_wage_that_nobody_has_is_asked_again(line: str) -> None:
    with pytest.raises(ValidationError, match="chưa đọc được"):
        ContributionsField().clean(line)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("07/2023 – 10/2026: 8", "Dòng 1 “07/2023 – 10/2026: 8” chưa đọc được"),
        ("07/2023 – 10/2026: 7.5", "chưa đọc được"),
        ("13/2023 – 10/2026: 8.000.000", "chưa đọc được"),
        ("10/2026 – 07/2023: 8.000.000", "tháng sau đứng trước tháng đầu"),
        (
            "01/2024 – 10/2026: 8.000.000\n07/2023 – 01/2024: 7.000.000",
            "Dòng 1 và dòng 2 “07/2023 – 01/2024: 7.000.000” có tháng trùng nhau",
        ),
    ],
)
def test_a_line_that_cannot_be_is_named_in_words(lines: str, words: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(words)):
        ContributionsField().clean(lines)


def test_an_engines_refusal_stands_beside_its_field_without_its_path() -> None:
    form = ClaimForm({})
    form.full_clean()
    place = "contributions[1].to"
    form.add_service_error(InputError(f"{place}: cần một tháng.", f"{place}: …", field=place))
    assert "Cần một tháng." in form.errors["contributions"]


def test_what_decides_the_right_is_not_filled_in_by_itself() -> None:
    form = ClaimForm(_CLAIM | {"separation": "", "contract": ""})
    assert {"separation", "contract"} <= form.errors.keys()
    assert form.errors["separation"] == ["Hãy chọn “Lý do chấm dứt”."]
