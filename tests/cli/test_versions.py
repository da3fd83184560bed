"""`sanviec weights`: versions are listed, shown, adopted by a second person, and retired."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sanviec.apps.platform.enums import Role
from sanviec.apps.weights.models import WeightsVersion
from sanviec.apps.weights.selectors import weights_in_force
from sanviec.cli import main
from sanviec.cli.weights import weights_of
from sanviec.engines.matching import DEFAULT_WEIGHTS
from tests.apps.factories import make_staff
from tests.apps.weights.planted import FOUND, REASON, propose

from .test_usage import told

pytestmark = pytest.mark.django_db


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> Any:
    main(["weights", *argv])
    return capsys.readouterr()


def test_nothing_learned_yet(capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, "list")
    assert (said.out, said.err) == ("", "Đang xếp hạng theo bảng điểm mặc định.\n")


def test_adopted_and_retired(capsys: pytest.CaptureFixture[str]) -> None:
    propose()
    boss = make_staff(Role.MINISTRY).user.username
    said = run(capsys, "adopt", "1", "--by", boss, "--reason", "Đã xem")
    assert "Từ nay xếp hạng theo bảng điểm số 1." in said.err
    assert weights_in_force().weights == FOUND
    (line,) = run(capsys, "list", "--json").out.splitlines()
    assert json.loads(line) | {"number": 1, "state": "adopted", "adopted_by": boss} == json.loads(
        line
    )
    run(capsys, "retire", "1", "--by", boss, "--reason", "Không công bằng")
    assert weights_in_force().version is None
    assert run(capsys, "list").out.split("\t")[:2] == ["1", "retired"]


def test_a_version_is_shown_and_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    propose()
    assert "Nơi làm việc\t33" in run(capsys, "show", "1", "--out", str(tmp_path / "d.json")).out
    assert weights_of(str(tmp_path / "d.json")) == FOUND
    shown = json.loads(run(capsys, "show", "1", "--json").out)
    assert (shown["proposal_reason"], shown["report"]["hires"]) == (REASON, 90)
    run(capsys, "show", "0", "--out", str(tmp_path / "0.json"))
    assert weights_of(str(tmp_path / "0.json")) == DEFAULT_WEIGHTS


@pytest.mark.parametrize("number", ["9", str(2**40)])
def test_a_number_that_is_not_there(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"Không có bảng điểm số {number}" in told(["weights", "show", number], capsys)


def test_who_may_not(capsys: pytest.CaptureFixture[str]) -> None:
    version = propose()
    proposer = version.proposed_by.username
    argv = ["weights", "adopt", "1", "--reason", "Tốt", "--by"]
    assert "Người đề xuất không tự áp dụng" in told([*argv, proposer], capsys)
    director = make_staff(Role.DEPARTMENT).user.username
    assert f"Không có ai tên “{director}”" in told([*argv, director], capsys)
    assert weights_in_force().version is None


def test_a_changed_row_is_not_shown_as_weights(capsys: pytest.CaptureFixture[str]) -> None:
    propose()
    WeightsVersion.objects.update(weights={"title": 80})
    assert "đã bị sửa ngoài hệ thống" in told(["weights", "show", "1"], capsys)
