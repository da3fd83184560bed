"""Kernel and engines import with Django, HTTP clients and database drivers blocked."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.architecture.sources import PACKAGE, ROOT, python_files

BLOCKED = (
    "dask",
    "distributed",
    "django",
    "allauth",
    "requests",
    "httpx",
    "urllib3",
    "psycopg",
    "sanviec.apps",
)
PROGRAM = f"""
import importlib, sys

class Wall:
    def find_spec(self, name, path=None, target=None):
        if any(name == wall or name.startswith(wall + ".") for wall in {BLOCKED!r}):
            raise ImportError("blocked: " + name)

sys.meta_path.insert(0, Wall())
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def import_behind_the_wall(*modules: str) -> subprocess.CompletedProcess[str]:
    """Import modules in a fresh Python where the wall stands."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *modules], cwd=ROOT, capture_output=True, text=True
    )


@pytest.mark.slow
def test_every_pure_module_imports_behind_the_wall() -> None:
    paths = [*python_files("sanviec/kernel"), *python_files("sanviec/engines")]
    modules = [".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in paths]
    told = import_behind_the_wall(*(name.removesuffix(".__init__") for name in modules))
    assert told.returncode == 0, told.stderr


def test_the_wall_stands() -> None:
    told = import_behind_the_wall("sanviec.config.settings.test")
    assert told.returncode == 1
    assert "blocked:" in told.stderr
