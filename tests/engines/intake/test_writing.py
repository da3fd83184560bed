"""Files are written whole or not at all, and nothing in them is live."""

from __future__ import annotations

import csv
import gc
import gzip
import io
import json
import os
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from sanviec.engines.intake import Context, convert, read_table, write_rejected, write_table
from sanviec.engines.intake.reading.cleaning import clean
from sanviec.engines.intake.writing import Cell
from sanviec.kernel.errors import InputError

COLUMNS = ["title", "openings", "wage", "posted", "remote"]
ROWS: list[list[Cell]] = [
    ["=HYPERLINK(1)", 2, 8.5, date(2026, 1, 16), True],
    ["+84 912", None, None, None, None],
    ["Thợ may\n(ca đêm)", -3, -1.5, None, False],
]
LIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]
SUFFIXES = [".csv", ".csv.gz", ".xlsx", ".parquet", ".jsonl"]


def written(suffix: str, rows: list[list[Cell]] | None = None) -> bytes:
    stream = io.BytesIO()
    write_table(COLUMNS, ROWS if rows is None else rows, stream, suffix=suffix)
    return stream.getvalue()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_written_reads_back(suffix: str) -> None:
    with read_table(written(suffix), name=f"ra{suffix}") as table:
        rows = [row.cells for row in table.rows]
    assert table.columns == tuple(COLUMNS)
    assert [row[0] for row in rows] == ["=HYPERLINK(1)", "+84 912", "Thợ may\n(ca đêm)"]
    assert [row[1] for row in rows] == ["2", "", "-3"]
    assert rows[0][3] == "2026-01-16"
    assert rows[0][4].upper() == "TRUE"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_rows_give_the_same_bytes(suffix: str) -> None:
    assert written(suffix) == written(suffix)


def test_csv_holds_no_live_cell() -> None:
    data = written(".csv", [[text, 1, 1.0, None, None] for text in LIVE])
    read = list(csv.reader(io.StringIO(data.decode(), newline="")))[1:]
    assert [row[0] for row in read] == [f"'{text.strip()}" for text in LIVE]
    assert read[0][1] == "1"
    assert gzip.decompress(written(".csv.gz")) == written(".csv")


def test_a_workbook_holds_text_not_formulas() -> None:
    data = written(".xlsx", [[text, 1, 1.0, None, None] for text in LIVE])
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    cells = [sheet.cell(row=number, column=1) for number in range(2, 2 + len(LIVE))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert cells[0].value == "=1+1"
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    book.close()


def test_a_cell_too_long_for_a_workbook_is_cut_and_counted() -> None:
    stream = io.BytesIO()
    result = write_table(["a"], [["x" * 40_000], ["y"]], stream, suffix=".xlsx")
    assert (result.rows, result.shortened) == (2, 1)
    with read_table(stream.getvalue(), name="ra.xlsx") as table:
        first = next(table.rows).cells[0]
    assert len(first) == 32_767
    assert first.endswith("[cắt bớt]")


def test_json_lines_keep_types() -> None:
    first, second, _ = written(".jsonl").decode().splitlines()
    assert json.loads(first) == {
        "title": "=HYPERLINK(1)",
        "openings": 2,
        "wage": 8.5,
        "posted": "2026-01-16",
        "remote": True,
    }
    assert json.loads(second)["openings"] is None


def test_parquet_takes_the_type_of_its_cells() -> None:
    table = parquet.read_table(io.BytesIO(written(".parquet")))
    assert [str(field.type) for field in table.schema] == [
        "string", "int64", "double", "date32[day]", "bool",
    ]  # fmt: skip
    mixed = io.BytesIO()
    write_table(["a"], [[1], ["x"], [None]], mixed, suffix=".parquet")
    assert parquet.read_table(mixed).column("a").to_pylist() == ["1", "x", None]


def failing() -> Iterator[list[Cell]]:
    yield ["a", 1, 1.0, None, None]
    raise RuntimeError("the source broke")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"ra{suffix}"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError):
        write_table(COLUMNS, failing(), target)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {target.name: b"old"}


