"""Papers as they leave: drawn by WeasyPrint, signed by pyHanko, read again by other programs."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from sanviec.apps.claims import services
from sanviec.apps.claims.documents import draw_document, read_wording
from sanviec.apps.claims.documents.checking import Verdict, check_file
from sanviec.apps.claims.documents.codes import shown_code
from sanviec.apps.claims.documents.page import page_of
from sanviec.apps.claims.documents.signer import document_signer
from sanviec.apps.claims.enums import DecisionKind
from sanviec.apps.claims.models import DecisionDocument
from sanviec.apps.claims.services import Report
from sanviec.apps.platform.actors import SYSTEM
from tests.apps import factories as lower

from .factories import (
    NOW,
    approver_of,
    make_claim,
    officer_of,
    open_decision,
    paper_bytes,
    sign_prepared,
)
from .test_benefit import SECOND, TOO_LATE, notice, suspended_claim
from .test_complaints import upheld

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,  # pages are drawn
    # WeasyPrint leaves its colour profile open until the garbage is collected.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
# The benefit has ended and the three months for coming have passed.
UNCOLLECTED = datetime(2027, 8, 2, 2, 0, tzinfo=UTC)
NAME = "Nguyễn Thị Hồng Hạnh Đặng"


def every_kind() -> list[DecisionDocument]:
    """One made document of each kind of decision."""
    person = lower.make_seeker(full_name=NAME)
    make_claim(person, until="granted")
    refused = make_claim(until="proposed", separation="unlawful_resignation")
    services.sign_decision(decision=open_decision(refused), actor=approver_of(refused), now=NOW)
    resumed = suspended_claim()
    notice(resumed, TOO_LATE)
    sign_prepared(resumed, TOO_LATE)
    ended = make_claim(until="receiving")
    report = Report("new_job", SECOND.date(), True, "Người lao động báo", 12)
    services.report_status(claim=ended, report=report, actor=officer_of(ended), now=SECOND)
    sign_prepared(ended, SECOND)
    upheld(refused)
    kept = make_claim(until="receiving")
    months = list(kept.months.order_by("number")[:1])
    services.lapse_months(claim=kept, months=months, actor=SYSTEM, now=UNCOLLECTED)
    sign_prepared(kept, UNCOLLECTED)
    late = NOW + timedelta(days=60)
    services.prepare_cancellations(now=late)
    sign_prepared(person.claims.get(), late)
    made = DecisionDocument.objects.select_related("decision__claim").order_by("created_at")
    one_each = {document.decision.kind: document for document in made}
    for document in one_each.values():
        assert services.make_document(document.pk, now=late) == "made"
    return list(one_each.values())


def words_of(content: bytes) -> str:
    """The text that a reader finds in the file, on one line."""
    pages = PdfReader(BytesIO(content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def test_each_kind_is_archivable_signed_and_readable() -> None:
    documents = every_kind()
    assert {document.decision.kind for document in documents} == set(DecisionKind.values)
    for document in documents:
        content, said = paper_bytes(document), read_wording(document.wording)

        words = words_of(content)
        for told in (said.number, said.about, said.person, shown_code(document.code)):
            assert told in words
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
        assert "Độc lập - Tự do - Hạnh phúc" in words
        assert "Điều 2." in words
        _assert_archivable(content)
        found = check_file(content)
        assert (found.verdict, found.document) == (Verdict.GENUINE, document)


def _assert_archivable(content: bytes) -> None:
    reader = PdfReader(BytesIO(content))
    about: Any = reader.trailer["/Root"]["/Metadata"].get_data()
    assert b'pdfaid:part="3"' in about or b"<pdfaid:part>3" in about
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(font) for font in fonts)
    field = reader.trailer["/Root"]["/AcroForm"]["/Fields"][0].get_object()
    assert field["/F"] & 4, "an archivable file prints its fields"
    assert [float(side) for side in field["/Rect"]] == [0, 0, 0, 0]


def test_the_same_words_give_the_same_bytes() -> None:
    make_claim(until="granted")
    document = DecisionDocument.objects.get()
    said = read_wording(document.wording)

    assert draw_document(said, signed_at=NOW) == draw_document(said, signed_at=NOW)


def test_one_changed_byte_is_found_wherever_it_is() -> None:
    make_claim(until="granted")
    document = DecisionDocument.objects.get()
    services.make_document(document.pk, now=NOW)
    content, rng = paper_bytes(document), random.Random(5)
    for _ in range(60):
        place = rng.randrange(8, len(content))
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        assert check_file(changed, expected=document).verdict is Verdict.CHANGED
    # By the signature alone: wherever the signed range lies.
    signer = document_signer()
    for place in (rng.randrange(30_000) for _ in range(25)):
        changed = content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :]
        assert not signer.check(changed).is_whole


def test_what_people_wrote_is_no_markup() -> None:
    make_claim(lower.make_seeker(full_name="A <script>alert(1)</script>"), until="granted")
    said = read_wording(DecisionDocument.objects.get().wording)

    page = page_of(said, NOW)

    assert "<script>" not in page
    assert "&lt;script&gt;" in page
