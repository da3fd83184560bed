"""The drawn state tables in the docs are those of the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanviec.cli import main
from sanviec.cli.states import drawn

PAGE = Path(__file__).resolve().parents[2] / "docs" / "states.md"


def test_the_page_is_what_the_tables_draw() -> None:
    assert PAGE.read_text(encoding="utf-8") == drawn(), "sanviec states --out docs/states.md"


def test_the_command_writes_the_page_whole(tmp_path: Path) -> None:
    main(["states", "--out", str(tmp_path / "states.md")])
    assert (tmp_path / "states.md").read_text(encoding="utf-8") == drawn()
    assert len(list(tmp_path.iterdir())) == 1


def test_without_a_file_it_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    main(["states"])
    assert capsys.readouterr().out.rstrip("\n") == drawn().rstrip("\n")
