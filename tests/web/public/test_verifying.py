"""Anybody checks a paper: what the page says, what it keeps to itself, and files of all kinds."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sanviec.apps.claims import services
from sanviec.apps.claims.documents.codes import shown_code
from sanviec.apps.claims.models import DecisionDocument
from sanviec.apps.platform.models import AuditEntry, StoredFile
from tests.apps.claims.factories import NOW, make_claim, paper_bytes, sign_prepared
from tests.apps.claims.signers import QuickSigner, draw_quickly, use
from tests.web.factories import make_seeker

pytestmark = pytest.mark.django_db
ENTER = "web:verify_enter"


@pytest.fixture(autouse=True)
def quick(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    draw_quickly(monkeypatch)
    use(settings, QuickSigner)


def made() -> tuple[DecisionDocument, bytes]:
    """A grant for somebody whose name, number and phone are known."""
    person = make_seeker(full_name="Lý Thị Hạnh", phone="0977888999")
    claim = make_claim(person, until="granted")
    document = DecisionDocument.objects.get(decision__claim=claim)
    services.make_document(document.pk, now=NOW)
    return document, paper_bytes(document)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def page_of(document: DecisionDocument) -> str:
    return text_of(Client().get(reverse("web:verify", args=[document.code])))


def send(path: str, content: bytes, name: str = "quyet-dinh.pdf") -> Any:
    return Client().post(path, {"tep": SimpleUploadedFile(name, content)})


class TestPage:
    def test_it_tells_the_paper_and_no_person(self) -> None:
        document, _content = made()

        page = page_of(document)

        decision = document.decision
        for told in (decision.number, "Hưởng trợ cấp thất nghiệp", document.centre.name):
            assert told in page
        assert "L. T. H." in page
        assert "đang có hiệu lực" in page
        for kept in ("Hạnh", "0977888999", "4.800.000", decision.claim.number):
            assert kept not in page
        assert str(decision.pk) not in page

    def test_a_cancelled_decision_says_so(self) -> None:
        document, _content = made()
        services.prepare_cancellations(now=NOW + timedelta(days=60))
        cancelling = sign_prepared(document.decision.claim, NOW + timedelta(days=60))

        page = page_of(document)

        assert "đã bị hủy" in page
        assert cancelling.number in page
        assert "đang có hiệu lực" not in page

    def test_a_code_may_be_typed(self) -> None:
        document, _content = made()

        answer = Client().get(reverse(ENTER), {"ma": shown_code(document.code).lower()})

        assert answer.status_code == 303
        assert answer["Location"] == reverse("web:verify", args=[document.code])

    def test_a_wrong_code(self) -> None:
        wrong = Client().get(reverse("web:verify", args=["000000000000"]))
        assert wrong.status_code == 404
        assert "Không có quyết định nào mang mã" in text_of(wrong)
        rubbish = Client().get(reverse(ENTER), {"ma": "<b>x"})
        assert rubbish.status_code == 422
        assert "<b>x" not in text_of(rubbish)
        assert Client().get(reverse(ENTER)).status_code == 200

    def test_no_machine_lists_it(self) -> None:
        document, _content = made()

        answer = Client().get(reverse("web:verify", args=[document.code]))

        assert answer["X-Robots-Tag"] == "noindex"
        assert "no-store" in answer["Cache-Control"]


class TestFile:
    def test_the_very_file(self) -> None:
        document, content = made()
        for path in (reverse(ENTER), reverse("web:verify", args=[document.code])):
            answer = send(path, content)

            assert answer.status_code == 200
            assert "đúng là bản đã ký số" in text_of(answer)
            assert document.decision.number in text_of(answer)

    def test_one_byte_changed(self) -> None:
        document, content = made()
        changed = content[:-1] + bytes([content[-1] ^ 1])

        answer = send(reverse(ENTER), changed)

        assert answer.status_code == 422
        assert "KHÔNG phải bản đã ký số" in text_of(answer)
        assert document.decision.number in text_of(answer)
        assert "đúng là bản đã ký số" not in text_of(answer)
        assert "đang có hiệu lực" not in text_of(answer)

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"MZ rubbish", "không phải PDF"),
            (b"%PDF-1.4 of somebody else", "không phải văn bản do hệ thống này"),
            (b"%PDF-" + b"0" * (2 * 1024 * 1024), "lớn hơn 2 MB"),
            (b"", "không phải PDF"),
        ],
        ids=("program", "other", "large", "nothing"),
    )
    def test_other_files_are_refused_and_not_kept(self, content: bytes, said: str) -> None:
        answer = send(reverse(ENTER), content)

        assert answer.status_code == 422
        assert said in text_of(answer)
        assert not StoredFile.objects.exists()
        assert not AuditEntry.objects.exists()

    def test_a_file_that_is_no_paper_claims_to_be_none(self) -> None:
        document, _content = made()
        answer = send(reverse("web:verify", args=[document.code]), b"day la van ban", "fake.pdf")
        page = text_of(answer)
        assert "Quyết định mang mã này" in page
        assert "nhận là mình" not in page

    def test_no_code_at_all(self) -> None:
        page = text_of(Client().get(reverse(ENTER), {"ma": " "}))
        assert "Hãy gõ mã kiểm tra: 12 chữ và số ở cuối văn bản." in page
        assert "Hãy gõ mã" not in text_of(Client().get(reverse(ENTER)))

    def test_no_file_at_all(self) -> None:
        answer = Client().post(reverse(ENTER), {"tep": ""})

        assert answer.status_code == 422
        assert "Hãy chọn tệp PDF" in text_of(answer)
