"""The import contracts hold, and each of the six bites when it is broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

# One line that breaks each contract: module of a small package → what it imports.
BREACHES = {
    "1 Surfaces": ("apps/vacancies/models.py", "import sanviec.web.pages"),
    "2 Kernel and engines": ("engines/matching/__init__.py", "import django"),
    "3 Engines": ("engines/benefits/__init__.py", "import sanviec.engines.matching"),
    "4 Apps": ("apps/reference/models.py", "import sanviec.apps.vacancies.models"),
    "5 Inside": ("apps/vacancies/enums.py", "import sanviec.apps.vacancies.services"),
    "6 Migrations": (
        "apps/vacancies/migrations/0001_start.py",
        "import sanviec.apps.vacancies.models",
    ),
}
MODULES = ["kernel/__init__.py", "web/pages.py", "apps/vacancies/services.py"]


# In a process of its own: it sets logging up anew, which silences every logger that is there.
LINT = (
    *(sys.executable, "-c", "from importlinter.cli import *; lint_imports_command()"),
    *("--no-cache", "--no-logo"),
)


def lint(home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(LINT, cwd=home, capture_output=True, text=True)


def test_contracts_hold() -> None:
    told = lint(ROOT)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize("breach", [None, *BREACHES])
def test_contract_bites(tmp_path: Path, breach: str | None) -> None:
    build_package(tmp_path, breach)
    told = lint(tmp_path)
    broken = [line for line in told.stdout.splitlines() if line.endswith("BROKEN")]
    if breach is None:
        assert told.returncode == 0, told.stdout
    else:
        assert [line[: len(breach)] for line in broken] == [breach], told.stdout


def test_new_app_needs_a_place(tmp_path: Path) -> None:
    build_package(tmp_path, None)
    write(tmp_path, "apps/newcomer/models.py", "")
    told = lint(tmp_path)
    assert told.returncode == 1
    assert "newcomer" in told.stdout


def build_package(home: Path, breach: str | None) -> None:
    """Write a small `sanviec` under the real contracts, with at most one breach."""
    shutil.copy(ROOT / ".importlinter", home)
    for path in [*MODULES, *(path for path, _ in BREACHES.values())]:
        write(home, path, "")
    if breach:
        write(home, *BREACHES[breach])


def write(home: Path, path: str, source: str) -> None:
    """Write one module and the packages above it."""
    target = home / "sanviec" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    for folder in target.relative_to(home).parents[:-1]:
        (home / folder / "__init__.py").touch()
    target.write_text(source + "\n")
