"""Workbooks: merged cells, hidden sheets, formulas, dates, and containers that lie in wait."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.intake.reading import read_table
from sanviec.engines.intake.table import DEFAULT_LIMITS, Limits, RawRow, ReadOptions, Table
from sanviec.kernel.errors import InputError

from .nasty import in_tcvn3, rewritten, sheet_with, workbook

HEADINGS = ["STT", "Tên công việc", "Mức lương", "Hạn nộp"]
SHEET = "xl/worksheets/sheet1.xml"


def load(
    book: bytes, limits: Limits = DEFAULT_LIMITS, options: ReadOptions | None = None
) -> tuple[Table, list[RawRow]]:
    with read_table(
        book, name="tin.xlsx", limits=limits, options=options or ReadOptions()
    ) as table:
        return table, list(table.rows)


def refusal_of(book: bytes, limits: Limits = DEFAULT_LIMITS) -> str:
    with pytest.raises(InputError) as refused:
        load(book, limits)
    assert "“tin.xlsx”" in refused.value.text_vi
    return refused.value.code


def test_cells_come_as_text_with_dates_in_iso() -> None:
    book = workbook(
        [
            HEADINGS,
            [1, "Thợ may", 8_000_000, date(2026, 1, 16)],
            [2, "Thợ hàn", 12.5, datetime(2026, 1, 16, 17, 30)],  # noqa: DTZ001  # Excel has none
            [3, "Bảo vệ", True, None],
        ]
    )
    table, rows = load(book)
    assert table.sheet == "Tuyển dụng"
    assert [row.cells for row in rows] == [
        ("1", "Thợ may", "8000000", "2026-01-16"),
        ("2", "Thợ hàn", "12.5", "2026-01-16T17:30:00"),
        ("3", "Bảo vệ", "TRUE", ""),
    ]


def test_titles_above_merged_headings_and_merged_rows() -> None:
    book = workbook(
        [
            ["DANH SÁCH TUYỂN DỤNG"],
            [],
            ["STT", "Doanh nghiệp", "Tên công việc", "Mức lương", None],
            [None, None, None, "Từ", "Đến"],
            [1, "Công ty A", "Thợ may", 8, 10],
            [2, None, "Thợ hàn", 9, 12],
            [3, "Công ty B", "Bảo vệ", 7, 8],
        ],
        merges=["A1:E1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "B5:B6"],
    )
    table, rows = load(book)
    assert table.columns == (
        "STT",
        "Doanh nghiệp",
        "Tên công việc",
        "Mức lương Từ",
        "Mức lương Đến",
    )
    assert table.header_row == 3
    assert [row.cells[1:3] for row in rows] == [
        ("Công ty A", "Thợ may"), ("Công ty A", "Thợ hàn"), ("Công ty B", "Bảo vệ"),
    ]  # fmt: skip
    assert rows[0].number == 5


def test_hidden_sheets_are_ignored_and_the_choice_is_said() -> None:
    book = workbook([HEADINGS, [1, "Thợ may"]], hidden={"Nháp": [HEADINGS, [9, "Giả"]]})
    table, rows = load(book)
    assert len(rows) == 1
    assert [notice.code for notice in table.notices] == ["sheets_hidden"]
    with pytest.raises(InputError) as refused:
        load(book, options=ReadOptions(sheet="Nháp"))
    assert refused.value.code == "sheet_missing"


def test_the_sheet_with_known_headings_is_chosen() -> None:
    cover = workbook([["Kính gửi Trung tâm"]], hidden={"Vị trí": [HEADINGS, [1, "Thợ may"]]})
    book_xml = zipfile.ZipFile(io.BytesIO(cover)).read("xl/workbook.xml")
    shown = rewritten(cover, {"xl/workbook.xml": book_xml.replace(b' state="hidden"', b"")})
    table, rows = load(shown)
    assert (table.sheet, rows[0].cells[1]) == ("Vị trí", "Thợ may")
    assert table.notices[0].code == "sheet_chosen"
    assert load(shown, options=ReadOptions(sheet="tuyển dụng"))[0].sheet == "Tuyển dụng"


def test_formulas_give_their_stored_result_or_an_error_of_their_row() -> None:
    book = sheet_with(
        '<row r="2"><c r="A2" t="str"><f>CONCAT("Thợ")</f><v>Thợ may</v></c></row>'
        '<row r="3"><c r="A3"><f>1+1</f></c></row>'
        '<row r="4"><c r="A4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="5"><c r="A5" t="inlineStr"><is><t>=cmd|calc</t></is></c></row>'
    )
    _, rows = load(book)
    assert [row.cells[0] for row in rows] == ["Thợ may", "", "#DIV/0!", "=cmd|calc"]
    assert [[e.code for e in row.errors] for row in rows] == [
        [], ["formula_without_value"], ["cell_error_value"], [],
    ]  # fmt: skip
    assert rows[1].errors[0].line_vi.startswith("Dòng 3, cột “Tên công việc”: ô là công thức")


def test_rich_text_escapes_and_old_fonts() -> None:
    old = in_tcvn3("Công nhân kỹ thuật sửa chữa điện").decode("latin-1")
    book = sheet_with(
        '<row r="2"><c r="A2" t="inlineStr"><is><r><t>Thợ </t></r><r><t>may_x000D_</t></r>'
        '<rPh sb="0" eb="1"><t>đọc</t></rPh></is></c></row>'
        f'<row r="3"><c t="inlineStr"><is><t>{old}</t></is></c></row>'
    )
    _, rows = load(book)
    assert [row.cells[0] for row in rows] == ["Thợ may", "Công nhân kỹ thuật sửa chữa điện"]


def test_leading_zeros_that_a_format_shows_are_kept() -> None:
    plain = workbook([["title", "phone"], ["x", 912345678]])
    styles = (
        '<styleSheet><numFmts count="1"><numFmt numFmtId="170" formatCode="0000000000"/></numFmts>'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>'
    )
    sheet = zipfile.ZipFile(io.BytesIO(plain)).read(SHEET).replace(b'r="B2"', b'r="B2" s="1"')
    book = rewritten(plain, {"xl/styles.xml": styles.encode(), SHEET: sheet})
    assert load(book)[1][0].cells == ("x", "0912345678")


@pytest.mark.parametrize(
    ("serial", "text"),
    [("45992", "2025-12-01"), ("59", "1900-02-28"), ("61", "1900-03-01"), ("0.5", "12:00"),
     ("45992.75", "2025-12-01T18:00:00")],
)  # fmt: skip
def test_date_serials(serial: str, text: str) -> None:
    book = workbook([["title", "posted"], ["x", date(2026, 1, 1)]])
    sheet = zipfile.ZipFile(io.BytesIO(book)).read(SHEET)
    assert b"<v>46023</v>" in sheet
    changed = rewritten(book, {SHEET: sheet.replace(b"46023", serial.encode())})
    assert load(changed)[1][0].cells[1] == text


def test_a_serial_that_is_no_date_is_an_error_of_its_row() -> None:
    book = workbook([["title", "posted"], ["x", date(2026, 1, 1)]])
    sheet = zipfile.ZipFile(io.BytesIO(book)).read(SHEET).replace(b"46023", b"-5")
    assert load(rewritten(book, {SHEET: sheet}))[1][0].errors[0].code == "serial_out_of_range"


def test_far_cells_and_long_cells() -> None:
    limits = Limits(max_cell_chars=100)
    book = sheet_with(
        '<row r="1000000"><c r="A1000000" t="inlineStr"><is><t>Thợ</t></is></c></row>'
        '<row r="1000001"><c r="XFD1000001"><v>5</v></c></row>'
        f'<row r="1000002"><c r="A1000002" t="inlineStr"><is><t>{"x" * 5000}</t></is></c></row>'
    )
    _, rows = load(book, limits)
    assert rows[0].number == 1_000_000
    assert rows[1].errors[0].code == "too_many_cells"
    assert rows[2].errors[0].code == "cell_too_long"


def test_a_bomb_is_refused_by_its_directory_alone() -> None:
    bomb = rewritten(workbook([HEADINGS]), {"xl/media/a.bin": bytes(30_000_000)})
    limits = Limits(min_suspect_bytes=10_000_000)
    tracemalloc.start()
    assert refusal_of(bomb, limits) == "archive_bomb"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_too_many_entries_are_refused_before_the_directory_is_read() -> None:
    book = bytearray(workbook([HEADINGS]))
    end = book.rfind(b"PK\x05\x06")
    struct.pack_into("<HH", book, end + 8, 60_000, 60_000)
    assert refusal_of(bytes(book)) == "archive_broken"


def test_a_workbook_over_the_size_limit_is_refused() -> None:
    assert refusal_of(workbook([HEADINGS]), Limits(max_workbook_bytes=100)) == "file_too_large"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    ],
)
def test_document_types_are_refused(declaration: str) -> None:
    xml = f'<?xml version="1.0"?>{declaration}<worksheet><sheetData/></worksheet>'
    assert refusal_of(rewritten(workbook([HEADINGS]), {SHEET: xml.encode()})) == "xml_forbidden"


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1">',
        b'<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        b'<row r="1"><c r="A1"><v>abc</v></c></row>',
        b'<row r="x"/>',
        b'<row r="1"><c r="ZZZZ1"><v>1</v></c></row>',
    ],
    ids=["open", "string", "number", "row", "column"],
)
def test_damaged_sheets_are_refused(rows: bytes) -> None:
    part = b"<worksheet><sheetData>%s</sheetData></worksheet>" % rows
    assert refusal_of(rewritten(workbook([HEADINGS]), {SHEET: part})) == "archive_broken"


def test_a_workbook_without_a_visible_sheet_or_without_text() -> None:
    book = workbook([[]])
    assert refusal_of(book) == "header_missing"
    xml = zipfile.ZipFile(io.BytesIO(book)).read("xl/workbook.xml")
    hidden = xml.replace(b"<sheet name", b'<sheet state="veryHidden" name')
    assert refusal_of(rewritten(book, {"xl/workbook.xml": hidden})) == "no_visible_sheet"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4_000), st.binary(min_size=1, max_size=40))
def test_a_workbook_damaged_anywhere_gives_a_table_or_a_refusal(place: int, noise: bytes) -> None:
    book = bytearray(workbook([HEADINGS, [1, "Thợ may", 8, "16/01/2026"]]))
    place %= len(book)
    book[place : place + len(noise)] = noise
    try:
        load(bytes(book))
    except InputError as refused:
        assert refused.text_vi  # noqa: PT017  # either outcome is right
