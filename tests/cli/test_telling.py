"""What is told of a file besides its refused rows: counts, how it was understood, what is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sanviec.cli.files import records_of

TEXT = (
    "DANH SÁCH VIỆC LÀM\n"
    "Mã;Việc làm cần tuyển gấp;Tên công việc;Nơi làm việc;Màu áo\n"
    "1;x;Thợ may;Huế;đỏ\n2;x;;Huế;xanh\n"
)


def test_rows_are_counted_and_the_file_described(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "viec.csv"
    path.write_bytes(TEXT.encode("utf-16"))
    records, _ = records_of(str(path), "vacancies", on=date(2026, 11, 23))
    told = capsys.readouterr().err.splitlines()
    assert [record.id for record in records] == ["1"]
    assert told[0].startswith("Dòng 4, cột “Tên công việc”")
    assert told[1] == "viec.csv: đã đọc 2 dòng, từ chối 1."
    assert "Dòng tiêu đề là dòng 2; 1 dòng phía trên được bỏ qua." in told
    assert told[-1] == "Cột giữ nguyên: Việc làm cần tuyển gấp, Màu áo."
