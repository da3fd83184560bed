"""The paper of a decision: ordered with the signature, made once, saying always the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from sanviec.apps.claims import services
from sanviec.apps.claims.documents import read_wording, write_wording
from sanviec.apps.claims.documents.checking import Verdict, check_file
from sanviec.apps.claims.documents.codes import new_code, read_code, shown_code
from sanviec.apps.claims.documents.grounds import grounds_of
from sanviec.apps.claims.enums import DecisionKind
from sanviec.apps.claims.models import Claim, ClaimDecision, DecisionDocument
from sanviec.apps.claims.selectors.documents import (
    document_by_code,
    get_document_for,
    overtaken_by,
    progress_of,
)
from sanviec.apps.claims.services import Report
from sanviec.apps.platform import audit
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry, StoredFile
from sanviec.apps.platform.transitions import TransitionRefused
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower

from .factories import (
    NOW,
    approver_of,
    fresh,
    make_claim,
    officer_of,
    open_decision,
    paper_bytes,
    sign_prepared,
)
from .signers import BrokenSigner, FullDisk, KeylessSigner, QuickSigner, draw_quickly, use
from .test_benefit import SECOND, TOO_LATE, notice, suspended_claim

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def quick(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    draw_quickly(monkeypatch)
    use(settings, QuickSigner)


def document_of(claim: Claim, kind: DecisionKind = DecisionKind.GRANT) -> DecisionDocument:
    return DecisionDocument.objects.get(decision__claim=claim, decision__kind=kind)


def text_of(document: DecisionDocument) -> str:
    """All that a document says, in one string."""
    return document.wording


def tasks() -> int:
    return DBTaskResult.objects.filter(task_path__endswith="make_decision_document").count()


class TestWhatItSays:
    def test_a_grant(self) -> None:
        claim = make_claim(until="granted", workplace="Kỳ Lừa")

        said = read_wording(document_of(claim).wording)

        assert said.about == "hưởng trợ cấp thất nghiệp"
        facts = dict(said.clauses[0].facts)
        assert facts["Họ và tên"] == claim.jobseeker.full_name
        assert facts["Mức hưởng hằng tháng"] == "4.800.000 đồng"
        assert facts["Bằng chữ"] == "Bốn triệu tám trăm nghìn đồng"
        assert facts["Thời gian hưởng"] == "từ ngày 09/12/2026 đến ngày 08/03/2027"
        assert said.number == claim.decisions.get().number
        assert said.signed_on == "ngày 23 tháng 11 năm 2026"
        assert said.authority == "Sở Nội vụ Tỉnh Lạng Sơn"
        assert said.grounds[0].startswith("Luật Việc làm số 74/2025/QH15: ")
        assert "Điều 39 khoản 1" in said.grounds[0]
        assert any("60%" in step or "60 %" in step for step in said.steps)

    def test_a_refusal_gives_each_reason_with_its_article(self) -> None:
        claim = make_claim(until="proposed", separation="unlawful_resignation")
        services.sign_decision(decision=open_decision(claim), actor=approver_of(claim), now=NOW)

        said = read_wording(document_of(claim, DecisionKind.REFUSE).wording)

        assert said.about == "không hưởng trợ cấp thất nghiệp"
        assert len(said.clauses[1].points) == 1
        assert "Điều 38 khoản 1 điểm a" in said.clauses[1].points[0]
        assert "40 tháng" in said.clauses[2].text

    def test_a_suspension_and_the_resumption_name_the_decision_to_pay(self) -> None:
        claim = suspended_claim()
        notice(claim, TOO_LATE)
        sign_prepared(claim, TOO_LATE)

        paid = document_of(claim).decision
        held = read_wording(document_of(claim, DecisionKind.SUSPEND).wording)
        again = read_wording(document_of(claim, DecisionKind.RESUME).wording)

        before = f"Quyết định số {paid.number} ngày 23/11/2026"
        assert before in held.clauses[0].text
        assert "từ ngày 12/01/2027" in held.clauses[0].text
        assert "Không thông báo tìm kiếm việc làm tháng hưởng thứ 2" in held.clauses[1].text
        assert "Điều 41" in held.grounds[0]
        assert before in again.clauses[0].text
        assert again.about == "tiếp tục hưởng trợ cấp thất nghiệp"

    def test_an_end_gives_the_reserve(self) -> None:
        claim = make_claim(until="receiving")
        report = Report("new_job", SECOND.date(), True, "Người lao động báo", 12)
        services.report_status(claim=claim, report=report, actor=officer_of(claim), now=SECOND)
        sign_prepared(claim, SECOND)

        said = read_wording(document_of(claim, DecisionKind.TERMINATE).wording)

        assert "Chấm dứt hưởng" in said.clauses[0].text
        assert dict(said.clauses[0].facts)["Thời gian đóng được bảo lưu"].endswith(" tháng")
        assert any("có việc làm" in point for point in said.clauses[1].points)
        assert "Điều 41 khoản 4" in said.grounds[0]

    def test_a_cancelling_names_what_it_cancels(self) -> None:
        claim = make_claim(until="granted")
        at = NOW + timedelta(days=60)
        services.prepare_cancellations(now=at)
        sign_prepared(claim, at)

        said = read_wording(document_of(claim, DecisionKind.CANCEL).wording)

        assert f"Hủy Quyết định số {document_of(claim).decision.number}" in said.clauses[0].text
        assert "40 tháng" in said.clauses[2].text

    def test_its_words_are_kept_as_they_were(self) -> None:
        claim = make_claim(until="granted")
        document = document_of(claim)
        before = text_of(document)

        type(claim.jobseeker).objects.filter(pk=claim.jobseeker_id).update(full_name="Tên Khác")
        document.refresh_from_db()

        assert text_of(document) == before
        assert write_wording(read_wording(before)) == before
        raw = DecisionDocument.objects.extra(select={"raw": "wording"}).values_list(
            "raw", flat=True
        )
        assert claim.jobseeker.full_name not in raw.get()

    def test_a_date_has_its_naughts(self) -> None:
        from datetime import date

        from sanviec.apps.claims.documents.composing import _long_day, initials

        assert _long_day(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
        assert _long_day(date(2026, 3, 12)) == "ngày 12 tháng 3 năm 2026"
        assert initials("Đặng  thị Ái") == "Đ. T. Á."


@pytest.mark.parametrize(
    ("references", "lines"),
    [
        ([], ["Luật Việc làm số 74/2025/QH15"]),
        (
            ["Luật 74/2025/QH15, Điều 39 khoản 1", "Luật 74/2025/QH15, Điều 39 khoản 1"],
            ["Luật Việc làm số 74/2025/QH15: Điều 39 khoản 1"],
        ),
        (
            ["Nghị định 28/2015/NĐ-CP, Điều 18 khoản 5; Luật 38/2013/QH13, Điều 45 khoản 1"],
            [
                "Luật Việc làm số 74/2025/QH15",
                "Nghị định 28/2015/NĐ-CP: Điều 18 khoản 5",
                "Luật 38/2013/QH13: Điều 45 khoản 1",
            ],
        ),
        (
            ["Nghị định 374/2025/NĐ-CP", "Luật 74/2025/QH15, Điều 34; Điều 35 khoản 1"],
            [
                "Luật Việc làm số 74/2025/QH15: Điều 34; Điều 35 khoản 1",
                "Nghị định 374/2025/NĐ-CP",
            ],
        ),
    ],
)
def test_grounds_are_grouped_by_document(references: list[str], lines: list[str]) -> None:
    assert list(grounds_of("74/2025/QH15", references)) == lines


class TestCodes:
    def test_a_code_is_read_as_people_type_it(self) -> None:
        code = new_code()

        assert read_code(shown_code(code)) == code
        assert read_code(f" {shown_code(code).lower()} ") == code
        assert read_code("O1l0-OIL0-0000") == "011001100000"

    @pytest.mark.parametrize(
        "text", ["", "12345", "7K2M-9Q4T-XB0U", "7K2M-9Q4T-XB0C-1", "<script>"]
    )
    def test_rubbish_is_no_code(self, text: str) -> None:
        assert read_code(text) == ""

    def test_codes_differ(self) -> None:
        assert len({new_code() for _ in range(1000)}) == 1000


class TestOrder:
    def test_it_is_ordered_with_the_signature_or_not_at_all(self) -> None:
        claim = make_claim(until="proposed")
        decision = open_decision(claim)

        with transaction.atomic():
            services.sign_decision(decision=decision, actor=approver_of(claim), now=NOW)
            transaction.set_rollback(True)
        assert (DecisionDocument.objects.count(), tasks()) == (0, 0)

        services.sign_decision(decision=decision, actor=approver_of(claim), now=NOW)
        assert document_of(claim).state == "queued"
        assert tasks() == 1

    def test_who_proposed_gets_no_paper(self) -> None:
        claim = make_claim(until="proposed")
        decision = open_decision(claim)
        own = replace(approver_of(claim), user_id=decision.proposed_by_id)

        with pytest.raises(InputError):
            services.sign_decision(decision=decision, actor=own, now=NOW)

        assert not DecisionDocument.objects.exists()

    def test_a_made_paper_has_a_file_says_the_database(self) -> None:
        document = document_of(make_claim(until="granted"))

        with pytest.raises(IntegrityError), transaction.atomic():
            DecisionDocument.objects.filter(pk=document.pk).update(state="made")
        assert document_by_code(document.code) == document


@pytest.mark.usefixtures("quick")
class TestMaking:
    def test_once_and_again_gives_one_file(self) -> None:
        document = document_of(make_claim(until="granted"))

        services.make_document(document.pk, now=NOW)
        document.refresh_from_db()
        first = document.sha256
        services.make_document(document.pk, now=LATER)

        document.refresh_from_db()
        assert (document.state, document.sha256) == ("made", first)
        assert StoredFile.objects.count() == 1
        assert document.stored is not None
        assert document.stored.sha256 == first

    def test_a_kill_before_the_commit_leaves_one_file(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The file lay on the disk, the row did not come; the next try writes over it."""
        document = document_of(make_claim(until="granted"))

        def killed(*_args: Any, **_more: Any) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as at_the_end:
            at_the_end.setattr("sanviec.apps.claims.services.papers.save", killed)
            with pytest.raises(KeyboardInterrupt):
                services.make_document(document.pk, now=NOW)
        document.refresh_from_db()
        assert (document.state, StoredFile.objects.count()) == ("queued", 0)
        left = files_of(document)
        assert len(left) == 1

        services.make_document(document.pk, now=LATER)
        document.refresh_from_db()
        assert document.state == "made"
        assert files_of(document) == left

    def test_the_second_worker_finds_it_made(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Both drew it; the one that comes second to the row leaves it as it is."""
        document = document_of(make_claim(until="granted"))
        plain = QuickSigner.sign

        def overtaken(signer: QuickSigner, order: Any) -> Any:
            monkeypatch.setattr(QuickSigner, "sign", plain)
            services.make_document(document.pk, now=NOW)
            return replace(plain(signer, order), content=b"%PDF-1.7 second")

        monkeypatch.setattr(QuickSigner, "sign", overtaken)
        assert services.make_document(document.pk, now=NOW) == "made"

        assert paper_bytes(document) != b"%PDF-1.7 second"
        assert AuditEntry.objects.filter(action="claim.document_made").count() == 1

    def test_without_a_key_it_waits_and_comes_by_itself(self, settings: Any) -> None:
        document = document_of(make_claim(until="granted"))
        use(settings, KeylessSigner)
        for _ in range(3):
            assert services.make_document(document.pk, now=NOW) == "queued"
        document.refresh_from_db()
        assert document.problem == "no_signing_key"
        assert AuditEntry.objects.filter(action="claim.document_waits").count() == 1
        DBTaskResult.objects.all().delete()
        much_later = NOW + timedelta(days=30)
        assert services.ask_again(now=much_later) == 0

        use(settings, QuickSigner)
        assert services.ask_again(now=much_later) == 1
        assert services.ask_again(now=much_later) == 0
        assert services.make_document(document.pk, now=much_later) == "made"
        document.refresh_from_db()
        assert document.problem == ""

    def test_a_mistake_is_told_and_can_be_tried_again(self, settings: Any) -> None:
        claim = make_claim(until="granted")
        document = document_of(claim)
        use(settings, BrokenSigner)
        assert services.make_document(document.pk, now=NOW) == "failed"
        document.refresh_from_db()
        assert document.problem == "ZeroDivisionError"

        use(settings, QuickSigner)
        services.retry_document(document=document, actor=officer_of(claim), now=LATER)
        assert tasks() == 2
        assert services.make_document(document.pk, now=LATER) == "made"
        with pytest.raises(TransitionRefused):
            services.retry_document(document=document, actor=officer_of(claim), now=LATER)

    def test_a_full_disk_is_no_failure_of_the_paper(self, settings: Any) -> None:
        document = document_of(make_claim(until="granted"))
        use(settings, FullDisk)

        with pytest.raises(OSError, match="No space"):
            services.make_document(document.pk, now=NOW)

        document.refresh_from_db()
        assert document.state == "queued"

    def test_the_chain_fits_the_rows(self) -> None:
        claim = make_claim(until="granted")
        services.make_document(document_of(claim).pk, now=NOW)
        assert list(audit.verify()) == []

        DecisionDocument.objects.update(sha256="0" * 64)
        assert [finding.object_type for finding in audit.verify()] == ["claims.decisiondocument"]


@pytest.mark.usefixtures("quick")
class TestHandingOut:
    def test_each_taking_is_kept(self) -> None:
        claim = make_claim(until="granted")
        document = document_of(claim)
        officer = officer_of(claim)
        with pytest.raises(InputError, match="few minutes"):
            services.open_document(document=document, actor=officer, now=NOW)
        services.make_document(document.pk, now=NOW)

        stored = services.open_document(document=document, actor=officer, now=NOW)

        assert stored.content_type == "application/pdf"
        line = AuditEntry.objects.get(action="claim.document_opened")
        assert (line.actor_id, line.object_id) == (officer.user_id, str(document.pk))

    def test_whose_it_is(self) -> None:
        claim = make_claim(until="granted")
        document = document_of(claim)
        own = lower.as_jobseeker(claim.jobseeker)
        stranger = lower.as_jobseeker(lower.make_seeker(claim.centre))
        elsewhere = lower.make_staff(Role.APPROVER).actor
        counsellor = lower.make_staff(Role.COUNSELLOR, claim.centre).actor

        assert get_document_for(officer_of(claim), document.decision_id) == document
        assert get_document_for(own, document.decision_id) is None
        services.make_document(document.pk, now=NOW)
        assert get_document_for(own, document.decision_id) == document
        for actor in (stranger, elsewhere, counsellor):
            assert get_document_for(actor, document.decision_id) is None

    def test_progress_counts_its_batch(self) -> None:
        claim = make_claim(until="granted")
        services.make_document(document_of(claim).pk, now=NOW)
        actor = officer_of(claim)

        assert progress_of(actor, since=NOW).made == 1
        other = "0198c2de-0000-7000-8000-000000000001"
        assert progress_of(actor, since=NOW, batch=other).total == 0
        assert progress_of(actor, since=NOW, batch="rubbish").total == 0
        assert progress_of(lower.make_staff(Role.APPROVER).actor, since=NOW).total == 0

    def test_what_is_old_is_shown_while_it_is_not_made(self, settings: Any) -> None:
        claim = make_claim(until="granted")
        actor = officer_of(claim)
        assert progress_of(actor, since=LATER).queued == 1
        use(settings, BrokenSigner)
        services.make_document(document_of(claim).pk, now=NOW)
        newer = make_claim(lower.make_seeker(claim.centre), until="granted")

        found = progress_of(actor, since=LATER)

        assert (found.failed, found.queued) == (1, 1)
        assert [row.decision.claim for row in found.rows] == [claim, newer]
        use(settings, QuickSigner)
        services.make_document(document_of(newer).pk, now=NOW)
        assert progress_of(actor, since=LATER).total == 1


@pytest.mark.usefixtures("quick")
class TestChecking:
    def made(self) -> tuple[DecisionDocument, bytes]:
        document = document_of(make_claim(until="granted"))
        services.make_document(document.pk, now=NOW)
        return document, paper_bytes(document)

    def test_the_very_file(self) -> None:
        document, content = self.made()

        found = check_file(content)

        assert (found.verdict, found.document) == (Verdict.GENUINE, document)

    def test_a_changed_file_says_which_it_claims_to_be(self) -> None:
        document, content = self.made()

        for changed in (content + b" ", content[:-1], content.replace(b"signed", b"Signed")):
            found = check_file(changed)
            assert (found.verdict, found.document) == (Verdict.CHANGED, document)
        torn = content.replace(document.code.encode(), b"?" * 12)
        assert check_file(torn).verdict is Verdict.STRANGE
        assert check_file(torn, expected=document).verdict is Verdict.CHANGED

    @pytest.mark.parametrize(
        ("content", "verdict"),
        [
            (b"", Verdict.NO_PDF),
            (b"MZ\x00", Verdict.NO_PDF),
            (b"%PDF-1.7", Verdict.STRANGE),
            (b"%PDF-1.4\n" + b"\xff" * 2000, Verdict.STRANGE),
            (b"%PDF-" + b"0" * (2 * 1024 * 1024), Verdict.TOO_LARGE),
        ],
        ids=("nothing", "program", "head", "noise", "large"),
    )
    def test_rubbish(self, content: bytes, verdict: Verdict) -> None:
        assert check_file(content).verdict is verdict
        assert not StoredFile.objects.exists()

    def test_another_key_is_not_believed(self) -> None:
        document, content = self.made()
        DecisionDocument.objects.filter(pk=document.pk).update(certificate_sha256="d" * 64)

        assert check_file(content).verdict is Verdict.BROKEN


class TestInForce:
    def test_later_decisions_overtake_earlier_ones(self) -> None:
        claim = suspended_claim()
        granted, held = (document_of(claim, k).decision for k in ("grant", "suspend"))
        assert overtaken_by(granted) is None
        assert overtaken_by(held) is None

        notice(claim, TOO_LATE)
        later = TOO_LATE + timedelta(hours=2)
        sign_prepared(claim, later)

        resumed = document_of(claim, DecisionKind.RESUME).decision
        assert overtaken_by(held) == resumed
        assert overtaken_by(granted) is None
        assert overtaken_by(resumed) is None

    def test_a_cancelled_grant(self) -> None:
        claim = make_claim(until="granted")
        services.prepare_cancellations(now=NOW + timedelta(days=60))
        cancelling = sign_prepared(claim, NOW + timedelta(days=60))

        assert overtaken_by(document_of(claim).decision) == cancelling
        assert overtaken_by(ClaimDecision.objects.get(pk=cancelling.pk)) is None
        assert fresh(claim).state == "cancelled"


def files_of(document: DecisionDocument) -> list[str]:
    """What lies on the disk for a document."""
    folder = Path(default_storage.path("made")) / document.pk.hex[-2:]
    return sorted(path.name for path in folder.glob(f"{document.pk.hex}*"))
