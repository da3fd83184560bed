"""Closed vacancies of a file: counted unless --open-on leaves them out; ids that no row holds."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanviec.cli.explaining import explain_pair
from sanviec.cli.matching import match
from sanviec.cli.searching import search
from sanviec.cli.wording import describe
from sanviec.kernel.errors import InputError

_VACANCIES = """id,title,place,closes_on
closed,Kế toán,Hà Nội,2026-09-30
last-day,Kế toán thuế,Hà Nội,2026-10-01
without,Kế toán kho,Hà Nội,
"""
_JOBSEEKERS = "id,desired_job,place\np1,Kế toán,Hà Nội\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    vacancies, people = tmp_path / "viec.csv", tmp_path / "nguoi.csv"
    vacancies.write_text(_VACANCIES, encoding="utf-8")
    people.write_text(_JOBSEEKERS, encoding="utf-8")
    return str(vacancies), str(people)


def _searched(files: tuple[str, str], *more: str) -> Result:
    asked = ["--vacancies", files[0], "--query", "kế toán", "--on", "2026-10-01", "--json"]
    return CliRunner().invoke(search, [*asked, *more])


def _ids(done: Result) -> set[str]:
    return {hit["vacancy_id"] for hit in json.loads(done.stdout)["hits"]}


def test_closed_vacancies_are_found_and_told(files: tuple[str, str]) -> None:
    done = _searched(files)
    assert _ids(done) == {"closed", "last-day", "without"}
    assert "1 việc đã hết hạn trước ngày 01/10/2026 vẫn được tính" in done.stderr
    assert "--open-on 2026-10-01" in done.stderr


def test_open_on_leaves_closed_vacancies_out(files: tuple[str, str]) -> None:
    done = _searched(files, "--open-on", "2026-10-01")
    assert _ids(done) == {"last-day", "without"}
    assert "Đã bỏ 1 việc hết hạn trước ngày 01/10/2026" in done.stderr
    assert _ids(_searched(files, "--open-on", "2026-10-02")) == {"without"}


def test_nothing_is_said_where_nothing_is_closed(files: tuple[str, str]) -> None:
    assert "hết hạn" not in _searched(files, "--on", "2026-09-30").stderr


@pytest.mark.parametrize(
    ("more", "ids"),
    [((), {"closed", "last-day", "without"}), (("--open-on", "2026-10-02"), {"without"})],
)
def test_match_does_the_same(files: tuple[str, str], more: tuple[str, ...], ids: set[str]) -> None:
    asked = ["--vacancies", files[0], "--jobseekers", files[1], "--out", "-", *more]
    done = CliRunner().invoke(match, asked)
    rows = csv.DictReader(io.StringIO(done.stdout))
    assert {row["vacancy_id"] for row in rows} == ids
    assert "hết hạn" in done.stderr


def test_an_unknown_id_names_its_option(files: tuple[str, str]) -> None:
    pair = ["--vacancies", files[0], "--jobseekers", files[1], "--jobseeker", "p1"]
    explained = CliRunner().invoke(explain_pair, [*pair, "--vacancy", "v9"])
    alike = CliRunner().invoke(search, ["--vacancies", files[0], "--similar", "v9"])
    for done, option in ((explained, "--vacancy"), (alike, "--similar")):
        assert isinstance(done.exception, InputError)
        told = describe(done.exception, "vi")
        assert told == f"Không có tin tuyển dụng mang mã “v9” trong tệp. (tùy chọn {option})"


@pytest.mark.parametrize(
    ("text", "row", "column", "told"),
    [
        ("Dòng 3, cột lương: không là số.", 3, "lương", ""),
        ("Không là số.", 3, "lương", " (dòng 3, cột lương)"),
        ("Dòng 31 không là số.", 3, None, " (dòng 3)"),
        ("Ba là 3.", 3, None, " (dòng 3)"),
    ],
)
def test_no_row_is_named_twice(text: str, row: int, column: str | None, told: str) -> None:
    assert describe(InputError(text, "wrong", row=row, column=column), "vi") == text + told


@pytest.mark.parametrize(
    ("text", "field", "told"),
    [
        ("Hãy bỏ --explain.", "--explain", ""),
        ("Hãy bỏ một trong hai.", "--explain", " (tùy chọn --explain)"),
        ("Số lương sai.", "wage", " (trường wage)"),
    ],
)
def test_no_field_is_named_twice(text: str, field: str, told: str) -> None:
    assert describe(InputError(text, "wrong", field=field), "vi") == text + told
