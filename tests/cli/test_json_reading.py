"""JSON that people wrote: told in their language, and no field twice."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sanviec.cli import main
from sanviec.cli.json_reading import NotJson, parse_json


def run(*arguments: str) -> int:
    try:
        main([*arguments])
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("", "dòng 1, cột 1: ở đây cần một giá trị", "line 1, column 1: Expecting value"),
        ("{\n 1: 2}", "dòng 2, cột 2: ở đây cần tên trường", "Expecting property name"),
        ("{}{}", "cột 3: thừa nội dung ở sau", "Extra data"),
        ('["a" "b"]', "thiếu dấu phẩy", "Expecting ',' delimiter"),
        ('{"a" 1}', "thiếu dấu hai chấm", "Expecting ':' delimiter"),
        ('["a', "không có dấu nháy đóng", "Unterminated string"),
        ('["\\x"]', "có dấu \\ dùng sai", "Invalid \\escape"),
        ('["\n"]', "ký tự xuống dòng", "Invalid control character"),
        ('{"a": 1, "b": {"c": 1, "c": 2}}', "trường “c” được ghi hai lần", "'c' stands twice"),
        ("[" * 100_000, "lồng nhau quá sâu", "nested too deeply"),
        ("9" * 5_000, "có số quá dài", "Exceeds the limit"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, vi: str, en: str) -> None:
    with pytest.raises(NotJson) as caught:
        parse_json(text.encode())
    assert vi in caught.value.text_vi
    assert en in caught.value.text_en


def test_what_is_right_is_read() -> None:
    assert parse_json(b'\xef\xbb\xbf{"a": [1.5, NaN]}', str) == {"a": ["1.5", "NaN"]}
    assert parse_json(b"1.5", Decimal) == Decimal("1.5")
    with pytest.raises(NotJson) as caught:
        parse_json(b"[\xff]")
    assert caught.value.text_vi == "byte thứ 2 không phải UTF-8"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_file_that_windows_saved_is_read(tmp_path: Path, encoding: str) -> None:
    lines = [{"case_id": "Đỗ", "decided_on": "2024-03-01", "contribution_months": 41}, {}]
    text = "\ufeff" + "\r\n".join(json.dumps(one, ensure_ascii=False) for one in lines)
    source, target = tmp_path / "vao.jsonl", tmp_path / "ra.jsonl"
    source.write_bytes(text.encode(encoding))
    assert run("benefits", "decide", str(source), "--out", str(target)) == 2
    first, second = map(json.loads, target.read_text(encoding="utf-8").splitlines())
    assert (first["case_id"], first["entitlement_months"]) == ("Đỗ", 3)
    assert second["error"]["field"] == "decided_on"


def test_a_field_twice_is_an_error_of_its_line(tmp_path: Path) -> None:
    source, target = tmp_path / "vao.jsonl", tmp_path / "ra.jsonl"
    source.write_text('{"decided_on": "2024-03-01", "decided_on": "2026-03-01"}')
    assert run("benefits", "decide", str(source), "--out", str(target)) == 2
    error = json.loads(target.read_text(encoding="utf-8"))["error"]
    assert error["code"] == "not_json"
    assert "“decided_on” được ghi hai lần" in error["text_vi"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["schedule", "x.json", "--out", "lich.csv"], "đuôi .json thay cho “lich.csv”"),
        (["benefits", "decide", "x.json", "--out", "ra.xlsx"], "đuôi .jsonl"),
        (
            [
                "benefits",
                "simulate",
                "--claims",
                "x.json",
                "--parameters",
                "y",
                "--out",
                "r.csv.gz",
            ],
            "đuôi .json",
        ),
        (["schedule", "x.json", "--out", "-", "--seconds", "nan"], "cần một số từ 0 đến 86400"),
    ],
)
def test_what_a_result_cannot_be_is_refused_first(
    tmp_path: Path, monkeypatch: Any, capsys: Any, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.json").write_text("{}")
    assert run(*arguments) == 2
    assert said in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["x.json"]
