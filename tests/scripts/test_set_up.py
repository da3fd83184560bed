"""Set-up explains what a bare machine lacks, uses apt only as root, and skips what is done."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from scripts import set_up


@pytest.fixture
def ran(monkeypatch) -> list[list[str]]:
    """The commands that set-up would have run."""
    commands: list[list[str]] = []
    set_up.apt_update.cache_clear()
    monkeypatch.setattr(set_up, "run", lambda command, env=None: commands.append(list(command)))
    return commands


@pytest.mark.parametrize(("is_root", "outcome"), [(True, "installs"), (False, "explains")])
def test_missing_ensurepip(monkeypatch, ran, is_root: bool, outcome: str) -> None:
    monkeypatch.setattr(set_up, "works", lambda command: False)
    monkeypatch.setattr(set_up.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(set_up, "can_use_apt", lambda: is_root)
    if outcome == "explains":
        with pytest.raises(set_up.SetUpError, match=r"apt-get install python3\.\d+-venv"):
            set_up.make_environment()
    else:
        set_up.make_environment()
        assert [command[0] for command in ran[:2]] == ["apt-get", "apt-get"]
        assert ran[1][-1].endswith("-venv")
        assert "venv" in ran[2]


def test_old_python_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(set_up.sys, "version_info", (3, 9, 2))
    with pytest.raises(set_up.SetUpError, match=r"make setup PYTHON="):
        set_up.check_python()


def test_requirements_are_installed_once(monkeypatch, tmp_path: Path) -> None:
    installed: list[list[str]] = []
    monkeypatch.setattr(set_up, "pip_install", installed.append)
    monkeypatch.setattr(set_up, "STAMPS", tmp_path / "stamps")
    wanted = tmp_path / "base.txt"
    wanted.write_text("one")
    for text in ("one", "one", "two"):
        wanted.write_text(text)
        set_up.install_once([wanted])
    assert len(installed) == 2
    assert installed[0] == ["--require-hashes", "-r", str(wanted)]


@pytest.mark.parametrize("ci", ["true", ""])
def test_missing_chromium_fails_in_ci_only(monkeypatch, capsys, ci: str) -> None:
    monkeypatch.setattr(set_up.shutil, "which", lambda name: None)
    monkeypatch.setattr(set_up, "can_use_apt", lambda: False)
    monkeypatch.delenv("SANVIEC_CHROMIUM", raising=False)
    monkeypatch.setenv("CI", ci)
    if ci:
        with pytest.raises(set_up.SetUpError, match="no Chromium"):
            set_up.provide_chromium()
    else:
        set_up.provide_chromium()
        assert "skipped" in capsys.readouterr().out


@pytest.mark.parametrize("ci", ["true", ""])
def test_missing_relay_is_told_and_fails_in_ci(monkeypatch, capsys, ci: str) -> None:
    monkeypatch.setattr(set_up.shutil, "which", lambda name: None)
    monkeypatch.setattr(set_up, "can_use_apt", lambda: False)
    monkeypatch.setenv("CI", ci)
    if ci:
        with pytest.raises(set_up.SetUpError, match="no coturn"):
            set_up.provide_coturn()
    else:
        set_up.provide_coturn()
        assert "relay will fail" in capsys.readouterr().out


def test_the_relay_is_installed_where_that_is_allowed(monkeypatch) -> None:
    installed: list[str] = []
    monkeypatch.setattr(set_up.shutil, "which", lambda name: None)
    monkeypatch.setattr(set_up, "can_use_apt", lambda: True)
    monkeypatch.setattr(set_up, "apt_install", installed.append)
    set_up.provide_coturn()
    assert installed == ["coturn"]


def test_the_lists_of_debian_are_fetched_once(ran) -> None:
    set_up.apt_install("one")
    set_up.apt_install("two", "three")
    assert [command[1] for command in ran] == ["update", "install", "install"]
    assert [command[-1] for command in ran[1:]] == ["one", "three"]


def test_steps_run_side_by_side() -> None:
    both = threading.Barrier(2, timeout=30)  # broken unless both are there at once
    set_up.side_by_side(both.wait, both.wait)
    assert not both.broken


def test_a_failed_step_is_told_after_the_others_ended() -> None:
    ended: list[str] = []

    def fail() -> None:
        raise set_up.SetUpError("no network")

    with pytest.raises(set_up.SetUpError, match="no network"):
        set_up.side_by_side(fail, lambda: ended.append("other"))
    assert ended == ["other"]


def test_every_requirement_is_pinned_with_a_hash() -> None:
    for name in ("setup", "node", "base", "cluster", "dev", "bench", "openfisca"):
        text = (set_up.ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        pins = [line for line in text.splitlines() if line and line[0].isalnum()]
        assert pins
        assert all("==" in line for line in pins)
        assert text.count(" \\\n    --hash=") >= len(pins)


def test_pango_is_installed_where_it_may_and_missed_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(set_up, "apt_install", lambda *packages: installed.extend(packages))
    monkeypatch.setattr("ctypes.util.find_library", lambda name: f"lib{name}.so")
    set_up.provide_pango()
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)
    monkeypatch.setattr(set_up, "can_use_apt", lambda: False)
    set_up.provide_pango()
    assert "XLSX and DOCX only" in capsys.readouterr().out
    assert installed == []
    monkeypatch.setattr(set_up, "can_use_apt", lambda: True)
    set_up.provide_pango()
    assert "libpango-1.0-0" in installed
