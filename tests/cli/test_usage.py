"""A wrong command line is told in the chosen language, with exit code 2 and no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanviec.cli import main

FILES = ["--jobseekers", "a.csv", "--vacancies", "b.csv"]


def told(argv: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What a refused command says on standard error."""
    with pytest.raises(SystemExit) as stop:
        main(argv)
    assert stop.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["matchx"], "Không có lệnh “matchx”."),
        (["match", "--jobseeker"], "Không có tùy chọn “--jobseeker”."),
        (["match"], "Thiếu tùy chọn --jobseekers."),
        (["match", "--top"], "Tùy chọn “--top” cần một giá trị đi sau."),
        (
            ["match", *FILES, "--top", "0"],
            "Giá trị của --top không dùng được: cần một số nguyên từ",
        ),
        (["match", *FILES, "--on", "2026-02-31"], "cần một ngày có thật dạng 2026-12-31"),
        (["match", *FILES, "--direction", "up"], "cần một trong: jobseekers, vacancies, mutual"),
        (
            ["import", "people", "a.csv"],
            "Giá trị của KIND không dùng được: cần một trong: vacancies",
        ),
        (["import", "vacancies"], "Thiếu tham số FILE."),
        (["import", "--apply=1"], "Tùy chọn “--apply” không nhận giá trị như vậy."),
        (["migrate", "now"], "Thừa tham số: now."),
        (["serve", "--port", "65536"], "Giá trị của --port không dùng được"),
        (["demo", "--port", "abc"], "Giá trị của --port không dùng được"),
        (["match", "--lang", "fr"], "cần một trong: vi, en"),
        (["match", "--lang"], "cần một trong: vi, en"),
        (
            ["search", "--vacancies", "a.csv"],
            "Cần đúng một trong ba: --query, --questions hoặc --similar.",
        ),
    ],
)
def test_in_vietnamese(argv: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert expected in told(argv, capsys)


def test_the_help_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Xem cách dùng: sanviec match --help" in told(["match", *FILES], capsys)


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["match", "--lang", "en", "--top", "x"], "Invalid value for '--top'"),
        (["--lang=en", "match"], "Missing option '--jobseekers'"),
        (["search", "--vacancies", "a.csv", "--lang", "en"], "give exactly one of --query"),
        (["match", "--lang=en", *FILES, "--out", "-"], "cannot open b.csv"),
    ],
)
def test_in_english(argv: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert expected in told(argv, capsys)


def test_a_busy_port_is_told_before_the_server_starts(capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"Không mở được cổng {port}" in told(["demo", "--port", port], capsys)


def test_a_reader_who_has_had_enough_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> str:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr("sanviec.cli.states.drawn", gone)
    with (tmp_path / "ra").open("w") as stdout:
        monkeypatch.setattr("sys.stdout", stdout)
        with pytest.raises(SystemExit) as stop:
            main(["states"])
    assert stop.value.code == 0
