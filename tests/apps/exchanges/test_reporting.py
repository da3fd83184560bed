"""The report says the frozen figures in three files, and gives the same bytes each time."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from docx import Document

from sanviec.apps.exchanges.counters import COUNTERS
from sanviec.apps.exchanges.reporting import pdf
from sanviec.apps.exchanges.reporting.files import WRITERS, report_file
from sanviec.apps.exchanges.reporting.paragraph import number, paragraph
from sanviec.apps.exchanges.reporting.tables import report_text
from sanviec.kernel.errors import InputError

# WeasyPrint leaves the file of its colour profile to the collector.
UNCLOSED = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
EVIL = '=HYPERLINK("http://evil")<script>'


def figures(own: str = "", **values: int) -> dict[str, Any]:
    """Figures of two centres; a value belongs to the first one unless ``own`` is the other."""
    centres = [
        {"id": "1", "code": "LS", "name": "Trung tâm Dịch vụ việc làm Lạng Sơn"},
        {"id": "2", "code": "BN", "name": "Trung tâm Dịch vụ việc làm Bắc Ninh"},
    ]
    shown = [row for row in centres if not own or row["code"] == own]
    counters = []
    for counter in COUNTERS:
        value = values.get(counter.code, 0)
        parts = {row["code"]: {"counted": value // 2, "value": value // 2} for row in shown}
        said = {"vi": counter.title_vi, "en": counter.title_en, "unit_vi": counter.unit_vi}
        row = {"code": counter.code, "counted": value, "value": value, "parts": parts} | said
        counters.append(row | {"unit": counter.unit.value, "definition": counter.definition_vi})
    if "attended" in values and not own:
        counters[14]["parts"]["BN"]["reason"] = EVIL
    return {
        "version": 1,
        "is_provisional": True,
        "made_at": "2026-11-26T16:00:00+07:00",
        "centre": shown[0] if own else None,
        "centres": shown,
        "session": {
            "number": "PGD/LS/2026/07",
            "title": EVIL,
            "kind": "fair",
            "kind_vi": "Ngày hội việc làm",
            "theme": "",
            "held_on": "2026-11-26",
            "starts_at": "08:00",
            "ends_at": "12:00",
            "venue": "Nhà văn hóa",
            "address": "",
            "commune": "Phường Đông Kinh",
            "host": centres[0]["name"],
            "programme": "",
            "closed_because": "",
        },
        "counters": counters,
        "priority_groups": {"poor_household": 3},
        "stands": [
            {
                "no": 1,
                "name": EVIL,
                "kind": "Doanh nghiệp",
                "centre": "LS",
                "openings": 1200,
                "held": 2,
                "passed": 1,
                "hired": 1,
            }
        ],
        "problems": [],
    }


FULL = {
    "employers": 24,
    "vacancies": 60,
    "openings": 1395,
    "attended": 2700,
    "attended_women": 1300,
    "walk_ins": 400,
    "interviewed": 1100,
    "interviews_held": 1900,
    "passed": 700,
    "invited_later": 310,
    "hired": 86,
}


def test_the_paragraph_tells_persons_and_turns_apart() -> None:
    assert paragraph(figures(**FULL)) == (
        "Ngày 26/11/2026, tại Nhà văn hóa, Phường Đông Kinh, Trung tâm Dịch vụ việc làm Lạng Sơn "
        "phối hợp với 1 trung tâm khác tổ chức ngày hội việc làm với sự tham gia của 24 doanh "
        "nghiệp, mang đến 60 vị trí việc làm với 1.395 chỉ tiêu tuyển dụng. Phiên đón 2.700 người "
        "lao động đến tham dự, trong đó có 1.300 nữ; 400 người đến thẳng phiên, không đăng ký "
        "trước. Đã có 1.100 người được phỏng vấn với 1.900 lượt phỏng vấn tại các gian tuyển dụng. "
        "Kết quả, 700 người đạt yêu cầu phỏng vấn, trong đó 310 người được hẹn phỏng vấn tiếp, "
        "86 người được doanh nghiệp nhận ngay tại phiên. Trung tâm tiếp tục theo dõi đến khi "
        "người lao động bắt đầu đi làm."
    )


def test_a_partners_paragraph_tells_its_own_part() -> None:
    told = paragraph(figures(own="BN", **FULL))
    assert "Bắc Ninh phối hợp với Trung tâm Dịch vụ việc làm Lạng Sơn tổ chức" in told
    assert "Phiên đón 1.350 người" in told


def test_a_session_to_which_nobody_came() -> None:
    assert paragraph(figures()).endswith("Phiên không có người lao động đến dự.")


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (999, "999"), (1234567, "1.234.567")])
def test_numbers_are_written_as_here(value: int, text: str) -> None:
    assert number(value) == text


@UNCLOSED
@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.slow  # drawing a PDF
def test_the_same_report_gives_the_same_bytes(kind: str) -> None:
    first = report_file(figures(**FULL), kind, sha256="ab" * 32)
    again = report_file(figures(**FULL), kind, sha256="ab" * 32)
    assert first.content == again.content
    assert first.name == f"bao-cao-PGD-LS-2026-07.{kind}"


def test_the_workbook_keeps_numbers_and_no_formula() -> None:
    content = report_file(figures(**FULL), "xlsx").content
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book["Số liệu"]
    cells = {row[1].value: row[3].value for row in sheet.iter_rows(min_row=2)}
    assert cells["Người được phỏng vấn"] == 1100
    assert len(cells) == len(COUNTERS)
    types = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert types <= {"s", "n"}
    assert book["Các gian"]["B2"].value == EVIL
    assert book["Số sửa tay"]["E2"].value == EVIL


def test_the_document_says_the_same_figures() -> None:
    content = report_file(figures(**FULL), "docx").content
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert {"1.395", "2.700", "1.900", EVIL} <= set(cells)
    told = " ".join(line.text for line in document.paragraphs)
    assert paragraph(figures(**FULL)) in told
    assert "không cộng với nhau" in told
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


@UNCLOSED
@pytest.mark.slow  # drawing a PDF
def test_the_pdf_is_archivable_and_takes_nothing_from_outside() -> None:
    content = report_file(figures(**FULL), "pdf").content
    assert content.startswith(b"%PDF-1.7")
    parts = re.findall(rb"FlateDecode.*?stream\n(.*?)\nendstream", content, re.DOTALL)
    told = b"".join(zlib.decompressobj().decompress(part) for part in parts)
    assert b'pdfaid:part="3"' in told
    assert b"/URI" not in told
    assert b"FontFile" in content + told


def test_words_are_escaped_in_the_page_that_is_drawn() -> None:
    page = pdf.report_html(report_text(figures(**FULL), ""))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "chưa chốt số liệu" in page


def test_a_machine_without_pango_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    plain = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango'")
        return plain(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError) as refusal:
        report_file(figures(), "pdf")
    assert refusal.value.code == "no_pango"


def test_few_people_of_a_sensitive_group_are_not_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from sanviec.kernel.tables import priority_groups

    sensitive = next(row.code for row in priority_groups() if row.is_sensitive)
    report = figures(**FULL) | {"priority_groups": {sensitive: 4, "poor_household": 4}}
    table = next(t for t in report_text(report, "").tables if "nhóm ưu tiên" in t.title)
    assert [row[1] for row in table.rows] == ["dưới 5", 4]
