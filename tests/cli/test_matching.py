"""``sanviec match``: the file of pairs, its reasons, its order, and outputs that cannot be."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from sanviec.cli import main
from sanviec.engines.matching import DEFAULT_WEIGHTS

from .test_usage import told

VACANCIES = (
    "id,title,place,salary\n"
    "v1,Kế toán,Hà Nội,15 triệu\nv3,Kế toán,Hà Nội,15 triệu\nv2,Kế toán,Hà Nội,15 triệu\n"
    "v4,Lái xe,Huế,9 triệu\n"
)
PEOPLE = "seeker_id,desired_job,place\ns2,kế toán,Hà Nội\ns1,lái xe,Huế\ns3,,\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "viec.csv").write_text(VACANCIES, encoding="utf-8")
    (tmp_path / "nguoi.csv").write_text(PEOPLE, encoding="utf-8")
    names = {"--vacancies": "viec.csv", "--jobseekers": "nguoi.csv"}
    given = [part for option, name in names.items() for part in (option, str(tmp_path / name))]
    return ["match", "--on", "2026-11-23", *given]


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


@pytest.mark.slow
def test_reasons_add_up_and_ties_go_by_id(files: list[str], tmp_path: Path) -> None:
    main([*files, "--out", str(tmp_path / "ghep.csv"), "--top", "2"])
    found = rows(tmp_path / "ghep.csv")
    assert list(found[0]) == ["jobseeker_id", "vacancy_id", "rank", "score", "reasons"]
    best = [(r["jobseeker_id"], r["vacancy_id"], r["rank"]) for r in found if r["rank"] == "1"]
    assert best[:2] == [("s1", "v4", "1"), ("s2", "v1", "1")]
    assert [r["vacancy_id"] for r in found if r["jobseeker_id"] == "s2"] == ["v1", "v2"]
    for row in found:
        reasons = json.loads(row["reasons"])
        assert sum(reason["points"] for reason in reasons) == int(row["score"])
        assert all(set(reason) == {"term", "points", "text_vi"} for reason in reasons)


@pytest.mark.slow
@pytest.mark.parametrize("direction", ["jobseekers", "vacancies", "mutual"])
def test_the_order_of_the_rows_makes_no_difference(
    files: list[str], tmp_path: Path, direction: str
) -> None:
    first, second = tmp_path / "mot.csv", tmp_path / "hai.csv"
    main([*files, "--direction", direction, "--out", str(first)])
    for name, text in (("viec.csv", VACANCIES), ("nguoi.csv", PEOPLE)):
        heading, *lines = text.splitlines(keepends=True)
        (tmp_path / name).write_text(heading + "".join(reversed(lines)), encoding="utf-8")
    main([*files, "--direction", direction, "--out", str(second)])
    assert first.read_bytes() == second.read_bytes()
    assert len(rows(first)) > 3


@pytest.mark.parametrize(
    ("out", "expected"),
    [
        ("viec.csv", "trùng với tệp đầu vào"),
        ("none/ghep.csv", "Không ghi được tệp “ghep.csv”"),
        ("ghep.pdf", "Không ghi được dạng “ghep.pdf”"),
    ],
)
def test_an_output_that_cannot_be_is_told_before_anything_is_read(
    files: list[str], tmp_path: Path, out: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    assert expected in told([*files, "--out", str(tmp_path / out)], capsys)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_standard_input_cannot_be_two_files(capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["match", "--jobseekers", "-", "--vacancies", "-", "--out", "-"]
    assert "Chỉ một tệp được lấy từ đầu vào chuẩn" in told(argv, capsys)


def test_other_weights_give_other_points(tmp_path: Path) -> None:
    weights = tmp_path / "diem.json"
    weights.write_text('{"wage_unknown": 0}', encoding="utf-8")
    (tmp_path / "nguoi.csv").write_text("id,desired_job\nA,công nhân may\n", encoding="utf-8")
    (tmp_path / "viec.csv").write_text("id,title\nV,Công nhân may\n", encoding="utf-8")
    scores = []
    for argv in ([], ["--weights", str(weights)]):
        out = tmp_path / "ghep.jsonl"
        people, offers = str(tmp_path / "nguoi.csv"), str(tmp_path / "viec.csv")
        main(["match", "--jobseekers", people, "--vacancies", offers, "--out", str(out), *argv])
        scores.append(json.loads(out.read_text(encoding="utf-8"))["score"])
    assert scores[0] - scores[1] == DEFAULT_WEIGHTS.wage_unknown
