"""``sanviec explain`` and ``sanviec match --explain``: the sum, and what would raise it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from sanviec.cli import main

from .test_usage import told

VACANCIES = (
    "id,title,place,wage_min_vnd_month,wage_max_vnd_month,experience_months,certificates\n"
    "v1,Kế toán,Hà Nội,8000000,9000000,36,\n"
    "v2,Lái xe nâng,Hà Nội,12000000,14000000,0,Chứng chỉ vận hành xe nâng\n"
)
PEOPLE = (
    "id,desired_job,place,wage_min_vnd_month,experience_months\ns1,kế toán,Hà Nội,10000000,12\n"
)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "viec.csv").write_text(VACANCIES, encoding="utf-8")
    (tmp_path / "nguoi.csv").write_text(PEOPLE, encoding="utf-8")
    given = ("--vacancies", tmp_path / "viec.csv", "--jobseekers", tmp_path / "nguoi.csv")
    return [*map(str, given), "--on", "2026-11-23"]


def explained(files: list[str], capsys: pytest.CaptureFixture[str], *more: str) -> str:
    main(["explain", *files, "--jobseeker", "s1", *more])
    return capsys.readouterr().out


def test_the_record_of_a_pair(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(explained(files, capsys, "--vacancy", "v1", "--json"))
    assert sum(reason["points"] for reason in found["reasons"]) == found["score"]
    assert found["feasible"] is True
    by_term = {change["term"]: change for change in reversed(found["improvements"])}
    assert by_term["wage"]["points"] == 5
    assert by_term["wage"]["facts"] == {"wage_min": 8_000_000}
    assert by_term["wage"]["score"] == found["score"] + 5
    assert by_term["experience"]["text_en"].startswith("As much experience as asked: 3 years")


def test_words_for_people(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(files, capsys, "--vacancy", "v1")
    assert "Điều gì sẽ làm tăng điểm?" in text
    assert "  +5  Nhận mức lương từ 8 triệu (đang mong 10 triệu)" in text


def test_words_in_english(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(files, capsys, "--vacancy", "v1", "--lang", "en")
    assert "  +5  Accept a wage from 8 million (10 million wished now)" in text


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        (["--jobseeker", "s9", "--vacancy", "v1"], "Không có người tìm việc mang mã “s9”"),
        (["--jobseeker", "s1", "--vacancy", "v9"], "Không có tin tuyển dụng mang mã “v9”"),
    ],
)
def test_who_is_not_there(
    files: list[str], pair: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert expected in told(["explain", *files, *pair], capsys)


def test_a_column_more_and_nothing_else_is_different(files: list[str], tmp_path: Path) -> None:
    tables = []
    for more in ([], ["--explain"]):
        out = tmp_path / "ghep.csv"
        main(["match", *files, "--out", str(out), *more])
        tables.append(list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))))
    plain, explaining = tables
    columns = [json.loads(row.pop("improvements")) for row in explaining]
    assert explaining == plain
    for row, changes in zip(plain, columns, strict=True):
        assert changes
        assert all(c["score"] == int(row["score"]) + c["points"] for c in changes)


def test_a_mutual_score_is_not_explained_so(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["match", *files, "--out", str(tmp_path / "g.csv"), "--explain", "--direction", "mutual"]
    assert "không dùng được với --direction mutual" in told(argv, capsys)
