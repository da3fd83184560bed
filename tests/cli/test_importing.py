"""``sanviec import`` from a file or standard input, dry and written, once and again."""

from __future__ import annotations

import io
from contextlib import nullcontext
from pathlib import Path

import pytest

from sanviec.apps.vacancies.models import Vacancy
from sanviec.cli import main
from tests.apps.factories import make_centre
from tests.apps.imports.files import VACANCIES, write

from .test_usage import told

pytestmark = pytest.mark.django_db
# The command reads the real clock: no row of these may pass its closing day.
TEXT = VACANCIES.replace("31/12/2026", "")


@pytest.fixture(autouse=True)
def _centre() -> None:
    make_centre("LS")


def figures(argv: list[str], capsys: pytest.CaptureFixture[str], code: int = 0) -> dict[str, str]:
    """What the command prints, by name; it must end with this code."""
    with pytest.raises(SystemExit) if code else nullcontext() as stop:
        main(["import", "vacancies", *argv])
    assert (stop.value.code if stop else 0) == code
    lines = capsys.readouterr().out.splitlines()
    return dict(line.split("\t")[:2] for line in lines if "\t" in line)


@pytest.mark.slow
def test_the_same_file_twice_and_an_edited_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(write(tmp_path, "viec.csv", TEXT))
    assert figures([path], capsys)["thêm"] == "3"
    assert Vacancy.objects.count() == 0
    assert figures([path, "--apply"], capsys)["thêm"] == "3"
    assert figures([path, "--apply"], capsys)["giữ nguyên"] == "3"
    edited = TEXT.replace("12 triệu", "13 triệu").replace("T3,", "T4,")
    seen = figures([str(write(tmp_path, "sua.csv", edited)), "--apply"], capsys)
    assert (seen["thêm"], seen["đổi"], seen["giữ nguyên"]) == ("1", "1", "1")


def test_standard_input_and_english(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    seen = figures(["-", "--lang", "en"], capsys)
    assert (seen["read"], seen["added"], seen["rejected"]) == ("3", "3", "0")


def test_refused_rows_come_back_to_be_corrected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(write(tmp_path, "viec.csv", TEXT + "T9,,Công ty Hồi,Lạng Sơn,8 triệu,,1,\n"))
    target = tmp_path / "sai.csv"
    assert figures([path, "--rejected", str(target)], capsys, code=2)["từ chối"] == "1"
    assert "T9,,Công ty Hồi" in target.read_text(encoding="utf-8")


def test_a_refused_row_keeps_no_other_back_and_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = "T9,,Công ty Hồi,Lạng Sơn,8 triệu,,1,\n"
    path = str(write(tmp_path, "viec.csv", TEXT + bad))
    seen = figures([path, "--apply"], capsys, code=2)
    assert (seen["thêm"], seen["từ chối"], Vacancy.objects.count()) == ("3", "1", 3)
    # The good rows are there already; the bad one still is one.
    assert figures([path, "--apply"], capsys, code=2)["giữ nguyên"] == "3"


@pytest.mark.parametrize(
    ("rejected", "expected"),
    [
        ("{folder}/viec.csv", "trùng với tệp đầu vào"),
        ("{folder}/none/sai.csv", "Không ghi được tệp “sai.csv”"),
        ("{folder}/sai.doc", "Không ghi được dạng “sai.doc”"),
        ("-", "Không ghi được dạng “-”"),
    ],
)
def test_a_place_for_them_that_cannot_be(
    tmp_path: Path, rejected: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, "viec.csv", TEXT)
    said = told(
        ["import", "vacancies", str(path), "--rejected", rejected.format(folder=tmp_path)], capsys
    )
    assert expected in said
    assert path.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--source", " "], "Tên nguồn phải có từ 1 đến 60 ký tự"),
        (["--source", "x" * 61], "Tên nguồn phải có từ 1 đến 60 ký tự"),
        (["--open-until", "2020-01-01"], "phải từ hôm nay trở đi"),
        (["--open-until", "2999-01-01"], "không thể xa hơn 1 năm"),
        (["--map", "khong-co.toml"], "Không mở được tệp “khong-co.toml”"),
        (["--centre", "XX"], "Hãy chọn trung tâm bằng --centre; đang có: LS"),
    ],
)
def test_options_that_cannot_be(
    tmp_path: Path, options: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(write(tmp_path, "viec.csv", TEXT))
    assert expected in told(["import", "vacancies", path, *options], capsys)
