"""Question files: every usable line is answered, the others are told and counted."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from sanviec.cli import main
from sanviec.cli.questions import questions_of
from sanviec.kernel.errors import InputError

LINES = (
    '{"id": 1, "question": "kế toán Hà Nội"}\n'
    "{broken\n"
    '{"id": "2"}\n'
    "\n"
    '{"question": "thợ may"}\n'
    '{"id": "3", "question": "lái xe"}\n'
)


def test_good_lines_survive_bad_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hoi.jsonl"
    path.write_text(LINES, encoding="utf-8")
    assert list(questions_of(str(path))) == [("1", "kế toán Hà Nội"), ("3", "lái xe")]
    told = capsys.readouterr().err
    assert "Dòng 2: dòng không phải là một đối tượng JSON" in told
    assert "Dòng 3: cần có cả “id” và “question”." in told
    assert "3 dòng không có câu hỏi dùng được." in told


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LINES.encode())))
    assert [number for number, _ in questions_of("-")] == ["1", "3"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\x7fELF\x02\x01" + bytes(range(256)), "chương trình Linux"),
        (bytes(range(1, 256)) * 4, "hoi.jsonl"),
        (b"", "trống"),
        (b'{"text": "a"}\n', "không có cột id, question"),
    ],
    ids=["program", "letters", "empty", "keys"],
)
def test_other_files_are_refused_whole(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "hoi.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        list(questions_of(str(path)))
    assert expected in refused.value.text_vi


@pytest.mark.slow
def test_each_question_gives_a_line_of_the_contract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hoi.jsonl").write_text(LINES, encoding="utf-8")
    (tmp_path / "viec.csv").write_text(
        "id,title,place,salary\nv1,Kế toán,Hà Nội,15 triệu\nv2,Lái xe,Huế,9 triệu\n",
        encoding="utf-8",
    )
    main(
        ["search", "--vacancies", str(tmp_path / "viec.csv")]
        + ["--questions", str(tmp_path / "hoi.jsonl"), "--top", "1"]
    )
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(a["id"], [h["vacancy_id"] for h in a["hits"]]) for a in answers] == [
        ("1", ["v1"]),
        ("3", ["v2"]),
    ]
    for answer in answers:
        hit = answer["hits"][0]
        assert sum(reason["points"] for reason in hit["reasons"]) == hit["score"]
        assert set(answer["understood"]) >= {"occupation", "places", "wage_min_vnd_month"}