def test_a_file_appears_whole_under_its_name(tmp_path: Path) -> None:
    target = tmp_path / "ra.csv"
    assert write_table(COLUMNS, ROWS, target).rows == 3
    assert target.read_bytes() == written(".csv")
    assert [path.name for path in tmp_path.iterdir()] == ["ra.csv"]


def test_nothing_is_seen_of_a_file_that_is_not_whole(tmp_path: Path) -> None:
    def watched() -> Iterator[list[Cell]]:
        for row in ROWS:
            assert list(tmp_path.iterdir()) == []
            yield row

    if not hasattr(os, "O_TMPFILE"):
        pytest.skip("this system knows no nameless files")
    write_table(COLUMNS, watched(), tmp_path / "ra.csv")


def test_a_disk_without_nameless_files_gets_a_temporary_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanviec.engines.intake.writing.files._NAMELESS", 0)
    with pytest.raises(RuntimeError):
        write_table(COLUMNS, failing(), tmp_path / "ra.csv")
    assert list(tmp_path.iterdir()) == []
    write_table(COLUMNS, ROWS, tmp_path / "ra.csv")
    assert (tmp_path / "ra.csv").read_bytes() == written(".csv")


class FullDisk(io.BytesIO):
    """Takes a few bytes and no more."""

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > 100:
            raise OSError(28, "No space left on device")
        return super().write(data)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_is_one_error_and_no_more(suffix: str) -> None:
    rows = [[str(i) * 50, i, 1.0, None, None] for i in range(2_000)]
    with pytest.raises(OSError, match="No space left"):
        write_table(COLUMNS, rows, FullDisk(), suffix=suffix)
    gc.collect()


@pytest.mark.parametrize(
    ("name", "code"), [("ra.doc", "write_suffix"), ("khong-co/ra.csv", "write_failed")]
)
def test_targets_that_cannot_be_written(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        write_table(COLUMNS, ROWS, tmp_path / name)
    assert refused.value.code == code


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_rejected_rows_can_be_corrected_and_sent_again(context: Context, suffix: str) -> None:
    source = (
        "Tên công việc,Hạn nộp,Ghi chú\nThợ may,16/02/2026,=1+1\nThợ hàn,31/02/2026,=2+2\n"
        "Bảo vệ,16/02/2026,a,thừa\n"
    )
    stream = io.BytesIO()
    with read_table(source.encode(), name="tin.csv") as table:
        conversion = convert(table, "vacancies", context=context)
        assert write_rejected(table.columns, conversion, stream, suffix=suffix).rows == 2
    with read_table(stream.getvalue(), name=f"loi{suffix}") as table:
        assert table.columns == ("Tên công việc", "Hạn nộp", "Ghi chú", "Phần thừa", "Lỗi")
        again = list(convert(table, "vacancies", context=context))
    assert again[0].cells[2:] == (
        "=2+2", "", "Hạn nộp: ngày “31/02/2026” không có thật. Hãy ghi ngày dạng 28/02/2026.",
    )  # fmt: skip
    assert again[1].cells[3] == "thừa"
    assert again[1].record is not None
    assert again[1].record.extra == {"Ghi chú": "a"}
    rejected_again = io.BytesIO()
    write_rejected(table.columns, again, rejected_again, suffix=".csv")
    assert rejected_again.getvalue().decode().startswith("Tên công việc,Hạn nộp,Ghi chú,Phần thừa")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=5))
def test_text_survives_csv_but_for_what_cleaning_removes(texts: list[str]) -> None:
    stream = io.BytesIO()
    write_table(["title", "n"], [[text, 1] for text in texts], stream, suffix=".csv")
    with read_table(stream.getvalue(), name="ra.csv") as table:
        assert [row.cells[0] for row in table.rows] == [clean(text) for text in texts]


def test_a_link_leads_to_its_file_and_rights_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "that.csv", tmp_path / "link.csv"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o600)
    link.symlink_to(target)
    write_table(COLUMNS, ROWS, link)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8-sig").startswith("title,")
    assert target.stat().st_mode & 0o777 == 0o600
