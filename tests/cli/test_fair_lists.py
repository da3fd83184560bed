"""``sanviec match --spread``: limits, who chooses first, figures, and options that do not fit."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sanviec.cli import main

from .test_matching import rows
from .test_usage import told

VACANCIES = (
    "id,title,place,salary,openings\n"
    "v1,Kế toán,Hà Nội,15 triệu,1\nv2,Kế toán,Hà Nội,15 triệu,1\nv3,Kế toán,Hà Nội,9 triệu,2\n"
)
PEOPLE = (
    "seeker_id,desired_job,place,desired_salary,priority_groups\n"
    "s1,kế toán,Hà Nội,15 triệu,\ns2,kế toán,Hà Nội,15 triệu,\n"
    "s3,kế toán,Hà Nội,15 triệu,hộ nghèo\ns4,kế toán,Hà Nội,15 triệu,người khuyết tật\n"
)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "viec.csv").write_text(VACANCIES, encoding="utf-8")
    (tmp_path / "nguoi.csv").write_text(PEOPLE, encoding="utf-8")
    people, vacancies = str(tmp_path / "nguoi.csv"), str(tmp_path / "viec.csv")
    return ["match", "--on", "2026-11-23", "--jobseekers", people, "--vacancies", vacancies]


def run(files: list[str], out: Path, *options: str) -> list[tuple[str, str]]:
    main([*files, *options, "--out", str(out)])
    return [(row["jobseeker_id"], row["vacancy_id"]) for row in rows(out)]


def figures(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.slow
def test_limits_that_nothing_reaches_give_the_bytes_of_the_exact_lists(
    files: list[str], tmp_path: Path
) -> None:
    exact, spread = tmp_path / "dung.csv", tmp_path / "deu.csv"
    assert len(run(files, exact)) == len(run(files, spread, "--spread")) == 12
    assert exact.read_bytes() == spread.read_bytes()


@pytest.mark.slow
def test_a_group_alone_moves_nothing(files: list[str], tmp_path: Path) -> None:
    outs = [tmp_path / f"{name}.csv" for name in ("dung", "deu", "dung_khong", "deu_khong")]
    scarce = ("--spread", "--per-opening", "1")
    run(files, outs[0]), run(files, outs[1], *scarce)
    without = PEOPLE.replace("hộ nghèo", "").replace("người khuyết tật", "")
    (tmp_path / "nguoi.csv").write_text(without, encoding="utf-8")
    run(files, outs[2]), run(files, outs[3], *scarce)
    assert outs[0].read_bytes() == outs[2].read_bytes()
    assert outs[1].read_bytes() == outs[3].read_bytes()


@pytest.mark.slow
def test_nobody_is_forgotten_and_the_figures_are_told(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "so_lieu.json"
    options = ("--spread", "--per-opening", "1", "--promise", "2", "--report", str(report))
    pairs = run(files, tmp_path / "deu.csv", *options)
    assert pairs == [("s1", "v1"), ("s2", "v2"), ("s3", "v3"), ("s4", "v3")]
    said = capsys.readouterr().err
    assert "Số danh sách có việc được giới thiệu nhiều nhất: 4 → 2" in said
    assert "Số việc vượt giới hạn: 3 → 0" in said
    assert "thiếu 36 lượt" in said
    assert "s1: 1 việc; 2 việc phù hợp khác đã đủ lượt giới thiệu, không còn việc nào nữa." in said
    found = figures(report)
    assert (found["before"]["lines"], found["after"]["lines"]) == (12, 4)
    assert (len(found["shortages"]), found["priority"]) == (4, None)


@pytest.mark.slow
def test_priority_groups_choose_first_and_it_is_told(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "so_lieu.json"
    scarce = ("--spread", "--per-opening", "1", "--top", "1")
    options = (*scarce, "--priority-first", "--report", str(report))
    pairs = run(files, tmp_path / "deu.csv", *options)
    assert pairs == [("s1", "v3"), ("s2", "v3"), ("s3", "v1"), ("s4", "v2")]
    assert "Nhóm ưu tiên chọn trước: 2 người, 2 được điểm cao hơn, 0 thấp hơn" in (
        capsys.readouterr().err
    )
    priority = figures(report)["priority"]
    assert (priority["first"]["people"], priority["others"]["lost"]) == (2, 2)
    assert priority["first"]["points"] == -priority["others"]["points"]


@pytest.mark.slow
def test_one_group_may_be_named(files: list[str], tmp_path: Path) -> None:
    scarce = ("--spread", "--per-opening", "1", "--top", "1")
    options = (*scarce, "--priority-first", "--priority-group", "disabled")
    pairs = run(files, tmp_path / "deu.csv", *options)
    assert pairs == [("s1", "v2"), ("s2", "v3"), ("s3", "v3"), ("s4", "v1")]


@pytest.mark.slow
def test_the_order_of_the_rows_makes_no_difference(files: list[str], tmp_path: Path) -> None:
    options = ("--spread", "--per-opening", "1", "--priority-first")
    first, second = tmp_path / "mot.csv", tmp_path / "hai.csv"
    pairs = run(files, first, *options)
    for name, text in (("viec.csv", VACANCIES), ("nguoi.csv", PEOPLE)):
        heading, *lines = text.splitlines(keepends=True)
        (tmp_path / name).write_text(heading + "".join(reversed(lines)), encoding="utf-8")
    run(files, second, *options)
    assert first.read_bytes() == second.read_bytes()
    assert Counter(vacancy for _, vacancy in pairs) == {"v1": 1, "v2": 1, "v3": 2}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--promise", "0"], "--promise chỉ dùng cùng với --spread."),
        (["--priority-first"], "--priority-first chỉ dùng cùng với --spread."),
        (["--report", "a.json"], "--report chỉ dùng cùng với --spread."),
        (["--spread", "--direction", "mutual"], "--spread chỉ dùng khi xếp việc cho người"),
        (["--spread", "--per-opening", "0"], "cần một số nguyên từ 1"),
        (["--spread", "--priority-group", "disabled"], "chỉ dùng cùng với --priority-first"),
        (["--spread", "--priority-first", "--priority-group", "rich"], "nhóm ưu tiên"),
        (["--spread", "--report", "none/a.json"], "Không ghi được “none/a.json”"),
        (["--spread", "--report", "a.csv"], "Không ghi được “a.csv”"),
    ],
)
def test_options_that_do_not_fit_are_told(
    files: list[str], options: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert expected in told([*files, *options, "--out", "-"], capsys)


def test_the_report_does_not_overwrite_the_result(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "nguoi.json").symlink_to(tmp_path / "nguoi.csv")
    options = ["--spread", "--report", str(tmp_path / "nguoi.json")]
    assert "trùng với tệp khác" in told([*files, *options, "--out", "-"], capsys)
