"""The front end is built once for the same inputs, and names what is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts import build_frontend as frontend


@pytest.fixture
def vendor(monkeypatch, tmp_path: Path) -> Path:
    """An empty static/vendor, with a build that only writes the style sheet's name."""
    monkeypatch.setattr(frontend, "VENDOR", tmp_path)
    monkeypatch.setattr(frontend, "STAMP", tmp_path / ".stamp")
    monkeypatch.setattr(frontend, "find_node", lambda: frontend.Node("node", ("npm",)))
    monkeypatch.setattr(frontend, "fetch_packages", lambda node: None)
    return tmp_path


def test_build_is_skipped_when_nothing_changed(monkeypatch, vendor: Path) -> None:
    compiled = []

    def compile_styles(node: frontend.Node) -> None:
        compiled.append(node)
        (vendor / "sanviec.css").write_text("body{}")

    monkeypatch.setattr(frontend, "compile_styles", compile_styles)
    frontend.build()
    frontend.build()
    assert len(compiled) == 1
    assert {path.name for path in vendor.iterdir()} == {*frontend.OUTPUTS, ".stamp"}
    (vendor / "sanviec.css").unlink()
    frontend.build()
    assert len(compiled) == 2


def test_missing_node_is_explained(monkeypatch) -> None:
    monkeypatch.setattr(frontend.shutil, "which", lambda name: None)
    monkeypatch.setattr(frontend.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(frontend.BuildError, match="make setup"):
        frontend.find_node()


def test_style_sheet_holds_no_crown_no_gds_font_and_loads_nothing() -> None:
    css = (frontend.VENDOR / "sanviec.css").read_text(encoding="utf-8")
    assert not re.search(r"crown|GDS Transport|@font-face|url\(\s*[\"']?https?:", css)
    assert "--govuk-brand-colour: #0b6b4f" in css
