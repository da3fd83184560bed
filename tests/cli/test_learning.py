"""`sanviec learn`: what it says, what it writes, and that it changes nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.referrals import outcomes as reads
from sanviec.apps.weights.models import WeightsVersion
from sanviec.cli import main
from sanviec.cli.weights import weights_of
from sanviec.engines.matching.learning import most_points
from sanviec.kernel.errors import InputError
from tests.apps.factories import make_staff
from tests.engines.matching.learning.planted import PLANTED, World, outcomes_of

from .test_usage import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enough outcomes, as if they had been read from the database."""
    drawn = tuple(outcomes_of(world=World(people=400, steepness=0.4)))
    found = reads.Outcomes(drawn, drawn, 0)
    monkeypatch.setattr(reads, "outcomes_between", lambda first, last: found)
    real = reads.population_on
    monkeypatch.setattr(
        reads, "population_on", lambda on, outcomes: replace(real(on, ()), groups={})
    )


def run(argv: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    main(["learn", "--on", "2026-11-23", *argv])
    return capsys.readouterr()


def test_without_referrals_it_refuses_and_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    before = AuditEntry.objects.count()
    said = run([], capsys)
    assert "0 lượt đã có kết quả" in said.out
    assert "Từ chối: Chưa đủ dữ liệu: có 0 kết quả giới thiệu, cần ít nhất 300." in said.err
    assert "Giữ nguyên bảng điểm đang dùng." in said.err
    assert AuditEntry.objects.count() == before


def test_a_refusal_writes_no_weights(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "diem.json"
    with pytest.raises(SystemExit) as stop:
        run(["--propose", str(target), "--lang", "en"], capsys)
    assert stop.value.code == 2
    assert "Refused: Too little to learn from" in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.slow
@pytest.mark.usefixtures("planted")
def test_weights_are_written_and_can_be_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target, report = tmp_path / "diem.json", tmp_path / "bao-cao.json"
    said = run(["--propose", str(target), "--report", str(report), "--json"], capsys)
    told_points = json.loads(said.out)["learned_points"]
    assert json.loads(report.read_text(encoding="utf-8"))["learned_points"] == told_points
    found = most_points(weights_of(str(target)))
    assert list(found) == list(told_points.values())
    assert max(abs(a - b) for a, b in zip(found, PLANTED, strict=True)) <= 4
    assert f"Đã ghi bảng điểm: {target}" in said.err


@pytest.mark.slow
@pytest.mark.usefixtures("planted")
def test_a_proposal_is_kept_with_what_was_learned_from(
    capsys: pytest.CaptureFixture[str],
) -> None:
    boss = make_staff(Role.MINISTRY).user
    said = run(["--propose", "--by", boss.username, "--reason", "Thử", "--json"], capsys)
    version = WeightsVersion.objects.get()
    assert "Đã lưu đề xuất: bảng điểm số 1" in said.err
    assert version.report == json.loads(said.out)
    assert version.report["learned_weights"] == version.weights
    assert (version.proposed_by, version.outcomes_to) == (boss, date(2026, 11, 23))
    assert len(version.outcomes_fingerprint) == 64


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ([], "Cần --by"),
        (["--by", "ai"], "Cần --reason"),
        (["--by", "ai", "--reason", " "], "Cần --reason"),
        (["--by", "khong-co", "--reason", "Thử"], "Không có ai tên “khong-co”"),
    ],
)
def test_who_and_why_are_asked_before_learning(
    argv: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert expected in told(["learn", "--propose", *argv], capsys)


def test_days_in_the_wrong_order(capsys: pytest.CaptureFixture[str]) -> None:
    said = told(["learn", "--from", "2026-02-01", "--to", "2026-01-01"], capsys)
    assert "--from 2026-02-01 sau --to 2026-01-01" in said


@pytest.mark.parametrize("text", ["", "{", "[]", '{"sex": 1}', '{"wage_reach": -1}'])
def test_a_file_that_holds_no_weights(text: str, tmp_path: Path) -> None:
    path = tmp_path / "diem.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        weights_of(str(path))
