"""Pay lists and recoveries by their screens, and the agency in the dossier."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanviec.apps.payments import services
from sanviec.apps.payments.models import OverpaymentRecovery, PayAnswer, PayList
from sanviec.apps.payments.writing import AT_ONCE
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry, OutboxMessage
from sanviec.apps.platform.services import deliver
from sanviec.integrations.social_insurance.sandbox import SandboxAgency
from tests.apps.claims.factories import make_claim
from tests.apps.factories import NOW, make_centre, make_seeker, make_staff
from tests.apps.payments.factories import DUE, make_list, make_receiving
from tests.twin import NUMBER, record_of, twin

__all__ = ["twin"]
pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def _december(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: DUE)


def act(client: Client, name: str, row: Any, **said: str) -> str:
    path = reverse(f"web:payments:{name}", args=[row.pk])
    return text_of(client.post(path, said, follow=True))


@pytest.mark.usefixtures("_december")
class TestPayList:
    def test_from_what_is_due_to_what_came_back(self, sign_in: SignIn) -> None:
        centre = make_centre()
        make_receiving(centre, count=2)
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, centre).user)
        approver = sign_in(make_staff(Role.APPROVER, centre).user)

        page = text_of(
            officer.post(reverse("web:payments:lists"), {"month": "2026-12"}, follow=True)
        )
        pay_list = PayList.objects.get()
        assert "2 dòng, 9.600.000 đồng" in page
        assert "Luật 74/2025/QH15" in page
        first, second = pay_list.rows.order_by("number")
        assert "2 dòng trong mẫu" in act(officer, "list_act", pay_list, viec="propose")
        act(officer, "row_act", first, viec="accepted")
        page = act(officer, "row_act", second, viec="rejected", reason="Thiếu chữ ký")
        assert "Thiếu chữ ký" in page
        assert "1 dòng, 4.800.000 đồng" in page
        assert "chờ người duyệt" in act(officer, "list_act", pay_list, viec="propose")
        approved = act(approver, "list_act", pay_list, viec="approve")
        assert "Đã duyệt, gửi cơ quan bảo hiểm xã hội" in approved

        lines = f"Mã dòng,Kết quả,Số tiền,Ngày\n{first.reference},Đã chi,4800000,09/12/2026\n"
        lines += "lạ,Đã chi,5,09/12/2026\nlạ2,?,5,09/12/2026\n"
        upload = SimpleUploadedFile("kq.csv", lines.encode())
        path = reverse("web:payments:answers", args=[pay_list.pk])
        page = text_of(officer.post(path, {"file": upload}, follow=True))

        assert "Mới: 2, đã biết: 0, cần xem: 1, dòng lỗi: 1." in page
        assert "Dòng 4: outcome" in page
        assert "Không có dòng này trong danh sách" in page
        act(officer, "explain", PayAnswer.objects.get(reference="lạ"), remedy="Của nơi khác")
        assert "Đã đối chiếu xong" in act(officer, "list_act", pay_list, viec="close")

    def test_a_large_list_shows_how_far_it_is(
        self, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sanviec.apps.payments.services.making.AT_ONCE", 0)
        centre = make_centre()
        make_receiving(centre)
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, centre).user)
        lists = reverse("web:payments:lists")
        page = text_of(officer.post(lists, {"month": "2026-12"}, follow=True))
        assert "Đã xem 0 trên 1 tháng hưởng" in page
        again = officer.post(lists, {"month": "2026-12"})
        assert (again.status_code, "đang lập một danh sách khác" in text_of(again)) == (422, True)
        pay_list = PayList.objects.get()
        path = reverse("web:payments:list", args=[pay_list.pk])
        asked = officer.get(path, headers={"HX-Request": "true"})
        assert "<h1" not in text_of(asked)

        services.fill_pay_list(str(pay_list.pk), now=DUE)

        assert officer.get(path, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
        assert "1 dòng, 4.800.000 đồng" in text_of(officer.get(path))

    def test_an_officer_does_not_approve(self, sign_in: SignIn) -> None:
        centre = make_centre()
        make_receiving(centre)
        pay_list = make_list(centre, until="proposed")
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, centre).user)

        path = reverse("web:payments:list_act", args=[pay_list.pk])
        assert officer.post(path, {"viec": "approve"}).status_code == 404
        assert PayList.objects.get().state == "proposed"

    def test_the_approver_is_told_what_waits_besides_decisions(self, sign_in: SignIn) -> None:
        centre = make_centre()
        make_receiving(centre)
        pay_list = make_list(centre, until="proposed")
        approver = sign_in(make_staff(Role.APPROVER, centre).user)
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, centre).user)
        link = f"{reverse('web:payments:lists')}?trang_thai=proposed"

        for page in ("web:claims:queue", "web:claims:to_sign"):
            assert f'href="{link}">Danh sách chi trả: 1</a>' in text_of(approver.get(reverse(page)))
        assert link not in text_of(officer.get(reverse("web:claims:queue")))
        assert pay_list.number in text_of(approver.get(link))
        others = approver.get(reverse("web:payments:lists"), {"trang_thai": "closed"})
        assert pay_list.number not in text_of(others)

    def test_what_changed_since_it_was_read_is_not_approved(self, sign_in: SignIn) -> None:
        centre = make_centre()
        make_receiving(centre, count=2)
        pay_list = make_list(centre, until="proposed")
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, centre).user)
        approver = sign_in(make_staff(Role.APPROVER, centre).user)
        page = text_of(approver.get(reverse("web:payments:list", args=[pay_list.pk])))
        assert "Trong danh sách, chưa gửi" in page
        found = re.search(r'name="da_xem" value="([0-9:]+)"', page)
        assert found is not None
        seen = {"da_xem": found[1]}
        act(officer, "row_act", pay_list.rows.order_by("number")[0], viec="remove", reason="Sai")

        told = act(approver, "list_act", pay_list, viec="approve", **seen)

        assert "khi ấy 2 dòng, 9.600.000 đồng; nay 1 dòng, 4.800.000 đồng" in told
        pay_list.refresh_from_db()
        assert pay_list.state == "proposed"
        fresh = seen | {"da_xem": "1:4800000"}
        assert "Đã duyệt." in act(approver, "list_act", pay_list, viec="approve", **fresh)

    def test_a_wrong_month_and_nothing_due_are_told(self, sign_in: SignIn) -> None:
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, make_centre()).user)
        path = reverse("web:payments:lists")

        assert "Hãy ghi như 11/2026" in text_of(officer.post(path, {"month": "2026-13"}))
        for written in ("2026-12", "12/2026"):
            answer = officer.post(path, {"month": written})
            assert (answer.status_code, "Không có tháng hưởng" in text_of(answer)) == (422, True)

    def test_a_file_that_cannot_be_read_stays_on_the_page(self, sign_in: SignIn) -> None:
        centre = make_centre()
        make_receiving(centre)
        pay_list = make_list(centre, until="approved")
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, centre).user)
        path = reverse("web:payments:answers", args=[pay_list.pk])

        answer = officer.post(path, {"file": SimpleUploadedFile("a.csv", b"a\n1\n")})

        assert answer.status_code == 422
        assert "Tệp thiếu cột" in text_of(answer)

    @pytest.mark.slow  # ten claims, each through all its steps
    def test_as_many_queries_for_two_rows_as_for_ten(self, sign_in: SignIn) -> None:
        counted = []
        for count in (2, 8):
            centre = make_centre()
            make_receiving(centre, count=count)
            pay_list = make_list(centre, until="proposed")
            client = sign_in(make_staff(Role.APPROVER, centre).user)
            path = reverse("web:payments:list", args=[pay_list.pk])
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            counted.append(len(queries))
            with CaptureQueriesContext(connection) as queries:
                assert act(client, "list_act", pay_list, viec="approve")
            counted.append(len(queries))
        assert counted[:2] == counted[2:]


@pytest.mark.usefixtures("_december")
def test_a_recovery_by_its_screens(sign_in: SignIn) -> None:
    centre = make_centre()
    (claim,) = make_receiving(centre)
    pay_list = make_list(centre, until="approved")
    officer = sign_in(make_staff(Role.CLAIMS_OFFICER, centre).user)
    approver = sign_in(make_staff(Role.APPROVER, centre).user)
    row = pay_list.rows.get()
    lines = f"Mã dòng,Kết quả,Số tiền,Ngày\n{row.reference},Đã chi,4800000,09/12/2026\n"
    path = reverse("web:payments:answers", args=[pay_list.pk])
    officer.post(path, {"file": SimpleUploadedFile("kq.csv", lines.encode())})
    new = reverse("web:payments:new_recovery", args=[claim.pk])
    told = {"reason": "wrong_grant", "owed_vnd": "5.000.000", "note": "Sai vùng"}
    assert "không quá số đã chi" in text_of(officer.post(new, told))

    officer.post(new, told | {"owed_vnd": "1.000.000"})
    recovery = OverpaymentRecovery.objects.get()
    act(officer, "recovery_act", recovery, viec="propose")
    assert "Đang thu hồi" in act(approver, "recovery_act", recovery, viec="confirm")
    money = {"paid_on": "2026-12-09", "receipt": "PT-1"}
    part = act(officer, "recovery_act", recovery, viec="instalment", amount_vnd="400.000", **money)
    assert "600.000 đồng" in part
    too_much = money | {"receipt": "PT-2", "amount_vnd": "600001"}
    assert "không quá số còn phải thu (600.000 đồng)" in act(
        officer, "recovery_act", recovery, viec="instalment", **too_much
    )
    rest = money | {"receipt": "PT-2", "amount_vnd": "600000"}

    assert "Đã thu đủ" in act(officer, "recovery_act", recovery, viec="instalment", **rest)
    dossier = text_of(officer.get(reverse("web:claims:claim", args=[claim.pk])))
    assert row.reference in dossier
    assert "đã chi 4.800.000 ngày 09/12/2026" in dossier
    assert "còn 0 trên 1.000.000 đồng" in dossier


@pytest.mark.usefixtures("_december")
def test_each_download_is_written_down(sign_in: SignIn) -> None:
    centre = make_centre()
    make_receiving(centre, insurance_no=NUMBER)
    pay_list = make_list(centre)
    officer = sign_in(make_staff(Role.CLAIMS_OFFICER, centre).user)
    path = reverse("web:payments:list_csv", args=[pay_list.pk])
    assert officer.get(path).status_code == 405

    answer = officer.post(path)

    assert answer["Content-Disposition"] == f'attachment; filename="{pay_list.number}.csv"'
    assert NUMBER in answer.content.decode("utf-8-sig")
    entry = AuditEntry.objects.get(action="pay_list.downloaded")
    assert (entry.object_id, entry.data) == (str(pay_list.pk), '{"kind": "csv"}')


@pytest.mark.usefixtures("_december")
class TestFileOfALargeList:
    @pytest.fixture(autouse=True)
    def _large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(AT_ONCE, "csv", 0)

    def test_it_is_prepared_shown_and_handed_out(self, sign_in: SignIn) -> None:
        centre = make_centre()
        make_receiving(centre)
        pay_list = make_list(centre, until="approved")
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, centre).user)
        page = reverse("web:payments:list", args=[pay_list.pk])
        file = reverse("web:payments:list_csv", args=[pay_list.pk])
        assert "Chuẩn bị tệp CSV" in text_of(officer.get(page))
        assert "Tải XLSX" in text_of(officer.get(page))

        told = text_of(officer.post(file, follow=True))
        assert "Đang chuẩn bị tệp CSV (1 dòng)…" in told
        assert f'href="{page}">Xem tệp CSV đã xong chưa' in told
        asked = {"HX-Request": "true", "HX-Target": "tep"}
        part = text_of(officer.get(page, headers=asked))
        assert ('hx-trigger="load delay:2s"' in part, "<h1" in part) == (True, False)
        assert "Đang chuẩn bị" in text_of(officer.post(file, follow=True))
        services.make_pay_file(str(pay_list.files.get().pk), now=DUE)

        part = text_of(officer.get(page, headers=asked))
        assert ("hx-trigger" in part, "Tệp CSV đã sẵn sàng" in part) == (False, True)
        answer = officer.post(file)
        assert answer["Content-Disposition"] == f'attachment; filename="{pay_list.number}.csv"'
        assert pay_list.rows.get().reference in answer.content.decode("utf-8-sig")
        assert AuditEntry.objects.filter(action="pay_list.downloaded").count() == 1
        again = text_of(officer.post(file, {"viec": "lam-lai"}, follow=True))
        assert "Đang chuẩn bị tệp CSV" in again

    def test_another_centre_finds_nothing(self, sign_in: SignIn) -> None:
        centre = make_centre()
        make_receiving(centre)
        pay_list = make_list(centre, until="approved")
        stranger = sign_in(make_staff(Role.CLAIMS_OFFICER, make_centre()).user)
        file = reverse("web:payments:list_csv", args=[pay_list.pk])

        assert stranger.post(file).status_code == 404
        assert pay_list.files.count() == 0
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, centre).user)
        officer.post(file)
        services.make_pay_file(str(pay_list.files.get().pk), now=DUE)
        assert stranger.post(file).status_code == 404

    def test_a_list_that_was_given_up_offers_none(self, sign_in: SignIn) -> None:
        centre = make_centre()
        make_receiving(centre)
        pay_list = make_list(centre)
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, centre).user)

        page = act(officer, "list_act", pay_list, viec="cancel", reason="Nhầm")

        assert ("Tải XLSX" in page, "tệp CSV" in page) == (True, False)
        file = reverse("web:payments:list_csv", args=[pay_list.pk])
        assert "Danh sách đã hủy nên không còn tệp" in text_of(officer.post(file, follow=True))


@pytest.mark.usefixtures("_december")
def test_what_is_left_out_is_told_with_its_reason(sign_in: SignIn) -> None:
    centre = make_centre()
    make_claim(make_seeker(centre), until="granted")
    officer = sign_in(make_staff(Role.CLAIMS_OFFICER, centre).user)

    page = text_of(officer.get(reverse("web:payments:lists"), {"chua-tra": "1"}))

    assert "Chưa nhận quyết định hưởng" in page


class TestInTheDossier:
    def test_the_record_comes_by_a_button(self, sign_in: SignIn, twin: SandboxAgency) -> None:
        claim = make_claim(make_seeker(make_centre()), until="filed", insurance_no=NUMBER)
        spans = [claim.contributions[0] | {"wage_vnd": 7_000_000}]
        twin.people[NUMBER] = record_of(claim, contributions=spans)
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, claim.centre).user)
        path = reverse("web:claims:fetch_record", args=[claim.pk])

        page = text_of(officer.post(path, follow=True))

        assert "Đã nhận quá trình đóng, số liệu đến 20/11/2026. Khác lời khai: 1 khoảng." in page
        assert "khai 8.000.000 đồng, bản ghi 7.000.000 đồng" in page

    def test_without_the_agency_the_file_remains(
        self, sign_in: SignIn, twin: SandboxAgency
    ) -> None:
        claim = make_claim(make_seeker(make_centre()), until="filed", insurance_no=NUMBER)
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, claim.centre).user)
        twin.faults.extend(["error"] * 3)
        path = reverse("web:claims:fetch_record", args=[claim.pk])
        assert "không trả lời" in text_of(officer.post(path, follow=True))

        lines = "Số BHXH,Họ và tên,Số liệu đến ngày,Từ tháng,Đến tháng,Tiền lương đóng\n"
        lines += f"{NUMBER},Hoàng Thị Mẫu,20/11/2026,07/2023,10/2026,8000000\n"
        upload = SimpleUploadedFile("bhxh.csv", lines.encode())
        path = reverse("web:claims:record_file", args=[claim.pk])
        page = text_of(officer.post(path, {"file": upload}, follow=True))

        assert "Khớp với lời khai." in page

    def test_receipts_stand_beside_the_decisions(
        self, sign_in: SignIn, twin: SandboxAgency
    ) -> None:
        claim = make_claim(make_seeker(make_centre()), until="granted", insurance_no=NUMBER)
        officer = sign_in(make_staff(Role.CLAIMS_OFFICER, claim.centre).user)
        path = reverse("web:claims:claim", args=[claim.pk])
        assert "Gửi ngay" in text_of(officer.get(path))

        deliver(str(OutboxMessage.objects.get(topic="agency.decision").pk), now=NOW)

        assert "Biên nhận BN-000001" in text_of(officer.get(path))
        again = reverse("web:claims:send_copy", args=[claim.decisions.get().pk])
        assert "Không cần gửi lại" in text_of(officer.post(again, follow=True))
