"""``sanviec schedule``: the contract's file in and out."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sanviec.cli import main

INSTANCE = {
    "slots": 2,
    "employers": [{"id": "D1", "tables": 1}, {"id": "D2", "tables": 1, "slots": [1]}],
    "jobseekers": [
        {"id": "Hoa", "max_interviews": 2, "priority": 0},
        {"id": "Lan", "max_interviews": 1, "priority": 1},
    ],
    "pairs": [
        {"jobseeker": "Hoa", "employer": "D1", "score": 9},
        {"jobseeker": "Hoa", "employer": "D2", "score": 8},
        {"jobseeker": "Lan", "employer": "D1", "score": 1.5},
    ],
    "objective": "fair",
}


def run(folder: Path, text: str, *options: str) -> int:
    (folder / "phien.json").write_text(text, encoding="utf-8")
    arguments = ["schedule", str(folder / "phien.json"), "--out", str(folder / "lich.json")]
    try:
        main([*arguments, *options])
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def test_a_plan_has_every_field_of_the_contract(tmp_path: Path) -> None:
    assert run(tmp_path, json.dumps(INSTANCE)) == 0
    plan = json.loads((tmp_path / "lich.json").read_text(encoding="utf-8"))
    assert plan.pop("seconds") >= 0
    assert plan == {
        "interviews": [
            {"jobseeker": "Hoa", "employer": "D1", "slot": 0, "table": 0},
            {"jobseeker": "Lan", "employer": "D1", "slot": 1, "table": 0},
            {"jobseeker": "Hoa", "employer": "D2", "slot": 1, "table": 0},
        ],
        "total_score": 18.5,
        "served": 2,
        "priority_served": 1,
        "kept": 0,
        "optimal": True,
        "bound": 18.5,
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "không phải JSON"),
        ("[1]", "đối tượng JSON"),
        (json.dumps(INSTANCE | {"slots": 0}), "slots: cần số nguyên từ 1"),
        (
            json.dumps(INSTANCE).replace("1.5", "NaN"),
            "pairs[2].score: cần điểm từ 0 đến 1000000000, nhưng đang là NaN",
        ),
        ("[" * 100_000, "không phải JSON"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    assert run(tmp_path, text) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "lich.json").exists()


def test_a_strange_field_is_named_and_the_rest_planned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, json.dumps(INSTANCE | {"objectve": "total"})) == 0
    assert "“objectve”" in capsys.readouterr().err


def test_the_plan_may_go_to_standard_output_in_english(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "phien.json").write_text(json.dumps(INSTANCE), encoding="utf-8")
    main(["schedule", str(tmp_path / "phien.json"), "--out", "-", "--lang", "en"])
    told = capsys.readouterr()
    assert json.loads(told.out)["served"] == 2
    assert "3 interviews, 2 people met, total score 18.5 (optimal)" in told.err


def test_a_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["schedule", str(tmp_path / "nothing.json"), "--out", str(tmp_path / "lich.json")])
    assert stop.value.code == 2
    assert "nothing.json" in capsys.readouterr().err


def test_a_link_leads_to_its_file_and_rights_stay(tmp_path: Path) -> None:
    (tmp_path / "phien.json").write_text(json.dumps(INSTANCE), encoding="utf-8")
    target, link = tmp_path / "that.json", tmp_path / "link.json"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o600)
    link.symlink_to(target)
    main(["schedule", str(tmp_path / "phien.json"), "--out", str(link)])
    assert link.is_symlink()
    assert json.loads(target.read_text(encoding="utf-8"))["served"] == 2
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_device_stays_a_device(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "phien.json").write_text(json.dumps(INSTANCE), encoding="utf-8")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    main(["schedule", str(tmp_path / "phien.json"), "--out", str(pipe)])
    assert json.loads(os.read(reader, 100_000))["served"] == 2
    assert pipe.is_fifo()
    os.close(reader)
